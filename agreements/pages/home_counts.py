"""What the home page counts over the whole record: numbers and keys without words, kept for every language alike."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet

from agreements.models import ActionCard, AgreementCard, MeetingCard, Relation
from agreements.models.silence import Silent, silent_bodies
from agreements.models.vocabularies import Timing
from agreements.pages.freshness import last_change
from agreements.pages.lanes import by_year
from agreements.pages.strips import Strips, clustered

SHOWN = 5
STRIPS = 12
# More lines than these would be a tangle, and the list beside them long to read.
MOST_LINES = 120


class Counts(NamedTuple):
    """`timings` and `evidences` count actions by code; the rest are keys, those of `relations` with their meetings, the
    busiest first."""

    meetings: int
    by_year: dict[int, int]
    agreements: int
    timings: Counter[str]
    evidences: Counter[str]
    overdue: list[int]
    passed: list[int]
    coming: list[int]
    latest: list[int]
    relations: list[tuple[int, int]]
    strips: Strips
    silent: list[Silent]
    changed: date | None


def counts(on: date) -> Counts:
    timings: Counter[str] = Counter()
    evidences: Counter[str] = Counter()
    actions: QuerySet[Any] = ActionCard.objects.with_status(on)
    for timing, evidence, count in actions.order_by().values_list("timing", "evidence").annotate(count=Count("pk")):
        timings[timing] += count
        evidences[evidence] += count
    relations = _busiest()
    return Counts(
        meetings=MeetingCard.objects.count(),
        by_year=by_year(MeetingCard.objects.all()),
        agreements=AgreementCard.objects.count(),
        timings=timings,
        evidences=evidences,
        overdue=_due(actions, [Timing.OVERDUE], "due"),
        passed=_due(actions, [Timing.WINDOW_PASSED], "due"),
        coming=_due(actions, [Timing.WINDOW_OPEN, Timing.NOT_YET_DUE], "due_range__endswith"),
        latest=_latest(on),
        relations=relations,
        strips=clustered([one for one in relations[:STRIPS] if one[1]], on),
        silent=silent_bodies(on, SHOWN),
        changed=last_change(),
    )


def _due(actions: QuerySet[Any], timings: Iterable[Timing], by: str) -> list[int]:
    """In the order of their list or, of what is to come, by the day on which the window closes."""
    dated = actions.filter(due_range__isnull=False, timing__in=list(timings))
    order = (F(by).asc(nulls_last=True), "due", "number", "pk")
    return list(dated.order_by(*order).values_list("pk", flat=True)[:SHOWN])


def _latest(on: date) -> list[int]:
    begun = MeetingCard.objects.filter(earliest__lte=on)
    return list(begun.order_by(F("earliest").desc(nulls_last=True), "pk").values_list("pk", flat=True)[:SHOWN])


def _busiest() -> list[tuple[int, int]]:
    """Two queries. One relation more than are drawn says that there are more."""
    rows: Any = MeetingCard.objects.order_by().values_list("relation").annotate(count=Count("pk"))
    meetings: dict[int, int] = dict(rows)
    by_name = Relation.published.order_by("a__sort_key", "b__sort_key").values_list("pk", flat=True)
    keys = sorted(by_name, key=lambda key: -meetings.get(key, 0))
    return [(key, meetings.get(key, 0)) for key in keys[: MOST_LINES + 1]]
