"""The agenda of a month: what is known to the day under its day, the rest at the head of the month, as it is known."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from agreements.dates import PartialDate
from agreements.models.listed import listed_actions, listed_meetings
from agreements.pages.month import Month
from agreements.pages.month_cards import EXACT
from agreements.pages.rows import ActionRow, MeetingRow, action_rows, meeting_rows


@dataclass(frozen=True)
class Entries:
    """`windows` come with the words of their dates."""

    meetings: list[MeetingRow] = field(default_factory=list)
    windows: list[ActionRow] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.meetings or self.windows)


@dataclass(frozen=True)
class Day:
    """`anchor` is the id of its part of the agenda; `label` names it with its weekday."""

    date: date
    anchor: str
    label: str
    entries: Entries


@dataclass(frozen=True)
class Agenda:
    """`broad` is what may lie in the month and is not known to the day."""

    broad: Entries = field(default_factory=Entries)
    days: list[Day] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.broad or self.days)


def agenda(meetings: list[int], windows: list[int], month: Month, on: date) -> Agenda:
    """Of the records with these keys, in this order; as many queries as their lists need."""
    of_days: dict[date | None, Entries] = {}
    known = listed_meetings(meetings)
    for meeting, row in zip(known, meeting_rows(known, on), strict=True):
        day = _day(meeting.date or meeting.planned_date, month)
        of_days.setdefault(day, Entries()).meetings.append(row)
    actions = listed_actions(windows, on)
    for action, window in zip(actions, action_rows(actions, on), strict=True):
        of_days.setdefault(_day(action.due, month), Entries()).windows.append(window)
    broad = of_days.pop(None, Entries())
    return Agenda(broad, [_named(day, entries) for day, entries in sorted(of_days.items()) if day])


def _day(known: PartialDate | None, month: Month) -> date | None:
    """The day of the month on which it begins, or on which it goes on; None where that is not known for certain."""
    if known is None or not known.is_exact or known.earliest is None or known.latest is None:
        return None
    if known.latest - known.earliest >= timedelta(days=EXACT):
        return None
    return max(known.earliest, month.first)


def _named(day: date, entries: Entries) -> Day:
    return Day(day, f"d{day.day}", PartialDate.parse(day.isoformat()).with_weekday(), entries)
