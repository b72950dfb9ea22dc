from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models.base import PublishedManager, tracked
from agreements.models.counting import count_of, in_order, related
from agreements.models.names import FoldedName, NameVariant, variant_once
from agreements.models.party import Party
from agreements.models.vocabularies import MeetingStatus, Publication


class PersonQuerySet(models.QuerySet["Person"]):
    """People as they sat in delegations: who was at no published meeting is not public."""

    def public(self) -> "PersonQuerySet":
        """People who sit in a delegation of a published meeting."""
        participants = related(self.model, "participations")
        sat = participants.objects.filter(
            person=models.OuterRef("pk"), delegation__meeting__publication=Publication.PUBLISHED
        )
        return self.filter(models.Exists(sat))

    def for_choice(self) -> "PersonQuerySet":
        """What a form offers, in the order in which people look for it."""
        return in_order(self)

    def for_list(self) -> "PersonQuerySet":
        """`meeting_count` of published meetings that were held, and `party_codes` of all delegations, also of expected
        ones."""
        participants = related(self.model, "participations")
        seats = participants.objects.filter(
            person=OuterRef("pk"), delegation__meeting__publication=Publication.PUBLISHED
        )
        codes = seats.order_by("delegation__party").values("delegation__party").distinct()
        return self.annotate(
            meeting_count=count_of(
                seats.filter(delegation__meeting__status=MeetingStatus.HELD),
                "person",
                "delegation__meeting",
                distinct=True,
            ),
            party_codes=ArraySubquery(codes),
        )


@tracked
class Person(models.Model):
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.TextField(_("name"), help_text=_("As shown, given name first where that is the custom."))
    native_name = models.TextField(_("name in its own script"), blank=True)
    sort_name = models.TextField(
        _("sort name"), blank=True, help_text=_("Where the name should not be sorted as it is written.")
    )
    wikidata = models.CharField(_("Wikidata"), max_length=20, blank=True, help_text=_("Like Q1234567."))
    note = models.TextField(_("note"), blank=True)
    parties = models.ManyToManyField(
        Party, through="PersonParty", related_name="people", verbose_name=_("has sat for"), blank=True
    )
    sort_key = FoldedName("sort_name", "name")

    objects = PersonQuerySet.as_manager()
    published = PublishedManager.from_queryset(PersonQuerySet)()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9][0-9]*$"),
                name="person_wikidata_form",
                violation_error_message=_("A Wikidata item is written like Q1234567."),
            ),
            models.UniqueConstraint(
                fields=["wikidata"],
                condition=~Q(wikidata=""),
                name="person_wikidata_unique",
                violation_error_message=_("Another person already has this Wikidata item: merge rather than repeat."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person-detail", args=[self.slug])


@tracked
class PersonName(NameVariant):
    person = models.ForeignKey(Person, models.CASCADE, related_name="variants")

    class Meta(NameVariant.Meta):
        constraints = [variant_once("person")]


@tracked
class PersonParty(models.Model):
    """A party that a person is known to have sat for. Names are matched within a party."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="party_rows")
    party = models.ForeignKey(Party, models.PROTECT, related_name="person_rows", verbose_name=_("party"))

    class Meta:
        verbose_name = _("party sat for")
        verbose_name_plural = _("parties sat for")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party"],
                name="personparty_unique",
                violation_error_message=_("This party is already listed."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)
