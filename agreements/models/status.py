"""What became of an action as of a day: the rules of DESIGN section 2, in Python.

`status_sql` states the same rules for the database; property tests hold the two together.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.dates import PartialDate
from agreements.models.vocabularies import Evidence, Timing


@dataclass(frozen=True)
class Entry:
    """What the rules need of an update. `order` is the order of entry, `corrected` that a later one corrects it."""

    order: int
    date: PartialDate | None = None
    evidence: str = ""
    reported: str = ""
    checked: dt.date | None = None
    corrected: bool = False

    @property
    def judges(self) -> bool:
        return self.evidence not in ("", Evidence.NOT_ASSESSED)

    def counts_on(self, on: dt.date) -> bool:
        """From its earliest day on; an undated one, and one without a beginning, always."""
        return not self.corrected and (self.date is None or self.date.earliest is None or self.date.earliest <= on)

    def assessed_after(self, day: dt.date, on: dt.date) -> bool:
        """Whether it surely looked at the action after `day`: what it tells began later, or it was checked later."""
        told = self.date is not None and self.date.earliest is not None and self.date.earliest > day
        return self.judges and (told or (self.checked is not None and day < self.checked <= on))


def _rank(entry: Entry) -> tuple[bool, dt.date, int]:
    """By the latest day it can mean, then by entry; an undated one before all others."""
    latest = dt.date.min if entry.date is None else entry.date.latest or dt.date.max
    return (entry.date is not None, latest, entry.order)


def current(entries: Iterable[Entry], on: dt.date, field: str) -> Entry | None:
    """The entry whose `field` ("evidence" or "reported") holds as of a day, if any."""
    counting = [entry for entry in entries if getattr(entry, field) and entry.counts_on(on)]
    return max(counting, key=_rank, default=None)


def timing(due: PartialDate | None, due_phrase: str, entries: Iterable[Entry], on: dt.date) -> Timing:
    entries = list(entries)
    judged = current(entries, on, "evidence")
    evidence = judged.evidence if judged else Evidence.NOT_ASSESSED
    if evidence in (Evidence.DROPPED, Evidence.SUPERSEDED):
        return Timing.CLOSED
    if due is None:
        return Timing.CANNOT_TELL if due_phrase else Timing.NO_WINDOW
    if judged and evidence == Evidence.COMPLETED:
        return _completion(due, judged.date)
    if due.earliest is not None and on < due.earliest:
        return Timing.NOT_YET_DUE
    closes = due.latest
    if closes is None or on <= closes:
        return Timing.WINDOW_OPEN
    assessed = any(entry.counts_on(on) and entry.assessed_after(closes, on) for entry in entries)
    return Timing.OVERDUE if assessed else Timing.WINDOW_PASSED


def _completion(due: PartialDate, done: PartialDate | None) -> Timing:
    """On time when its latest day is not after the window's last, late when its earliest day is."""
    if due.latest is None:
        return Timing.COMPLETED_ON_TIME
    if done is not None and done.latest is not None and done.latest <= due.latest:
        return Timing.COMPLETED_ON_TIME
    if done is not None and done.earliest is not None and done.earliest > due.latest:
        return Timing.COMPLETED_LATE
    return Timing.CANNOT_TELL
