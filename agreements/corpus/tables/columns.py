"""Which column is what: recognised by its heading, or as it was once said of a file with the same headings."""

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from agreements.corpus.tables.fields import FIELDS, Field, How
from agreements.corpus.tables.sheet import Sheet
from agreements.corpus.tables.values import is_address
from agreements.folding import fold

UNKNOWN = "9999; n/a; n.a.; -; --; ?; unknown"


@dataclass(frozen=True)
class Mapping:
    """What an editor said of a file. `columns` is parallel to `headings`: the name of our field, or "" to leave it out.
    `dates` is "dmy", "mdy" or "" where nothing has to be asked. `meanings` holds, by field ("party" for all that hold
    one), the words that had to be asked about, folded, and what they mean; "" refuses their rows."""

    headings: list[str]
    columns: list[str]
    constants: dict[str, str] = field(default_factory=dict)
    unknown: str = UNKNOWN
    dates: str = ""
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)
    publication: str = "draft"

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**{one.name: data[one.name] for one in fields(cls) if one.name in data})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def heading(self, name: str) -> str:
        """The heading of the first column that holds a field; "" where none does."""
        found = (heading for heading, column in zip(self.headings, self.columns, strict=True) if column == name)
        return next(found, "")


SOURCE = "source"


def _words(heading: str) -> str:
    return " ".join(re.sub(r"[_.:*/-]+", " ", fold(heading)).split())


def recognised(kind: str, sheet: Sheet) -> Mapping:
    """Each field to the first column that is called like it; a column that is called like none is left out."""
    columns = [""] * len(sheet.headings)
    headings = [_words(heading) for heading in sheet.headings]
    if "key" in headings:  # our own export, whose “url” is the record's page here, and no source of it
        headings = ["" if heading == "url" else heading for heading in headings]
    for one in FIELDS[kind]:
        names = [
            name for name in _names(one) if name != SOURCE or one.how is not How.URLS or _sources_are_addresses(sheet)
        ]
        place = next((found for name in names for found in _called(name, headings, columns)), None)
        if place is not None:
            columns[place] = one.name
    return Mapping(list(sheet.headings), columns)


def _sources_are_addresses(sheet: Sheet) -> bool:
    """Many a list has its addresses under “URL”, and under “Source” who published it."""
    columns = [place for place, heading in enumerate(sheet.headings) if _words(heading) == SOURCE]
    samples = [sample for column in columns for sample in sheet.samples(column, 20)]
    return not samples or any(map(is_address, samples))


def _names(one: Field) -> list[str]:
    """Our own name and label first, so that our exports come back as they went."""
    return [_words(one.name), _words(str(one.label)), *(_words(name) for name in one.names)]


def _called(name: str, headings: list[str], columns: list[str]) -> list[int]:
    return [place for place, heading in enumerate(headings) if heading == name != "" and not columns[place]]
