from typing import Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models.aggregates import Aggregate, AggregateQuerySet
from agreements.models.base import PublishedManager, one_of, tracked
from agreements.models.counting import count_of
from agreements.models.names import FoldedName
from agreements.models.partial_dates import Earliest, PartialDateField, PartialDateRange, partial_date_check
from agreements.models.party import Party, RecordParty
from agreements.models.vocabularies import BodyKind, BodyState


class BodyQuerySet(AggregateQuerySet):
    def for_list(self) -> Self:
        """`meeting_count` and `last_met`, the latest day a published meeting can have begun, with what a row shows."""
        meetings = apps.get_model("agreements", "Meeting").published.filter(body=OuterRef("pk")).order_by()
        last = meetings.values("body").annotate(last=Max(Earliest("date"))).values("last")
        return self.with_parties().annotate(meeting_count=count_of(meetings, "body"), last_met=Subquery(last))


@tracked
class Body(Aggregate):
    """A joint body that two parties keep. That parents form no ring is kept by a trigger (migration 0003)."""

    name = models.TextField(_("name"))
    other_names = ArrayField(
        models.TextField(), default=list, blank=True, verbose_name=_("other names"), help_text=_("Divided by commas.")
    )
    parties = models.ManyToManyField(Party, through=RecordParty, through_fields=("body", "party"), related_name="+")
    kind = models.CharField(_("kind"), max_length=21, choices=BodyKind, default=BodyKind.OTHER)
    state = models.CharField(_("state"), max_length=9, choices=BodyState, default=BodyState.UNKNOWN)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sub_bodies", verbose_name=_("part of")
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    established = PartialDateField(_("established"))
    ended = PartialDateField(_("ended"))
    note = models.TextField(_("note"), blank=True)
    established_range = PartialDateRange("established")
    ended_range = PartialDateRange("ended")
    sort_key = FoldedName("name")

    objects = BodyQuerySet.as_manager()
    published = PublishedManager.from_queryset(BodyQuerySet)()

    class Meta(Aggregate.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        permissions = [("publish_body", "Can publish, withdraw and amend a body")]
        ordering = ["sort_key", "id"]
        constraints = [
            *Aggregate.Meta.constraints,
            one_of("kind", BodyKind),
            one_of("state", BodyState),
            partial_date_check("established", name="body_established_valid"),
            partial_date_check("ended", name="body_ended_valid"),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="body_not_replaced_by_itself",
                violation_error_message=_("A body is not replaced by itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("body-detail", args=[self.slug])
