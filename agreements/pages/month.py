"""A month: its days, its neighbours, and its place in an address."""

import re
from calendar import Calendar, monthrange
from dataclasses import dataclass
from datetime import date

from agreements.dates import PartialDate

# Years that people write with four figures; the calendar of Python ends with the last of them.
MONTH = re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])")
FIRST_YEAR, LAST_YEAR = 1000, 9998


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """ "2023-06"; None where it is anything else."""
        found = MONTH.fullmatch(text.strip())
        return cls(int(found[1]), int(found[2])) if found and int(found[1]) <= LAST_YEAR else None

    def __str__(self) -> str:
        return str(PartialDate.parse(self.code))

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday on, as ISO 8601 has them."""
        return Calendar().monthdatescalendar(self.year, self.number)
