"""What meetings, agreements and bodies share: a relation, an address, an audience."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _

from agreements.models.base import NOT_WITHDRAWN, PublicationFields
from agreements.models.counting import in_order
from agreements.models.party import PartiesOfRecord, RecordParty, Relation
from agreements.models.vocabularies import Publication


class AggregateQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(publication=Publication.PUBLISHED)

    def for_choice(self) -> Self:
        """What a form offers, in the order in which people look for it."""
        return in_order(self)

    def of_party(self, code: str) -> Self:
        """Records that a party takes part in, as one of the two or as a further one."""
        name = str(self.model._meta.model_name)
        return self.filter(Exists(RecordParty.objects.filter(**{name: OuterRef("pk")}, party_id=code)))

    def with_parties(self) -> Self:
        """Loads all parties: two queries, whatever the number of records."""
        rows = RecordParty.objects.filter(further=True).select_related("party").order_by("party__sort_key")
        return self.select_related("relation__a", "relation__b").prefetch_related(Prefetch("party_rows", rows))


class Aggregate(PartiesOfRecord, PublicationFields):
    slug = models.SlugField(
        _("address"), max_length=120, help_text=_("The last part of its address, like es-ma-gmmp-21.")
    )
    relation = models.ForeignKey(
        Relation, models.PROTECT, related_name="%(class)ss", related_query_name="%(class)s", verbose_name=_("relation")
    )

    class Meta(PublicationFields.Meta):
        abstract = True
        constraints = [
            *PublicationFields.Meta.constraints,
            models.UniqueConstraint(
                fields=["slug"],
                condition=NOT_WITHDRAWN,
                name="%(class)s_slug_unique",
                violation_error_message=_("Another record has this address. Choose another one."),
            ),
        ]
