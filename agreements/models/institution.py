from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models.base import PublishedManager, one_of, tracked
from agreements.models.counting import code_array, count_of, in_order, related
from agreements.models.names import FoldedName, NameVariant, variant_once
from agreements.models.party import Party
from agreements.models.vocabularies import InstitutionKind, MeetingStatus, Publication


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def public(self) -> "InstitutionQuerySet":
        """Institutions that somebody in a published meeting sat for."""
        participants = related(self.model, "participants")
        sat_for = participants.objects.filter(
            institution=models.OuterRef("pk"), delegation__meeting__publication=Publication.PUBLISHED
        )
        return self.filter(models.Exists(sat_for))

    def for_choice(self) -> "InstitutionQuerySet":
        """What a form offers, in the order in which people look for it."""
        return in_order(self)

    def with_codes(self) -> "InstitutionQuerySet":
        """`parties`, which holds its one party's code, as the cards of other records have it."""
        return self.annotate(parties=code_array(F("party_id")))

    def for_list(self) -> "InstitutionQuerySet":
        """`meeting_count` of published meetings that were held, and `person_count` of who sat there."""
        participants = related(self.model, "participants")
        seats = participants.objects.filter(
            institution=models.OuterRef("pk"),
            delegation__meeting__publication=Publication.PUBLISHED,
            delegation__meeting__status=MeetingStatus.HELD,
        )
        return self.select_related("party").annotate(
            meeting_count=count_of(seats, "institution", "delegation__meeting", distinct=True),
            person_count=count_of(seats, "institution", "person", distinct=True),
        )


@tracked
class Institution(models.Model):
    """A ministry, agency or mission of one party."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="institutions", verbose_name=_("party"))
    name = models.TextField(_("name"))
    kind = models.CharField(_("kind"), max_length=27, choices=InstitutionKind, default=InstitutionKind.NOT_ESTABLISHED)
    sort_key = FoldedName("name")

    objects = InstitutionQuerySet.as_manager()
    published = PublishedManager.from_queryset(InstitutionQuerySet)()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "name"],
                name="institution_unique_per_party",
                violation_error_message=_("This party already has an institution of this name."),
            ),
            one_of("kind", InstitutionKind),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institution-detail", args=[self.slug])


@tracked
class InstitutionName(NameVariant):
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="variants")

    class Meta(NameVariant.Meta):
        constraints = [variant_once("institution")]
