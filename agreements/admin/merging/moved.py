"""Rows that move, in words: a few of each kind with the way to their pages, and how many more there are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.curation.merging_plan import Plan
from agreements.curation.merging_rows import Row, model_named
from agreements.models import Citation, Participant
from agreements.models.source import CITED
from agreements.wording import commas

SHOWN = 8

OF_MEETING = ("delegation__meeting__body", "person", "institution")
OF_FACT = ("source", "meeting__body", "agreement", "body", "action", "person", "institution", "participant__person")
LOADS = {
    "participant": OF_MEETING,
    "citation": (*OF_FACT, "of_position"),
    "meeting": ("body",),
    "actionupdate": ("action__meeting__body", "action__agreement"),
    "personparty": ("party",),
    "recordparty": ("party",),
}
# By table and column: what they are to the one that they move to. Names are told on their own.
TITLES: dict[tuple[str, str], Any] = {
    ("participant", "person_id"): _("Seats in delegations"),
    ("participant", "institution_id"): _("Seats in delegations"),
    ("personparty", "person_id"): _("Parties that the person sat for"),
    ("citation", "person_id"): _("Sources cited for it"),
    ("citation", "institution_id"): _("Sources cited for it"),
    ("citation", "body_id"): _("Sources cited for it"),
    ("citation", "source_id"): _("Facts that it supports"),
    ("citation", "participant_id"): _("Sources of a seat that is recorded twice"),
    ("meeting", "body_id"): _("Meetings"),
    ("body", "parent_id"): _("Bodies that are part of it"),
    ("body", "replaced_by_id"): _("Bodies that it replaced"),
    ("recordparty", "body_id"): _("Further parties"),
    ("comment", "body_id"): _("Comments"),
    ("actionupdate", "source_id"): _("Assessments that rest on it"),
    ("actionupdate", "second_source_id"): _("Assessments that it is the second source of"),
    ("sourcevisit", ""): _("Visits to its address: these are not kept"),
}
PAGES = {"participant", "citation", "meeting", "body"}


@dataclass(frozen=True)
class Line:
    """`url` is "" for what has no page of its own; `more` are the words that go into the note of what stays."""

    told: str
    url: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved:
    title: str
    count: int
    lines: list[Line]

    @property
    def left(self) -> int:
        return self.count - len(self.lines)


def moved(plan: Plan) -> list[Moved]:
    return list(_moved(plan))


def _moved(plan: Plan) -> Iterator[Moved]:
    for (table, column), title in TITLES.items():
        if rows := plan.moves.get((table, column)):
            known = _loaded(table, rows[:SHOWN])
            lines = [_line(table, column, known[row["id"]]) for row in rows[:SHOWN] if row["id"] in known]
            yield Moved(str(title), len(rows), lines)


def seats_twice(plan: Plan) -> Moved:
    """Seats in one delegation of which one stays, with what the other said differently."""
    return _twice(plan, "participant", gettext("Recorded twice in one delegation: one seat stays"))


def sources_twice(plan: Plan) -> Moved:
    """Sources cited twice for one fact, of which one citation stays."""
    return _twice(plan, "citation", gettext("Cited twice for one fact: one citation stays"))


def _twice(plan: Plan, table: str, title: str) -> Moved:
    twins = [twin for twin in plan.twins if twin.table == table]
    known = _loaded(table, [twin.stays for twin in twins[:SHOWN]])
    lines = []
    for twin in twins[:SHOWN]:
        line = _line(table, "source_id" if plan.kind == "source" else "", known[twin.stays["id"]])
        lines.append(Line(line.told, line.url, twin.told))
    return Moved(title, len(twins), lines)


def _loaded(table: str, rows: Iterable[Row]) -> dict[int, Any]:
    known = model_named(table)._default_manager.all()
    if loads := LOADS.get(table):
        known = known.select_related(*loads)  # without a name it would load whatever it refers to
    return known.in_bulk([row["id"] for row in rows])


def _line(table: str, column: str, row: Any) -> Line:
    told = TOLD.get(table, lambda row, column: str(row))(row, column)
    url = reverse(f"admin:agreements_{table}_change", args=[row.pk]) if table in PAGES else ""
    if table == "actionupdate":
        url = reverse("admin:agreements_agreedaction_change", args=[row.action_id])
    return Line(told, url)


def _seat(seat: Participant, column: str) -> str:
    who = str(seat.person or "") if column == "institution_id" else ""
    return commas([seat.delegation.meeting, who, seat.post])


def _cited(citation: Citation, column: str) -> str:
    """A source is told by what it supports, and a fact by its sources."""
    if column != "source_id":
        return str(citation.source)
    return next((str(getattr(citation, name)) for name in CITED if getattr(citation, f"{name}_id")), "")


def _assessed(update: Any, column: str) -> str:
    return f"{update.action.place}: {update.what}"


TOLD: dict[str, Callable[[Any, str], str]] = {"participant": _seat, "citation": _cited, "actionupdate": _assessed}
