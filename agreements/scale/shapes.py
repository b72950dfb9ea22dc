"""What the made-up rows are drawn from: the project's own records, as uneven as they are."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

RECORDS = Path(__file__).resolve().parent.parent / "corpus" / "records"
FIRST, LAST = date(1990, 1, 1), date(2028, 12, 31)
SEED = 20261124

# Of a hundred dates of the record so many are known to the day, the month, and so on. None: not known at all.
PRECISION = {"day": 84, "month": 7, "year": 4, "half": 1, "season": 1, "decade": 1, "doubtful": 1, None: 1}
PHRASES = (
    "before the end of the year", "dans les meilleurs délais", "en el segundo semestre", "by the next meeting",
    "à brève échéance", "para finales de agosto", "within six months", "قبل نهاية السنة",
)  # fmt: skip
GIVEN = ("Khalid", "Isabel", "José", "Ngozi", "Lê", "Siti", "Mehmet", "Olena", "Ángeles", "Fatou", "Ravi", "Zoë")
FAMILY = (
    "Zerouali", "Castro Fernández", "Nguyễn", "Adeyemi", "Şahin", "Kovalenko", "Benyaich", "Ramírez", "Haugen",
    "Al Nuaimi", "Okonkwo", "D'Alessandro",
)  # fmt: skip
SYLLABLES = tuple(f"{one}{other}" for one in "bcdfghjklmnprstvz" for other in "aeiou")


@dataclass
class Shapes:
    """One stream of chance, so that the same number of meetings is the same corpus again."""

    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311

    @cached_property
    def records(self) -> dict[str, list[dict[str, Any]]]:
        kinds = ("meetings", "agreements", "bodies")
        return {kind: yaml.safe_load((RECORDS / f"{kind}.yaml").read_text("utf-8"))[kind] for kind in kinds}

    @cached_property
    def deeds(self) -> list[str]:
        """Texts of real actions, cut into halves that are put together anew."""
        texts = [action["text"] for meeting in self.records["meetings"] for action in meeting.get("actions", [])]
        halves = [half.strip() for text in texts for half in (text[: len(text) // 2], text[len(text) // 2 :])]
        return [half for half in halves if half]

    @cached_property
    def posts(self) -> list[str]:
        seats = [
            seat
            for meeting in self.records["meetings"]
            for side in meeting.get("delegations", [])
            for seat in side.get("participants", [])
        ]
        return [seat["post"] for seat in seats if seat.get("post")]

    def date(self) -> str | None:
        """EDTF, as precise as dates of the record happen to be."""
        days = (LAST - FIRST).days
        day = FIRST + timedelta(int(days * self.chance.random() ** 0.5))  # more of late
        precision = self.chance.choices(list(PRECISION), list(PRECISION.values()))[0]
        return {
            "day": f"{day}",
            "month": f"{day:%Y-%m}",
            "year": f"{day.year}",
            "half": f"{day.year}-{self.chance.choice((40, 41))}",
            "season": f"{day.year}-{self.chance.choice((21, 22, 23, 24))}",
            "decade": f"{str(day.year)[:3]}X",
            "doubtful": f"{day:%Y-%m}?",
            None: None,
        }[precision]

    def due(self) -> tuple[str | None, str]:
        """(EDTF, phrase): four in ten have a window, one in ten a phrase alone."""
        drawn = self.chance.random()
        if drawn < 0.4:
            return self.date(), self.chance.choice(("", *PHRASES))
        return None, self.chance.choice(PHRASES) if drawn < 0.5 else ""

    def deed(self) -> str:
        first, second = self.chance.choices(self.deeds, k=2)
        return f"{first} {second[0].lower()}{second[1:]} ({self.word()})"

    def post(self) -> str:
        return self.chance.choice(self.posts)

    def person(self) -> str:
        return f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)} {self.word().title()}"

    def word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=3))

    def few(self, mean: float) -> int:
        """A number of rows below one record: most have few, some have very many."""
        return min(int(self.chance.expovariate(1 / mean) + 0.5), 60)


class Uneven:
    """Draws one of a list, the first far more often than the last (Zipf), as a few relations hold half the record."""

    def __init__(self, items: Sequence[Any], chance: random.Random) -> None:
        self.items, self.chance = items, chance
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(items))))

    def draw(self) -> Any:
        return self.chance.choices(self.items, cum_weights=self.weights)[0]

    def some(self, number: int) -> list[Any]:
        """Different ones, in the order drawn; at most `number`."""
        return list(dict.fromkeys(self.chance.choices(self.items, cum_weights=self.weights, k=number)))
