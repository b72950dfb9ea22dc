"""A body's meetings as a numbered thread, with what is missing shown as missing."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agreements.dates import PartialDate
from agreements.models import Body, Meeting
from agreements.pages.tense import unheld_status, when

# Beyond this many the thread shows the neighbourhood of the current meeting and the ends.
MOST_BEADS = 60
NEAR = 12


@dataclass(frozen=True)
class Bead:
    """`label` is the number, or the year of a meeting without one. `url` is "" for a gap; `missing` counts it.
    `pending` is a meeting that is not recorded as held."""

    label: str
    title: str
    url: str = ""
    current: bool = False
    missing: int = 0
    pending: bool = False


@dataclass(frozen=True)
class Thread:
    beads: list[Bead]
    total: int
    previous: Meeting | None = None
    next: Meeting | None = None


def in_order(meetings: list[Meeting]) -> list[Meeting]:
    """By number where there is one. A meeting without a number goes before the first numbered one that is known to be
    later; one whose day is not known either comes last."""
    numbered = sorted((m for m in meetings if m.ordinal), key=lambda m: m.ordinal or 0)
    others = deque(sorted((m for m in meetings if not m.ordinal), key=lambda m: _day(m) or date.max))
    merged: list[Meeting] = []
    for meeting in numbered:
        day = _day(meeting)
        while day and others and (_day(others[0]) or date.max) < day:
            merged.append(others.popleft())
        merged.append(meeting)
    return [*merged, *others]


def _day(meeting: Meeting) -> date | None:
    known = meeting.date or meeting.planned_date
    return known.earliest if known else None


def thread(body: Body, current: Meeting | None = None) -> Thread:
    """One query, of columns enough for a bead."""
    columns = ("id", "slug", "ordinal", "date", "planned_date", "city", "title", "body_id", "status")
    meetings = in_order(list(Meeting.published.filter(body=body).only(*columns)))
    place = next((i for i, meeting in enumerate(meetings) if current and meeting.pk == current.pk), None)
    shown = _window(meetings, place)
    return Thread(
        beads=list(_beads(shown, current)),
        total=len(meetings),
        previous=meetings[place - 1] if place else None,
        next=meetings[place + 1] if place is not None and place + 1 < len(meetings) else None,
    )


def _window(meetings: list[Meeting], place: int | None) -> list[Meeting]:
    if len(meetings) <= MOST_BEADS:
        return meetings
    if place is None:
        return meetings[-MOST_BEADS:]
    return meetings[max(0, place - NEAR) : place + NEAR + 1]


def _beads(meetings: list[Meeting], current: Meeting | None) -> Iterator[Bead]:
    last: int | None = None
    for meeting in meetings:
        number = meeting.ordinal
        if number and last and number - last > 1:
            yield _gap(last + 1, number - 1)
        last = number or last
        yield Bead(
            label=str(number) if number else years(meeting.date or meeting.planned_date),
            title=", ".join(part for part in (when(meeting), meeting.city, unheld_status(meeting)) if part),
            url=meeting.get_absolute_url(),
            current=current is not None and meeting.pk == current.pk,
            pending=not meeting.was_held,
        )


def _gap(first: int, last: int) -> Bead:
    label = str(first) if first == last else f"{first}–{last}"
    return Bead(label=label, title="", missing=last - first + 1)


def years(known: PartialDate | None) -> str:
    """ "2011", "2010–2019" where any of these may be meant, "2011?" where it is uncertain, "?" where an end is open."""
    if not known or not known.earliest or not known.latest:
        return "?"
    first, last = known.earliest.year, known.latest.year
    doubt = "?" if known.is_qualified else ""
    return f"{first}{doubt}" if first == last else f"{first}–{last}{doubt}"
