"""A line of time that drawings share: where a day stands on it, and which years are written below."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from agreements.dates import PartialDate

WIDTH = 1000
STEPS = (1, 2, 5, 10, 20, 50, 100)


class Tick(NamedTuple):
    x: float
    label: str


class Stretch(NamedTuple):
    """From `x` to `x + width`, cut to the axis; `open_start` and `open_end` where it goes on beyond."""

    x: float
    width: float
    open_start: bool
    open_end: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Axis:
    """From the first day to the last, both whole, in the units of the drawing (0 to `width`). It runs from the left in
    every language, as the axes of charts do."""

    first: date
    last: date
    width: int = WIDTH

    @classmethod
    def of_years(cls, first: int, last: int, width: int = WIDTH) -> "Axis":
        return cls(date(first, 1, 1), date(last, 12, 31), width)

    def x(self, day: date) -> float:
        """The middle of the day; a day outside stands at the end it lies beyond."""
        days = (self.last - self.first).days + 1
        into = min(max((day - self.first).days + 0.5, 0), days)
        return round(self.width * into / days, 1)

    def stretch(self, when: PartialDate) -> Stretch | None:
        """All days it can mean, as far as they lie on the axis; None where none does."""
        begins, ends = when.earliest, when.latest
        if (begins and begins > self.last) or (ends and ends < self.first):
            return None
        left = self.x(begins) if begins and begins >= self.first else 0.0
        right = self.x(ends) if ends and ends <= self.last else float(self.width)
        beyond = (begins is None or begins < self.first, ends is None or ends > self.last)
        return Stretch(left, round(max(right - left, 0), 1), *beyond)

    def ticks(self, most: int = 8) -> list[Tick]:
        """The beginnings of years, round ones where not all have room."""
        years = range(self.first.year + (self.first > date(self.first.year, 1, 1)), self.last.year + 1)
        step = next((step for step in STEPS if len(years) / step <= most), STEPS[-1])
        return [Tick(self.x(date(year, 1, 1)), str(year)) for year in years if year % step == 0]
