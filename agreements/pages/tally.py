"""Agreed actions counted by what became of them, each count with the address of exactly these rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet

from agreements.models import ActionCard, Party
from agreements.models.listed import ListedAction, listed_actions
from agreements.models.vocabularies import Evidence, Timing
from agreements.pages.entities import list_url
from agreements.pages.parties import known_parties, owed_by
from agreements.pages.standing import TONES, Standing, drawn

# What is owed, the most pressing first.
OWED = (Timing.OVERDUE, Timing.WINDOW_PASSED, Timing.WINDOW_OPEN, Timing.NOT_YET_DUE)
# Whether somebody has looked since or nobody has: what a reader means who asks what is late.
PASSED = (Timing.OVERDUE, Timing.WINDOW_PASSED)
# As far as it is known to have come, the furthest first.
JUDGED = (
    Evidence.COMPLETED,
    Evidence.SUBSTANTIAL,
    Evidence.LIMITED,
    Evidence.NOT_STARTED,
    Evidence.NO_EVIDENCE,
    Evidence.SUPERSEDED,
    Evidence.DROPPED,
    Evidence.NOT_ASSESSED,
)


@dataclass(frozen=True)
class Share:
    """`x` and `width` are its part of a bar, in percent."""

    code: str
    label: str
    tone: str
    count: int
    url: str
    x: str
    width: str


@dataclass(frozen=True)
class Tally:
    """All actions, and those of each timing and each evidence there is."""

    count: int
    url: str
    owed: list[Share]
    owed_count: int
    owed_url: str
    passed_count: int
    passed_url: str
    judged: list[Share]


@dataclass(frozen=True)
class Owed:
    url: str
    text: str
    where: str
    where_url: str
    owed_by: str
    standing: Standing


@dataclass(frozen=True)
class Agreed:
    """`owed` are the most pressing ones; `windows` those with a due date, up to as many as were asked for: `dated` of
    them there are."""

    tally: Tally
    owed: list[Owed]
    windows: list[ListedAction]
    dated: int


class _FirstDue(ArrayAgg):
    """The keys of the first few that are due."""

    template = "(%(function)s(%(distinct)s%(expressions)s%(order_by)s))[1:%(most)s]"

    def __init__(self, most: int) -> None:
        super().__init__("pk", order_by=[F("due").asc(nulls_last=True), "number", "pk"], most=most)


class Group(NamedTuple):
    """Actions that stand alike: how many, how many of them with a due date, and the first few keys."""

    timing: str
    evidence: str
    reported: str
    total: int
    dated: int
    keys: list[int]


def groups_of(cards: QuerySet[ActionCard], on: date, most: int) -> list[Group]:
    """One query. How actions stand is asked once: the first `most` keys of each group come along with the counts, so
    that what is shown of them needs no second question."""
    asked = cards.with_status(on).order_by().values_list("timing", "evidence", "reported")  # type: ignore[attr-defined]
    dated = Count("pk", filter=Q(due_range__isnull=False))
    return [Group(*row) for row in asked.annotate(count=Count("pk"), dated=dated, keys=_FirstDue(most))]


def agreed(groups: list[Group], on: date, most: int, windows: int = 0, **parameters: str) -> Agreed:
    """Four queries. `parameters` are the filters of the list that holds these actions. Windows are none where there are
    more of them than that."""
    dated = sum(group.dated for group in groups)
    windows = windows if dated <= windows else 0
    pressing = [group for group in groups if group.dated] if windows else _pressing(groups, most)
    actions = _first_actions(pressing, on)
    known = known_parties(on)
    owed = [action for action in actions if action.timing in OWED]
    owed.sort(key=lambda action: OWED.index(Timing(action.timing)))
    return Agreed(
        tally=_tally(groups, parameters),
        owed=[_owed(action, on, known) for action in owed[:most]],
        windows=[action for action in actions if action.due][:windows],
        dated=dated,
    )


def _pressing(groups: list[Group], most: int) -> Iterable[Group]:
    """Those that hold the most pressing ones."""
    found = 0
    for timing in OWED:
        alike = [group for group in groups if group.timing == timing]
        if found < most:
            yield from alike
        found += sum(group.total for group in alike)


def _first_actions(groups: Iterable[Group], on: date) -> list[ListedAction]:
    """In the order in which they are due."""
    return sorted(listed_actions([key for group in groups for key in group.keys], on), key=_due_first)


def _due_first(action: ListedAction) -> tuple[date, int, int]:
    begins = action.due.earliest if action.due else None
    return begins or date.max, action.number, action.pk


def _tally(groups: list[Group], parameters: dict[str, str]) -> Tally:
    timings: Counter[str] = Counter()
    evidences: Counter[str] = Counter()
    for group in groups:
        timings[group.timing] += group.total
        evidences[group.evidence] += group.total
    owed = {timing: timings[timing] for timing in OWED}
    tones = {timing: TONES.get(timing, "") for timing in OWED}

    def address(timings: Iterable[Timing]) -> str:
        return list_url("action", **parameters, timing=[str(timing) for timing in timings], sort="due")

    return Tally(
        count=sum(timings.values()),
        url=list_url("action", **parameters),
        owed=list(_shares("timing", owed, tones, parameters)),
        owed_count=sum(owed.values()),
        owed_url=address(OWED),
        passed_count=sum(timings[timing] for timing in PASSED),
        passed_url=address(PASSED),
        judged=list(_shares("evidence", {code: evidences[code] for code in JUDGED}, {}, parameters)),
    )


def _shares[C: (Timing, Evidence)](
    name: str, counts: dict[C, int], tones: dict[C, str], parameters: dict[str, str]
) -> Iterable[Share]:
    total, before = sum(counts.values()), 0
    for code, count in counts.items():
        if not count:
            continue
        yield Share(
            code=str(code),
            label=str(code.label),
            tone=tones.get(code, ""),
            count=count,
            url=list_url("action", **parameters, **{name: str(code)}),
            x=f"{before / total * 100:.2f}%",
            width=f"{count / total * 100:.2f}%",
        )
        before += count


def _owed(action: ListedAction, on: date, known: dict[str, Party]) -> Owed:
    return Owed(
        url=action.get_absolute_url(),
        text=action.text,
        where=action.parent_name,
        where_url=action.parent_url,
        owed_by=owed_by(action.responsible, action.parties, known),
        standing=drawn(action, action.agreed, on),
    )
