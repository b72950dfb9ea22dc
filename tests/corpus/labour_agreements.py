"""A list of a thousand bilateral labour agreements as lists of open data are: made by a program, and untidy."""

import random

HEADINGS = ["ID", "Country A", "Country B", "Title of agreement", "Type", "Year", "Date signed", "Status", "Remarks"]
# As such lists write them, and what they mean here.
NAMES = {
    "Korea, Republic of": "KR", "Republic of Korea": "KR", "Türkiye": "TR", "Turkey": "TR", "Viet Nam": "VN",
    "Russian Federation": "RU", "Philippines": "PH", "Iran (Islamic Republic of)": "IR", "Spain ": "ES",
    "Morocco": "MA", "Côte d'Ivoire": "CI", "United Arab Emirates": "AE", "Moldova, Republic of": "MD",
    "Lao People's Democratic Republic": "LA", "Czech Republic": "CZ", "Congo, Dem. Rep.": "CD", "Sri\u00a0Lanka": "LK",
    "Germany": "DE", "\u00a0Italy": "IT", "Saudi Arabia": "SA", "Bolivia (Plurinational State of)": "BO", "UK": "GB",
    "United States of America": "US", "México": "MX", "JOR": "JO", "The former Yugoslav Republic of Macedonia": "MK",
}  # fmt: skip
TYPES = {"MoU": "memorandum", "Bilateral labour agreement": "agreement", "Exchange of letters": "exchange-of-notes"}
TITLES = ("Agreement on the employment of workers", "Memorandum on seasonal workers", "Accord sur la main-d'œuvre")
STATUS = {"In force": "in-force", "Terminated": "terminated", "n/a": None}
UNKNOWN_NAME = "Republic of Nowhere"


class Listed:
    """`rows` are those of the file; `expected` maps each row that goes in to (codes, signed); `repeated` and `refused`
    count those that do not."""

    def __init__(self, rows: int = 1000, seed: int = 5) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.rows: list[list[str]] = []
        self.expected: list[tuple[tuple[str, str], str, str | None]] = []
        self.repeated = 0
        self.refused = 0
        self._seen: set[tuple[object, ...]] = set()
        while len(self.rows) < rows:
            self._add(len(self.rows))

    def _add(self, number: int) -> None:
        if number % 40 == 39:
            self._again()
        elif number % 200 == 150:
            self.rows.append([str(number), UNKNOWN_NAME, "Spain ", TITLES[0], "MoU", "1999", "", "n/a", ""])
            self.refused += 1
        else:
            self._new(number)

    def _again(self) -> None:
        """The same agreement, as the other party's list has it."""
        row = list(self.rows[self.dice.randrange(len(self.rows))])
        if row[1] != UNKNOWN_NAME:
            self.rows.append([row[0], row[2], row[1], *row[3:]])
            self.repeated += 1
        else:
            self.rows.append(row)
            self.refused += 1

    def _new(self, number: int) -> None:
        dice = self.dice
        one, other = dice.sample(sorted(NAMES), 2)
        while NAMES[one] == NAMES[other]:
            one, other = dice.sample(sorted(NAMES), 2)
        year = dice.choice([9999, *range(1960, 2024)])
        day, month = dice.randint(1, 28), dice.randint(1, 12)
        written = f"{day:02}/{month:02}/{year}" if year != 9999 and dice.random() < 0.5 else ""
        signed = f"{year}-{month:02}-{day:02}" if written else str(year) if year != 9999 else None
        title = f"{dice.choice(TITLES)}, no. {number}"
        remark = 'Extended in 2001;\nsee the "annex"' if number % 50 == 7 else ""
        row = [str(number), one, other, title, dice.choice(sorted(TYPES)), str(year), written]
        self.rows.append([*row, dice.choice(sorted(STATUS)), remark])
        self.expected.append(((min(NAMES[one], NAMES[other]), max(NAMES[one], NAMES[other])), title, signed))

    def as_csv(self, divider: str = ";", encoding: str = "cp1252", end: str = "\r\n") -> bytes:
        lines = [HEADINGS, *self.rows]
        return end.join(divider.join(_quoted(cell, divider) for cell in line) for line in lines).encode(encoding)


def _quoted(cell: str, divider: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in (divider, '"', "\n")) else cell
