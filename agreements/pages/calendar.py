"""The calendar: meetings and due windows of a month, beside the months before and after it and the year it lies in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.dates import MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext, ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.facets import facets_of
from agreements.pages.agenda import Agenda, Day, agenda
from agreements.pages.facets import Facet, facets
from agreements.pages.links import Link
from agreements.pages.month import FIRST_YEAR, LAST_YEAR, Month
from agreements.pages.month_cards import BROAD, EXACT, Dated, Planned, planned
from agreements.wording import commas


class Chip(NamedTuple):
    label: str
    url: str


@dataclass(frozen=True)
class Cell:
    """A day of the grid. `anchor` is "" where nothing is dated to it; `title` says what is."""

    number: int
    anchor: str = ""
    title: str = ""
    meetings: int = 0
    windows: int = 0
    outside: bool = False
    today: bool = False


@dataclass(frozen=True)
class MonthOfYear:
    """`url` is "" where nothing may lie in it."""

    label: str
    title: str
    url: str
    meetings: int
    windows: int
    current: bool


@dataclass(frozen=True)
class Year:
    """With what is known to the month or better. `previous` and `next` lead to the nearest months of other years."""

    number: int
    previous: Link | None
    next: Link | None
    months: list[MonthOfYear]


@dataclass(frozen=True)
class Shown:
    """A month. `lists` hold all that may lie in it, `exports` all that the filters leave, whatever the month."""

    sentence: str
    previous: Link | None
    next: Link | None
    year: Year
    weekdays: list[tuple[str, str]]
    weeks: list[list[Cell]]
    agenda: Agenda
    lists: list[Link]
    exports: list[Link]


@dataclass(frozen=True)
class CalendarPage:
    """`shown` is None where something is wrong, which `problems` say."""

    heading: str
    month: str
    shown: Shown | None
    problems: list[tuple[str, str, str]]
    facets: list[Facet]
    chips: list[Chip]
    clear_url: str

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [(label, message) for _name, label, message in self.problems]


@dataclass(frozen=True)
class _Asked:
    """What was asked for, and the addresses that keep it."""

    meetings: RecordFilterSet
    actions: RecordFilterSet
    path: str
    on: date

    def query(self, **changes: str | None) -> str:
        query = self.meetings.data.copy()
        for name, value in {"month": None, **changes}.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return query.urlencode()

    def url(self, path: str, **changes: str | None) -> str:
        query = self.query(**changes)
        return f"{path}?{query}" if query else path

    def of(self, month: Month) -> str:
        return self.url(self.path, month=month.code)


def calendar_page(meetings: RecordFilterSet, actions: RecordFilterSet, path: str, on: date) -> CalendarPage:
    """`meetings` and `actions` are filtered by the same parameters."""
    asked = _Asked(meetings, actions, path, on)
    text = meetings.data.get("month", "")
    month = Month.read(text) if text else Month.of(on)
    problems = list(meetings.problems)
    if month is None:
        message = gettext("“%(value)s” is no month: write it like 2023-06, from %(first)d-01 to %(last)d-12.")
        values = {"value": text, "first": FIRST_YEAR, "last": LAST_YEAR}
        problems.append(("month", gettext("Month"), message % values))
    valid = month is not None and not problems

    def narrowed(changes: Mapping[str, str | None]) -> str:
        return asked.url(path, **{"month": text or None, **changes})

    return CalendarPage(
        heading=str(month) if month and valid else gettext("This month cannot be shown"),
        month=month.code if month else "",
        shown=_shown(asked, month) if month and valid else None,
        problems=problems,
        facets=facets(meetings, facets_of(meetings), narrowed),
        chips=list(_chips(asked, month)) if month else [],
        clear_url=f"{path}?month={month.code}" if month else path,
    )


def _chips(asked: _Asked, month: Month) -> Iterable[Chip]:
    """What is chosen, each with the address without it."""
    for name, records in asked.meetings.chosen.items():
        key = asked.meetings.filters[name].key
        for record in records:
            query = asked.meetings.data.copy()
            kept = [value for value in query.getlist(name) if value.lower() != str(getattr(record, key)).lower()]
            query.setlist(name, kept)
            query["month"] = month.code
            yield Chip(str(record), f"{asked.path}?{query.urlencode()}")


def _shown(asked: _Asked, month: Month) -> Shown:
    met = Dated(asked.meetings.narrowed(), "date", "earliest")
    due = Dated(asked.actions.narrowed(), "due", "due")
    plans = planned(met.cards)
    meetings, meeting_keys = met.within(month)
    windows, window_keys = due.within(month)
    meeting_keys += [plan.pk for plan in plans if plan.may_lie_in(month)]
    found = agenda(meeting_keys, window_keys, month, asked.on)
    earlier, later = _around(month.first, month.last, plans, met, due)
    return Shown(
        sentence=_sentence(asked, month, meetings, windows),
        previous=_link(asked, earlier),
        next=_link(asked, later),
        year=_year(asked, month, plans, met, due),
        weekdays=[(str(WEEKDAYS_ABBR[day.weekday()]), str(WEEKDAYS[day.weekday()])) for day in month.weeks[0]],
        weeks=[[_cell(day, month, found.days, asked.on) for day in week] for week in month.weeks],
        agenda=found,
        lists=list(_lists(asked, month, meetings, windows)),
        exports=[
            Link(gettext("Meetings"), asked.url(reverse("meeting-export", args=["ics"]))),
            Link(gettext("Due windows"), asked.url(reverse("action-export", args=["ics"]))),
        ],
    )


def _sentence(asked: _Asked, month: Month, meetings: int, windows: int) -> str:
    """Like "June 2023: 3 meetings of Morocco and Spain, and 1 due window"."""
    due = ngettext("%(count)d due window", "%(count)d due windows", windows) % {"count": windows}
    words = {"month": month, "meetings": asked.meetings.sentence(meetings), "windows": due}
    return gettext("%(month)s: %(meetings)s, and %(windows)s") % words


def _lists(asked: _Asked, month: Month, meetings: int, windows: int) -> Iterable[Link]:
    """Exactly the rows that the sentence counts."""
    if meetings:
        text = ngettext("%(count)d meeting as a list", "%(count)d meetings as a list", meetings) % {"count": meetings}
        yield Link(text, asked.url(reverse("meeting-list"), **{"from": month.code, "to": month.code}))
    if windows:
        text = ngettext("%(count)d due window as a list", "%(count)d due windows as a list", windows)
        url = asked.url(reverse("action-list"), due_from=month.code, due_to=month.code)
        yield Link(text % {"count": windows}, url)


def _link(asked: _Asked, day: date | None) -> Link | None:
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    month = Month.of(day)
    return Link(str(month), asked.of(month))


def _around(
    first: date, last: date, plans: list[Planned], *dated: Dated, within: int = EXACT
) -> tuple[date | None, date | None]:
    """The nearest days before and after on which something begins."""
    before = [*(plan.first for plan in plans if plan.first < first), *(one.before(first, within) for one in dated)]
    after = [*(plan.first for plan in plans if plan.first > last), *(one.after(last, within) for one in dated)]
    return max(filter(None, before), default=None), min(filter(None, after), default=None)


def _year(asked: _Asked, month: Month, plans: list[Planned], met: Dated, due: Dated) -> Year:
    """Only years and months that have something are links: whoever follows them all comes to an end."""
    meetings = met.by_month(month.year) + Counter(p.first.month for p in plans if p.first.year == month.year)
    windows = due.by_month(month.year)
    broad = [one.broad_in(month.year) for one in (met, due)]
    days = (date(month.year, 1, 1), date(month.year, 12, 31))
    earlier, later = (_link(asked, day) for day in _around(*days, plans, met, due, within=BROAD))

    def of(number: int) -> MonthOfYear:
        there = Month(month.year, number)
        something = any(broad) or meetings[number] or windows[number]
        return MonthOfYear(
            label=str(MONTHS_3[number]).capitalize(),
            title=commas([str(there), *_counted(meetings[number], windows[number])]),
            url=asked.of(there) if something or there == month else "",
            meetings=meetings[number],
            windows=windows[number],
            current=there == month,
        )

    return Year(month.year, earlier, later, [of(number) for number in range(1, 13)])


def _counted(meetings: int, windows: int) -> Iterable[str]:
    if meetings:
        yield ngettext("%(count)d meeting", "%(count)d meetings", meetings) % {"count": meetings}
    if windows:
        yield ngettext("%(count)d due window", "%(count)d due windows", windows) % {"count": windows}


def _cell(day: date, month: Month, days: list[Day], on: date) -> Cell:
    if Month.of(day) != month:
        return Cell(day.day, outside=True)
    found = next((one for one in days if one.date == day), None)
    if found is None:
        return Cell(day.day, today=day == on)
    meetings, windows = len(found.entries.meetings), len(found.entries.windows)
    title = commas([found.label, *_counted(meetings, windows)])
    return Cell(day.day, found.anchor, title, meetings, windows, today=day == on)
