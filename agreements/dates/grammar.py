"""The grammar of EDTF as this record uses it, and the days that each form can mean."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _

OPEN = ".."

# Written as in migration 0001. [0-9] and not \d, which also takes the digits of other scripts.
SIDE = re.compile(
    r"([0-9]{4}(-(XX(-XX)?|(0[1-9]|1[0-2])(-(XX|0[1-9]|[12][0-9]|3[01]))?|2[1-4]|3[3-6]|4[01]))?|[0-9]{3}X|[0-9]{2}XX)"
    r"[?~%]?"
)

# The part of a year that stands in the month's place: its first month, and how many months it has. Seasons are those
# of the northern half of the world, where the record's parties lie. Winter (24) begins in the December of its year and
# ends in the next, since a season follows the autumn of its year; starting it in January would tear December off.
MONTHS_OF = {f"{month:02}": (month, 1) for month in range(1, 13)}
MONTHS_OF |= {"21": (3, 3), "22": (6, 3), "23": (9, 3), "24": (12, 3)}
MONTHS_OF |= {"33": (1, 3), "34": (4, 3), "35": (7, 3), "36": (10, 3), "40": (1, 6), "41": (7, 6)}


class PartialDateError(ValueError):
    """The text is no partial date. Its message is for people, in the active language."""


class Precision(StrEnum):
    """What the text names, from the finest to the coarsest."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    SEMESTER = "semester"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Side:
    """One date of the text: alone, or one end of an interval.

    `year` is four characters with X for an unknown digit, `part` and `day` two or none, `qualifier` one or none.
    `first` and `last` are the earliest and the latest day it can mean.
    """

    year: str
    part: str
    day: str
    qualifier: str
    first: date
    last: date

    @property
    def precision(self) -> Precision:
        if "X" in self.year:
            return Precision.CENTURY if self.year.endswith("XX") else Precision.DECADE
        if self.day.isdigit():
            return Precision.DAY
        return _precision_of(self.part)

    @property
    def vague(self) -> bool:
        """Whether a digit is unknown or the whole is qualified."""
        return bool(self.qualifier) or "X" in self.year + self.part + self.day


def _precision_of(part: str) -> Precision:
    if part in ("", "XX"):
        return Precision.YEAR
    if part <= "12":
        return Precision.MONTH
    return {"2": Precision.SEASON, "3": Precision.QUARTER, "4": Precision.SEMESTER}[part[0]]


@lru_cache(maxsize=16384)
def sides_of(text: str) -> tuple[Side | None, ...]:
    """The one date or the two ends that a text consists of; None stands for an open end. Raises PartialDateError."""
    sides = text.split("/")
    if len(sides) > 2 or all(side == OPEN for side in sides):
        raise PartialDateError(not_a_date(text))
    if len(sides) == 1:
        return (_read_side(text, text),)
    start, end = (None if side == OPEN else _read_side(side, text) for side in sides)
    if start and end and start.first > end.last:
        raise PartialDateError(_("“%(text)s” ends before it begins.") % {"text": text})
    return start, end


def _read_side(side: str, text: str) -> Side:
    if not SIDE.fullmatch(side):
        raise PartialDateError(not_a_date(text))
    qualifier = side[-1] if side[-1] in "?~%" else ""
    year, part, day = side[:4], side[5:7].strip("?~%"), side[8:10].strip("?~%")
    if year.replace("X", "0") == "0000":
        raise PartialDateError(_("The year 0 does not exist; years go from 0001 to 9999."))
    return Side(year, part, day, qualifier, *_days(year, part, day))


def _days(year: str, part: str, day: str) -> tuple[date, date]:
    start = date(int(year.replace("X", "0")), 1, 1)
    if part in ("", "XX"):
        return start, date(int(year.replace("X", "9")), 12, 31)
    month, count = MONTHS_OF[part]
    start = start.replace(month=month)
    end = _day_before_month(start.year, month + count)
    if not day.isdigit():
        return start, end
    if int(day) > end.day:
        raise PartialDateError(_("%(month)s has no day %(day)d.") % {"month": f"{year}-{part}", "day": int(day)})
    return (only := start.replace(day=int(day))), only


def _day_before_month(year: int, month: int) -> date:
    """The last day before a month that may be numbered past 12; the calendar of Python ends with 9999."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date.max if year > MAXYEAR else date(year, month, 1) - timedelta(days=1)


def not_a_date(text: str) -> str:
    return _(
        "“%(text)s” is not a date that can be read. Write it as precisely as the source does: 2023-06-02, 2023-06, "
        "2023, 201X (the 2010s), 2023~ (about 2023), 2023? (uncertain), 2024-21 (spring), 2024-33 (first quarter), "
        "2023-41 (second half), 2023-06-22/2023-06-23 (two days), 2012-12-14/.. (open end)."
    ) % {"text": text if len(text) <= 60 else f"{text[:59]}…"}
