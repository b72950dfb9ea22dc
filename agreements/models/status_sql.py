"""What became of an action as of a day: the rules of `status`, for the database."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from agreements.models.vocabularies import Evidence, Timing

type Annotations = Mapping[str, models.expressions.BaseExpression]


class Bound(Func):
    """`lower` or `upper` of a date range; NULL where it is open. The upper bound is the day after the last."""

    output_field = models.DateField()

    def __init__(self, side: str, field: str) -> None:
        super().__init__(F(field), function=side)


def _rank(date_range: str) -> Case:
    """The day after the latest it can mean; an open end after every day, no date before all."""
    infinity = Func(template="'infinity'::date", output_field=models.DateField())
    return Case(
        When(**{f"{date_range}__isnull": False}, then=Coalesce(Bound("upper", date_range), infinity)),
        output_field=models.DateField(),
    )


def counting_updates(on: date) -> models.QuerySet:
    """The updates of the outer action that count as of a day, the current one first."""
    update = apps.get_model("agreements", "ActionUpdate")
    begun = Q(date_range__isnull=True) | Q(date_range__startswith__isnull=True) | Q(date_range__startswith__lte=on)
    return (
        update.objects.filter(begun, action=OuterRef("pk"))
        .exclude(Exists(update.objects.filter(corrects=OuterRef("pk"))))
        .order_by(_rank("date_range").desc(nulls_last=True), "-pk")
    )


@lru_cache(maxsize=4)
def status_annotations(on: date) -> Annotations:
    """`evidence`, `evidence_update` (its id), `reported`, `timing`: annotations of an AgreedAction queryset."""
    judging = counting_updates(on).exclude(evidence="")
    done = judging.annotate(
        first_day=Bound("lower", "date_range"), next_day=Bound("upper", "date_range"), dated=F("date_range")
    )
    after = Q(date_range__startswith__gte=Func(OuterRef("due_range"), function="upper"))
    checked = Q(checked__gte=Func(OuterRef("due_range"), function="upper"), checked__lte=on)
    assessed_since = counting_updates(on).exclude(evidence__in=["", Evidence.NOT_ASSESSED]).filter(after | checked)
    annotations = {
        "evidence": Coalesce(
            Subquery(judging.values("evidence")[:1]), Value(Evidence.NOT_ASSESSED), output_field=models.CharField()
        ),
        "evidence_update": Subquery(judging.values("pk")[:1]),
        "reported": Coalesce(
            Subquery(counting_updates(on).exclude(reported_status="").values("reported_status")[:1]),
            Value(""),
            output_field=models.CharField(),
        ),
        "_done_from": Subquery(done.values("first_day")[:1]),
        "_done_before": Subquery(done.values("next_day")[:1]),
        "_assessed_since": Exists(assessed_since.order_by()),
        "timing": _timing(on),
    }
    return MappingProxyType(annotations)


# What an ActionCard calls the annotations.
KEPT = {
    "evidence": "last_evidence",
    "reported": "last_reported",
    "_done_from": "done_from",
    "_done_before": "done_before",
}


@lru_cache(maxsize=8)
def kept_status(on: date, card: str = "", *, settled: bool = False) -> Annotations:
    """The same of an ActionCard queryset, or of published actions where `card` leads to theirs.

    They keep the status when every update counts. Where an update lies after `on` it is worked out anew: such rows are
    few, and PostgreSQL asks the subqueries for no others. `settled`: there are none at all, so nobody need be asked.
    """
    kept: dict[str, Any] = {name: F(card + column) for name, column in KEPT.items()}
    if not settled:
        asked = status_annotations(on)
        holds = Q(**{f"{card}settled__isnull": True}) | Q(**{f"{card}settled__lte": on})
        kept = {
            name: Case(
                When(holds, then=column),
                default=asked[name],
                output_field=models.DateField() if name.startswith("_") else models.CharField(),
            )
            for name, column in kept.items()
        }
    assessed = Case(
        When(**{f"{card}assessed__lte": on}, then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )
    return MappingProxyType({**kept, "_assessed_since": assessed, "timing": _timing(on)})


def _timing(on: date) -> Case:
    """In the order in which `status.timing` asks."""
    closes = Bound("upper", "due_range")
    completed = Q(evidence=Evidence.COMPLETED)
    return Case(
        When(evidence__in=[Evidence.DROPPED, Evidence.SUPERSEDED], then=Value(Timing.CLOSED)),
        When(due_range__isnull=True, due_phrase="", then=Value(Timing.NO_WINDOW)),
        When(due_range__isnull=True, then=Value(Timing.CANNOT_TELL)),
        When(completed & Q(due_range__endswith__isnull=True), then=Value(Timing.COMPLETED_ON_TIME)),
        When(completed & Q(_done_before__lte=closes), then=Value(Timing.COMPLETED_ON_TIME)),
        When(completed & Q(_done_from__gte=closes), then=Value(Timing.COMPLETED_LATE)),
        When(completed, then=Value(Timing.CANNOT_TELL)),
        When(due_range__startswith__gt=on, then=Value(Timing.NOT_YET_DUE)),
        When(due_range__endswith__isnull=True, then=Value(Timing.WINDOW_OPEN)),
        When(due_range__endswith__gte=on + timedelta(days=1), then=Value(Timing.WINDOW_OPEN)),
        When(_assessed_since=True, then=Value(Timing.OVERDUE)),
        default=Value(Timing.WINDOW_PASSED),
        output_field=models.CharField(),
    )
