"""Parties and the relation between two of them, the spine of the record."""

from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models.base import PublishedManager, exactly_one, one_of, tracked
from agreements.models.counting import code_array, count_of, in_order, related
from agreements.models.names import FoldedName, NamesInFourLanguages
from agreements.models.vocabularies import PartyKind, Publication


class PartyQuerySet(models.QuerySet["Party"]):
    def public(self) -> "PartyQuerySet":
        """Parties to something published."""
        published = Q()
        for record in ("meeting", "agreement", "body"):
            published |= Q(**{f"{record}__publication": Publication.PUBLISHED})
        return self.filter(models.Exists(RecordParty.objects.filter(published, party=models.OuterRef("pk"))))

    def for_choice(self) -> "PartyQuerySet":
        """What a form offers, in the order in which people look for it."""
        return in_order(self)

    def for_list(self) -> "PartyQuerySet":
        """`meeting_count` and `agreement_count` of what is published."""
        rows = RecordParty.objects.filter(party=models.OuterRef("pk"))
        return self.annotate(
            meeting_count=count_of(rows.filter(meeting__publication=Publication.PUBLISHED), "party"),
            agreement_count=count_of(rows.filter(agreement__publication=Publication.PUBLISHED), "party"),
        )


@tracked
class Party(NamesInFourLanguages):
    """A state, territory or organisation that makes agreements. Names are CLDR's in the four interface languages."""

    code = models.CharField(_("code"), max_length=2, primary_key=True, help_text=_("ISO 3166-1 alpha-2, XK or EU."))
    kind = models.CharField(_("kind"), max_length=26, choices=PartyKind, default=PartyKind.STATE)
    sort_key = FoldedName("name")

    objects = PartyQuerySet.as_manager()
    published = PublishedManager.from_queryset(PartyQuerySet)()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}$"),
                name="party_code_form",
                violation_error_message=_("A party's code is two capital letters: ISO 3166-1 alpha-2, XK or EU."),
            ),
            one_of("kind", PartyKind),
        ]

    @property
    def slug(self) -> str:
        return self.code.lower()

    def get_absolute_url(self) -> str:
        return reverse("party-detail", args=[self.slug])


class RelationQuerySet(models.QuerySet["Relation"]):
    def public(self) -> "RelationQuerySet":
        """Relations with a published meeting, agreement or body."""
        reached = Q()
        for record in ("meeting", "agreement", "body"):
            model = related(self.model, record)
            found = model.objects.filter(relation=models.OuterRef("pk"), publication=Publication.PUBLISHED)
            reached |= Q(models.Exists(found))
        return self.filter(reached)

    def for_choice(self) -> "RelationQuerySet":
        """What a form offers, in the order in which people look for it."""
        return self.select_related("a", "b").order_by("a__sort_key", "b__sort_key")

    def with_codes(self) -> "RelationQuerySet":
        """`parties`, the codes of both, as the cards of other records have it."""
        return self.annotate(parties=code_array(F("a_id"), F("b_id")))

    def for_list(self) -> "RelationQuerySet":
        """`meeting_count`, `agreement_count` and `body_count` of what is published."""
        counts = {}
        for record in ("meeting", "agreement", "body"):
            rows = related(self.model, record).published.filter(relation=models.OuterRef("pk"))
            counts[f"{record}_count"] = count_of(rows, "relation")
        return self.select_related("a", "b").annotate(**counts)


@tracked
class Relation(models.Model):
    """An unordered pair of parties, stored in the order of their codes so that there is one row a pair."""

    a = models.ForeignKey(Party, models.PROTECT, related_name="relations_as_a", verbose_name=_("first party"))
    b = models.ForeignKey(Party, models.PROTECT, related_name="relations_as_b", verbose_name=_("second party"))
    slug = models.GeneratedField(
        expression=Concat(Lower(F("a_id")), Value("-"), Lower(F("b_id"))),
        output_field=models.TextField(),
        db_persist=True,
        unique=True,
    )

    objects = RelationQuerySet.as_manager()
    published = PublishedManager.from_queryset(RelationQuerySet)()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="relation_in_code_order",
                violation_error_message=_("A relation has two different parties, in the order of their codes."),
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                name="relation_unique",
                violation_error_message=_("These two parties already have their relation."),
            ),
        ]

    def __str__(self) -> str:
        first, second = self.sides
        return gettext("%(first)s and %(second)s") % {"first": first, "second": second}

    @property
    def sides(self) -> list[Party]:
        """Both parties in the order in which every page shows them, and in every language alike: by English name."""
        return sorted((self.a, self.b), key=lambda party: party.sort_key)

    def get_absolute_url(self) -> str:
        return reverse("relation-detail", args=[self.slug])


PARENTS = ("meeting", "agreement", "body")


@tracked
class RecordParty(models.Model):
    """A party to a meeting, an agreement or a body.

    The two of the relation are put here by the database itself when the record is written, and stay there (migration
    0003); further ones by the editor. Delegations and responsible parties refer to these rows, so nobody else can
    sit or owe.
    """

    meeting = models.ForeignKey(
        "Meeting", models.CASCADE, null=True, blank=True, related_name="party_rows", verbose_name=_("meeting")
    )
    agreement = models.ForeignKey(
        "Agreement", models.CASCADE, null=True, blank=True, related_name="party_rows", verbose_name=_("agreement")
    )
    body = models.ForeignKey(
        "Body", models.CASCADE, null=True, blank=True, related_name="party_rows", verbose_name=_("body")
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="record_rows", verbose_name=_("party"))
    further = models.BooleanField(_("further party"), default=True)

    class Meta:
        verbose_name = _("further party")
        verbose_name_plural = _("further parties")
        constraints = [
            exactly_one(*PARENTS, name="recordparty_one_record", message=_("A party belongs to exactly one record.")),
            *(
                models.UniqueConstraint(
                    fields=[parent, "party"],
                    name=f"recordparty_{parent}_unique",
                    violation_error_message=_("This party is already listed."),
                )
                for parent in PARENTS
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)


class PartiesOfRecord:
    """For models with a relation and further parties: all of them, the relation's two first."""

    party_rows: Any
    relation: Relation

    @property
    def further_parties(self) -> list[Party]:
        return [row.party for row in self.party_rows.all() if row.further]

    @property
    def all_parties(self) -> list[Party]:
        return [*self.relation.sides, *self.further_parties]
