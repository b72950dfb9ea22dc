"""What ties actions and meetings across time: actions taken up again, and what actions led to.

A meeting has a strip: its actions in the middle, what they take up before them, what became of them after. An action
has a chain: every public action it is tied to, over several steps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext

from agreements.dates import PartialDate
from agreements.models import AgreedAction, Meeting
from agreements.models.vocabularies import LinkRelation
from agreements.pages.actions import Tie, Told, parent_name, thread_of
from agreements.pages.links import Link

LEADS = "leads"
# What a page shows of a thread that may be longer: steps either way, and actions in all.
MOST_STEPS = 6
MOST_ACTIONS = 24


@dataclass(frozen=True)
class Knot:
    """The far end of a tie. `where` is the record it belongs to, "" where the link itself names it; `how` the tie in
    words and `tie` its code, by which it is drawn."""

    link: Link
    where: str
    how: str
    tie: str


@dataclass(frozen=True)
class Row:
    """One action of the meeting, by its number; `number` is 0 for the meeting as a whole."""

    number: int
    before: list[Knot]
    after: list[Knot]


@dataclass(frozen=True)
class Strip:
    rows: list[Row]

    @property
    def before(self) -> bool:
        return any(row.before for row in self.rows)

    @property
    def after(self) -> bool:
        return any(row.after for row in self.rows)


def strip(told: Told) -> Strip:
    led_here = [_knot(action, gettext("led to this meeting"), LEADS) for action in told.led_here]
    rows = [Row(action.number, list(_before(action, told)), list(_after(action, told))) for action in told.actions]
    return Strip([row for row in [Row(0, led_here, []), *rows] if row.before or row.after])


def _before(action: AgreedAction, told: Told) -> Iterator[Knot]:
    sentences = {
        LinkRelation.RESTATES: gettext("restated by action %(number)d"),
        LinkRelation.REVISES: gettext("revised by action %(number)d"),
        LinkRelation.SUPERSEDES: gettext("superseded by action %(number)d"),
    }
    for tie in told.ties:
        if tie.later.pk == action.pk:
            how = sentences[LinkRelation(tie.relation)] % {"number": action.number}
            yield _knot(tie.earlier, how, tie.relation)


def _after(action: AgreedAction, told: Told) -> Iterator[Knot]:
    """What it led to, then where it was taken up."""
    if action.pk in told.led_to:
        how = gettext("action %(number)d led to it") % {"number": action.number}
        yield Knot(told.led_to[action.pk], "", how, LEADS)
    sentences = {
        LinkRelation.RESTATES: gettext("restates action %(number)d"),
        LinkRelation.REVISES: gettext("revises action %(number)d"),
        LinkRelation.SUPERSEDES: gettext("supersedes action %(number)d"),
    }
    for tie in told.ties:
        if tie.earlier.pk == action.pk:
            how = sentences[LinkRelation(tie.relation)] % {"number": action.number}
            yield _knot(tie.later, how, tie.relation)


def _knot(action: AgreedAction, how: str, tie: str) -> Knot:
    return Knot(Link(action.text, action.get_absolute_url()), parent_name(action), how, tie)


@dataclass(frozen=True)
class Step:
    """An action of a chain. `takes_up` says in words, and by code, how it is tied to earlier ones of the chain."""

    link: Link
    where: str
    number: int
    agreed: str
    current: bool
    takes_up: list[tuple[str, str]]
    led_to: Link | None


@dataclass(frozen=True)
class Chain:
    """In the order of time. `cut`: there is more of it than stands here."""

    steps: list[Step]
    cut: bool


def chain(action: AgreedAction, told: Told) -> Chain:
    """Three queries, if there is any tie at all. All ties between the steps are shown, so that a fork or a ring reads
    as what it is."""
    if not told.ties:
        return Chain([], cut=False)
    reached = _reached(action.pk)
    shown = reached[:MOST_ACTIONS]
    actions, between = thread_of(pk for pk, _steps in shown)
    ordered = sorted(actions.values(), key=_agreed_first)
    return Chain(
        steps=[_step(each, between, current=each.pk == action.pk, led=told.led_to.get(each.pk)) for each in ordered],
        cut=len(reached) > len(shown) or any(steps == MOST_STEPS for _pk, steps in shown),
    )


# The cards are those of published actions, so that no thread runs through a draft. UNION drops what was reached before
# in as many steps, and the steps are bounded: a ring ends by itself.
REACHED = """
    WITH RECURSIVE earlier (id, steps) AS (
        SELECT %(start)s::bigint, 0
        UNION
        SELECT link.earlier_id, steps + 1
        FROM earlier
        JOIN agreements_actionlink link ON link.later_id = earlier.id
        JOIN agreements_actioncard card ON card.action_id = link.earlier_id
        WHERE steps < %(most)s
    ), later (id, steps) AS (
        SELECT %(start)s::bigint, 0
        UNION
        SELECT link.later_id, steps + 1
        FROM later
        JOIN agreements_actionlink link ON link.earlier_id = later.id
        JOIN agreements_actioncard card ON card.action_id = link.later_id
        WHERE steps < %(most)s
    )
    SELECT id, min(steps)
    FROM (SELECT * FROM earlier UNION SELECT * FROM later) AS reached
    GROUP BY id ORDER BY min(steps), id LIMIT %(limit)s
"""


def _reached(start: int) -> list[tuple[int, int]]:
    """Ids and how many steps away, the nearest first, one more than are shown."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED, {"start": start, "most": MOST_STEPS, "limit": MOST_ACTIONS + 1})
        return cursor.fetchall()


def _agreed_first(action: AgreedAction) -> tuple[date, int]:
    agreed = _agreed(action)
    return (agreed.earliest if agreed and agreed.earliest else date.max, action.pk)


def _agreed(action: AgreedAction) -> PartialDate | None:
    parent = action.parent
    return parent.date if isinstance(parent, Meeting) else parent.signed


def _step(action: AgreedAction, between: Iterable[Tie], *, current: bool, led: Link | None) -> Step:
    sentences = {
        LinkRelation.RESTATES: gettext("Restates action %(number)d of %(where)s"),
        LinkRelation.REVISES: gettext("Revises action %(number)d of %(where)s"),
        LinkRelation.SUPERSEDES: gettext("Supersedes action %(number)d of %(where)s"),
    }
    takes_up = [
        (
            tie.relation,
            sentences[LinkRelation(tie.relation)] % {"number": tie.earlier.number, "where": parent_name(tie.earlier)},
        )
        for tie in between
        if tie.later.pk == action.pk
    ]
    return Step(
        link=Link(action.text, action.get_absolute_url()),
        where=parent_name(action),
        number=action.number,
        agreed=str(_agreed(action) or ""),
        current=current,
        takes_up=takes_up,
        led_to=led,
    )
