"""The value type of every date in the record."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language

from agreements.dates.display import humanize, with_weekday
from agreements.dates.grammar import Precision, sides_of


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as its source. Made by `parse` alone, so that the days always follow from the text.

    `edtf` is the canonical text. `earliest` and `latest` are the first and the last day it can mean, both included;
    None is an open end. A date that reaches the last day of 9999 counts as open: PostgreSQL keeps the day after a
    range's last, and a day in the year 10000 cannot be read back.
    """

    edtf: str
    earliest: date | None
    latest: date | None

    @staticmethod
    def parse(text: str) -> "PartialDate":
        """Reads EDTF, blanks around it aside. Raises PartialDateError."""
        return _parse(text.strip())

    def humanize(self) -> str:
        """As people write it, in the active language: “2 June 2023”, “second half of 2023”, “about 2023”."""
        return _in_words(self.edtf, get_language())

    __str__ = humanize

    def with_weekday(self) -> str:
        """“Friday 2 June 2023” for one day that is certain, else as `humanize`."""
        return with_weekday(sides_of(self.edtf))

    @property
    def precision(self) -> Precision:
        sides = sides_of(self.edtf)
        return Precision.INTERVAL if len(sides) == 2 or sides[0] is None else sides[0].precision

    @property
    def is_day(self) -> bool:
        """Whether one day is named, be it qualified: “2016-04-01?” is a day, only not a certain one."""
        return self.precision == Precision.DAY

    @property
    def is_qualified(self) -> bool:
        """Whether a `?`, `~` or `%` stands anywhere in it."""
        return any(side.qualifier for side in sides_of(self.edtf) if side)

    @property
    def is_exact(self) -> bool:
        """Whether its first and its last day are both known for certain, as an entry in a calendar needs them."""
        return all(
            side is not None and side.precision == Precision.DAY and not side.qualifier for side in sides_of(self.edtf)
        )


# A list page or an export reads and shows the same few thousand dates again and again.
@lru_cache(maxsize=16384)
def _parse(text: str) -> PartialDate:
    sides = sides_of(text)
    start, end = sides[0], sides[-1]
    latest = end.last if end and end.last < date.max else None
    return PartialDate(edtf=text, earliest=start.first if start else None, latest=latest)


@lru_cache(maxsize=16384)
def _in_words(edtf: str, _language: str | None) -> str:
    return humanize(sides_of(edtf))
