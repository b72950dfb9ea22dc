"""The due bar: an action's window between the day it was agreed and today."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from agreements.dates import PartialDate

# A window of a day on a scale of decades is still to be seen.
NARROWEST = 1.6


@dataclass(frozen=True)
class DueBar:
    """Places on a scale of 0 to 100 from `first` to `last`, the labels of its ends. `after` is the time since the
    window closed; it is empty (its end is its start) where nothing is owed any more or the window is open."""

    start: float
    width: float
    after_start: float
    after_end: float
    today: float
    first: str
    last: str


def due_bar(agreed: PartialDate | None, due: PartialDate | None, on: date, *, owed: bool) -> DueBar | None:
    """None where an end of the window is open: a drawing would make up a day. `owed`: it passed and is not done."""
    if due is None or due.earliest is None or due.latest is None:
        return None
    begins = min(due.earliest, agreed.earliest) if agreed and agreed.earliest else due.earliest
    begins, ends = min(begins, on), max(due.latest, on)
    span = max((ends - begins).days, 1)

    def place(day: date) -> float:
        return round((day - begins).days / span * 100, 2)

    start, closes, today = place(due.earliest), place(due.latest), place(on)
    width = max(closes - start, NARROWEST)
    start = min(start, 100 - width)
    return DueBar(
        start=start,
        width=round(width, 2),
        after_start=round(start + width, 2),
        after_end=today if owed and today > start + width else round(start + width, 2),
        today=today,
        first=_month(begins),
        last=gettext("today") if ends == on else _month(ends),
    )


def _month(day: date) -> str:
    return str(PartialDate.parse(day.isoformat()[:7]))
