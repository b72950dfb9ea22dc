"""The cells of a row by our fields, and what has to be asked about them first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from agreements.corpus.tables.columns import Mapping
from agreements.corpus.tables.countries import Countries, plain
from agreements.corpus.tables.fields import FIELDS, Field, How
from agreements.corpus.tables.sheet import Row, Sheet
from agreements.corpus.tables.values import (
    LEAVE_OUT,
    CellRefused,
    Vocabulary,
    addresses_of,
    date_of,
    is_ambiguous,
    list_of,
    number_of,
    unknown_marks,
    year_of,
)
from agreements.folding import fold

PARTY = "party"
# A file with more words that mean nothing here is of something else.
ASKED = 150


@dataclass
class Questions:
    """`words` holds, by field (PARTY for all that hold one), each word that means nothing here, as it is compared, with
    how it is written and in how many rows. `ambiguous` are dates that can be read in two ways, with their headings."""

    words: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    ambiguous: list[tuple[str, str]] = field(default_factory=list)

    def count(self, name: str, compared: str, written: str) -> None:
        words = self.words.setdefault(name, {})
        if compared in words or len(words) < ASKED:
            first, rows = words.get(compared, (written, 0))
            words[compared] = first, rows + 1


class Cells:
    """Reads the rows of one table. `read` never raises: what is wrong with a row stands in its `problems`."""

    def __init__(self, kind: str, mapping: Mapping) -> None:
        self.fields = {one.name: one for one in FIELDS[kind]}
        self.mapping = mapping
        self.unknown = unknown_marks(mapping.unknown)
        self.countries = Countries(mapping.meanings.get(PARTY))
        self.vocabularies = {
            one.name: Vocabulary(one, mapping.meanings.get(one.name, {}))
            for one in self.fields.values()
            if one.how == How.CHOICE
        }
        self.columns = [
            (place, heading, self.fields[name])
            for place, (heading, name) in enumerate(zip(mapping.headings, mapping.columns, strict=True))
            if name
        ]

    def read(self, row: Row) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """Values by field, and the problems, each with its field."""
        values: dict[str, Any] = {}
        problems: list[tuple[str, str]] = []
        unreadable = dict(row.unreadable)
        for place, _heading, one in self.columns:
            if place in unreadable:
                problems.append((one.name, unreadable[place]))
            else:
                self._take(row.cells[place], one, values, problems)
        for name, text in self.mapping.constants.items():
            if name in self.fields and values.get(name) in (None, []):
                self._take(text, self.fields[name], values, problems)
        return values, problems

    def _take(self, text: str, one: Field, values: dict[str, Any], problems: list[tuple[str, str]]) -> None:
        if not text or fold(text) in self.unknown:
            return
        try:
            value = self._value(one, text)
        except CellRefused as error:
            problems.append((one.name, str(error)))
        else:
            if value not in (None, [], ""):
                values[one.name] = value

    def _value(self, one: Field, text: str) -> Any:
        plainly: dict[How, Callable[[str], Any]] = {
            How.TEXT: str,
            How.YEAR: year_of,
            How.NUMBER: number_of,
            How.URLS: addresses_of,
            How.LIST: list_of,
            How.PARTY: self._party,
            How.PARTIES: lambda cell: [self._party(name) for name in list_of(cell)],
        }
        if one.how == How.DATE:
            return date_of(text, self.mapping.dates)
        if one.how == How.CHOICE:
            return self._choice(one, text)
        return plainly[one.how](text)

    def _party(self, text: str) -> str:
        code = self.countries.code(text)
        if code is None:
            raise CellRefused(gettext("No party is called “%s”. Say which one is meant among the columns.") % text)
        return code

    def _choice(self, one: Field, text: str) -> str | None:
        code = self.vocabularies[one.name].code(text)
        if code is None:
            reason = gettext("“%(text)s” is none of the words for %(field)s. Say what it means among the columns.")
            raise CellRefused(reason % {"text": text, "field": one.label})
        return None if code == LEAVE_OUT else code

    def questions(self, sheet: Sheet) -> Questions:
        found = Questions()
        for row in sheet.rows:
            for place, heading, one in self.columns:
                text = row.cells[place]
                if text and fold(text) not in self.unknown:
                    self._ask(one, heading, text, found)
        return found

    def _ask(self, one: Field, heading: str, text: str, found: Questions) -> None:
        if one.how in (How.PARTY, How.PARTIES):
            for name in [text] if one.how == How.PARTY else list_of(text):
                if self.countries.code(name) is None:
                    found.count(PARTY, plain(name), name)
        elif one.how == How.CHOICE and self.vocabularies[one.name].code(text) is None:
            found.count(one.name, fold(text), text)
        elif one.how == How.DATE and is_ambiguous(text):
            found.ambiguous.append((heading, text))
