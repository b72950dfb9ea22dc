"""Relations with what there is of each: every count with the address of exactly these rows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from agreements.models import ActionCard, AgreementCard, MeetingCard, Relation
from agreements.models.vocabularies import Timing
from agreements.pages.entities import list_url
from agreements.pages.links import Link
from agreements.pages.tally import OWED, PASSED

MOST_PAIRS = 20


@dataclass(frozen=True)
class Counted:
    """`url` is "" where nothing is counted: it would lead to an empty list."""

    count: int
    url: str


@dataclass(frozen=True)
class Pair:
    relation: Link
    meetings: Counted
    agreements: Counted
    actions: Counted
    owed: Counted
    passed: Counted
    overdue: Counted


@dataclass(frozen=True)
class Pairs:
    """The relations with most in them; `more` of them are not shown."""

    rows: list[Pair]
    more: int


class PairCounts(NamedTuple):
    """By the key of the relation; `standing` by its timing as well."""

    met: Counter[int]
    signed: Counter[int]
    agreed: Counter[int]
    standing: Counter[tuple[int, str]]


def pair_counts(
    meetings: QuerySet[MeetingCard], agreements: QuerySet[AgreementCard], actions: QuerySet[ActionCard], on: date
) -> PairCounts:
    """Three queries."""
    met, signed = _by_relation(meetings), _by_relation(agreements)
    timed = actions.with_status(on).order_by().values_list("relation", "timing").annotate(count=Count("pk"))  # type: ignore[attr-defined]
    agreed: Counter[int] = Counter()
    standing: Counter[tuple[int, str]] = Counter()
    for relation, timing, count in timed:
        agreed[relation] += count
        standing[relation, timing] += count
    return PairCounts(met, signed, agreed, standing)


def pairs(counts: PairCounts, **of: str) -> Pairs:
    """One query. `of` are the filters of the lists that hold what was counted."""
    met, signed, agreed, standing = counts
    every = {*met, *signed, *agreed}
    most = sorted(every, key=lambda pk: (-met[pk] - signed[pk], -agreed[pk], pk))[:MOST_PAIRS]
    found = {one.pk: one for one in Relation.objects.select_related("a", "b").filter(pk__in=most)}
    rows = [_pair(found[pk], met[pk], signed[pk], agreed[pk], standing, of) for pk in most if pk in found]
    return Pairs(rows, len(every) - len(rows))


def _by_relation(cards: QuerySet[Any]) -> Counter[int]:
    return Counter(dict(cards.order_by().values_list("relation").annotate(count=Count("pk"))))


def _pair(
    relation: Relation, met: int, signed: int, agreed: int, standing: Mapping[tuple[int, str], int], of: dict[str, str]
) -> Pair:
    def counted(entity: str, count: int, **more: str | list[str]) -> Counted:
        return Counted(count, list_url(entity, **of, relation=relation.slug, **more) if count else "")

    def standing_so(*timings: Timing) -> Counted:
        count = sum(standing.get((relation.pk, timing), 0) for timing in timings)
        return counted("action", count, timing=[str(timing) for timing in timings])

    return Pair(
        relation=Link(str(relation), relation.get_absolute_url()),
        meetings=counted("meeting", met),
        agreements=counted("agreement", signed),
        actions=counted("action", agreed),
        owed=standing_so(*OWED),
        passed=standing_so(*PASSED),
        overdue=standing_so(Timing.OVERDUE),
    )
