"""A body's meetings as a numbered thread, with what is missing shown as missing."""

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext

from agreements.dates import PartialDate
from agreements.models import Body, Meeting
from agreements.pages.tense import unheld_status, when
from agreements.wording import commas

# Beyond this many the thread shows its two ends, and the neighbourhood of the current meeting.
MOST_BEADS = 60
NEAR = 12
FIRST = 3


class Stop(NamedTuple):
    """Columns enough for a bead: a row is made into a meeting only where it is shown."""

    pk: int
    slug: str
    ordinal: int | None
    date: PartialDate | None
    planned_date: PartialDate | None
    city: str
    title: str
    status: str

    @property
    def day(self) -> dt.date | None:
        known = self.date or self.planned_date
        return known.earliest if known else None

    def meeting(self, body: Body) -> Meeting:
        return Meeting(body=body, **self._asdict())


@dataclass(frozen=True)
class Bead:
    """`label` is the number, or the year of a meeting without one; `below` the year of a numbered one. `url` is ""
    for a gap: `missing` counts the numbers without a record, 0 where meetings are left out of the drawing alone.
    `pending` is a meeting that is not recorded as held."""

    label: str
    title: str
    url: str = ""
    below: str = ""
    current: bool = False
    missing: int = 0
    pending: bool = False


@dataclass(frozen=True)
class Thread:
    """`missing` numbers up to the highest one have no record. `days` are the first and last days of those held."""

    beads: list[Bead]
    total: int
    previous: Meeting | None = None
    next: Meeting | None = None
    missing: int = 0
    days: Sequence[tuple[dt.date | None, dt.date | None]] = ()


def in_order(stops: list[Stop]) -> list[Stop]:
    """By number where there is one. A meeting without a number goes before the first numbered one that is known to be
    later; one whose day is not known either comes last."""
    numbered = sorted((stop for stop in stops if stop.ordinal), key=lambda stop: stop.ordinal or 0)
    others = deque(sorted((stop for stop in stops if not stop.ordinal), key=lambda stop: stop.day or dt.date.max))
    merged: list[Stop] = []
    for stop in numbered:
        while stop.day and others and (others[0].day or dt.date.max) < stop.day:
            merged.append(others.popleft())
        merged.append(stop)
    return [*merged, *others]


def thread(body: Body, current: Meeting | None = None) -> Thread:
    """One query, of columns enough for a bead."""
    rows = Meeting.published.filter(body=body).values_list(*Stop._fields)
    stops = in_order([Stop(*row) for row in rows])
    place = next((i for i, stop in enumerate(stops) if current and stop.pk == current.pk), None)
    numbers = {stop.ordinal for stop in stops if stop.ordinal}
    return Thread(
        beads=list(_beads(stops, place, body)),
        total=len(stops),
        previous=stops[place - 1].meeting(body) if place else None,
        next=stops[place + 1].meeting(body) if place is not None and place + 1 < len(stops) else None,
        missing=max(numbers, default=0) - len(numbers),
        days=[_span(stop.date) for stop in stops if stop.status == "held"],
    )


def _span(known: PartialDate | None) -> tuple[dt.date | None, dt.date | None]:
    return (known.earliest, known.latest) if known else (None, None)


def _shown(count: int, place: int | None) -> list[range]:
    """The parts of the thread that are drawn, by place."""
    if count <= MOST_BEADS:
        return [range(count)]
    if place is None:
        return [range(FIRST), range(count - MOST_BEADS + FIRST, count)]
    near = range(max(0, place - NEAR), min(count, place + NEAR + 1))
    begins, ends = range(min(FIRST, near.start)), range(max(count - FIRST, near.stop), count)
    return [part for part in (begins, near, ends) if part]


def _beads(stops: list[Stop], place: int | None, body: Body) -> Iterator[Bead]:
    last: int | None = 0
    ended = 0
    for part in _shown(len(stops), place):
        if part.start > ended:
            yield Bead(label="…", title=gettext("Meetings that are not shown here are in the list"))
            last = None
        ended = part.stop
        for stop, at in ((stops[at], at) for at in part):
            if stop.ordinal and last is not None and stop.ordinal - last > 1:
                yield _gap(last + 1, stop.ordinal - 1)
            last = stop.ordinal or last
            yield _bead(stop, body, current=at == place)


def _bead(stop: Stop, body: Body, *, current: bool) -> Bead:
    meeting = stop.meeting(body)
    year = years(meeting.date or meeting.planned_date)
    return Bead(
        label=str(stop.ordinal) if stop.ordinal else year,
        title=commas((when(meeting), meeting.city, unheld_status(meeting))),
        url=meeting.get_absolute_url(),
        below=(year if stop.ordinal else "") if meeting.was_held else unheld_status(meeting).lower(),
        current=current,
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
