"""The home page: what the record holds, what is due, who is talking, and who has fallen silent."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from agreements.models import Relation
from agreements.models.listed import listed_actions, listed_meetings
from agreements.models.vocabularies import Evidence, Timing
from agreements.pages.entities import list_url
from agreements.pages.home_bars import Bars, bars_by_year
from agreements.pages.home_counts import MOST_LINES, Counts, counts
from agreements.pages.kept import kept
from agreements.pages.lanes import percent
from agreements.pages.map import WorldMap, world_map
from agreements.pages.rows import ActionRow, MeetingRow, action_rows, meeting_rows
from agreements.pages.silence import SilenceRow, silence_row
from agreements.pages.strips import Drawing, strips
from agreements.pages.tense import day_in_words

# As far as it is known to have come, the furthest first.
JUDGED = (
    Evidence.COMPLETED,
    Evidence.SUBSTANTIAL,
    Evidence.LIMITED,
    Evidence.NOT_STARTED,
    Evidence.NO_EVIDENCE,
    Evidence.SUPERSEDED,
    Evidence.DROPPED,
)


@dataclass(frozen=True)
class Figure:
    """`tone` is "late" or ""."""

    count: int
    label: str
    url: str
    tone: str = ""


@dataclass(frozen=True)
class Actions:
    """The first of the actions of some timings, and the list of all of them."""

    rows: list[ActionRow]
    count: int
    url: str


@dataclass(frozen=True)
class Share:
    code: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Assessed:
    """How many of all actions somebody has looked after, and with what result. `part` is their share, for the bar."""

    count: int
    total: int
    url: str
    rest: Share
    shares: list[Share]
    part: str


@dataclass(frozen=True)
class HomePage:
    figures: list[Figure]
    overdue: Actions
    passed: Actions
    coming: Actions
    strips: Drawing
    latest: list[MeetingRow]
    meeting_count: int
    by_year: Bars | None
    silent: list[SilenceRow]
    assessed: Assessed | None
    changed: str
    map: WorldMap


def home_page(on: date) -> HomePage:
    counted = kept(counts, on)
    relations = _relations(counted)
    of_map = [(relations[key], count) for key, count in counted.relations[:MOST_LINES] if key in relations]
    actions = _actions(counted, on)
    return HomePage(
        figures=_figures(counted),
        overdue=_those(actions, counted.overdue, counted.timings, Timing.OVERDUE),
        passed=_those(actions, counted.passed, counted.timings, Timing.WINDOW_PASSED),
        coming=_those(actions, counted.coming, counted.timings, Timing.WINDOW_OPEN, Timing.NOT_YET_DUE),
        strips=strips(counted.strips, relations, on),
        latest=_latest(counted.latest, on),
        meeting_count=counted.meetings,
        by_year=bars_by_year(counted.by_year, on),
        silent=[silence_row(silent) for silent in counted.silent],
        assessed=_assessed(counted.evidences),
        changed=day_in_words(counted.changed),
        map=world_map(of_map, more=len(counted.relations) > MOST_LINES),
    )


def _relations(counted: Counts) -> dict[int, Relation]:
    keys = [key for key, _count in counted.relations]
    return {relation.pk: relation for relation in Relation.objects.select_related("a", "b").filter(pk__in=keys)}


def _figures(counted: Counts) -> list[Figure]:
    actions = sum(counted.timings.values())
    overdue = counted.timings[Timing.OVERDUE]
    assessed = actions - counted.evidences[Evidence.NOT_ASSESSED]
    return [
        Figure(counted.meetings, ngettext("meeting", "meetings", counted.meetings), list_url("meeting")),
        Figure(counted.agreements, ngettext("agreement", "agreements", counted.agreements), list_url("agreement")),
        Figure(actions, ngettext("agreed action", "agreed actions", actions), list_url("action")),
        Figure(overdue, gettext("overdue"), list_url("action", timing="overdue"), "late" if overdue else ""),
        Figure(assessed, gettext("assessed"), _assessed_url()),
    ]


def _assessed_url() -> str:
    return list_url("action", evidence=[str(code) for code in JUDGED])


def _actions(counted: Counts, on: date) -> dict[int, ActionRow]:
    found = listed_actions([*counted.overdue, *counted.passed, *counted.coming], on)
    return {line.pk: row for line, row in zip(found, action_rows(found, on), strict=True)}


def _those(rows: dict[int, ActionRow], keys: list[int], counted: Counter[str], *timings: Timing) -> Actions:
    url = list_url("action", timing=[str(timing) for timing in timings], sort="due")
    shown = [rows[key] for key in keys if key in rows]
    return Actions(shown, sum(counted[timing] for timing in timings), url)


def _latest(keys: list[int], on: date) -> list[MeetingRow]:
    return list(meeting_rows(listed_meetings(keys), on))


def _assessed(counted: Counter[str]) -> Assessed | None:
    total = sum(counted.values())
    if not total:
        return None

    def share(code: Evidence) -> Share:
        return Share(str(code), str(code.label), counted[code], list_url("action", evidence=str(code)))

    rest = share(Evidence.NOT_ASSESSED)
    count = total - rest.count
    return Assessed(
        count=count,
        total=total,
        url=_assessed_url(),
        rest=rest,
        shares=[share(code) for code in JUDGED if counted[code]],
        part=percent(1000 * count / total),
    )
