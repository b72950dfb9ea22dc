"""Sources as a page shows them: a numbered list, and at each fact the numbers that support it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import ngettext

from agreements.models import Citation, Source


@dataclass(frozen=True)
class Mark:
    """A small number at a fact. `citation` carries what the source says of it, a quote or a locator, if any."""

    number: int
    source: Source
    citation: Citation | None = None

    @property
    def anchor(self) -> str:
        return f"s{self.number}"


@dataclass(frozen=True)
class SourceRow:
    """A line of the numbered list of sources. `supports` says how many facts name it."""

    number: int
    source: Source
    note: str
    supports: str


@dataclass
class SourceList:
    """The sources of one page, numbered: the record's own first, in their order, then those that only facts name."""

    own: list[Citation]
    numbers: dict[int, int] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    uses: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for citation in self.own:
            self._number(citation.source)
            if citation.field:
                self.uses[citation.source_id] += 1

    def _number(self, source: Source) -> int:
        self.sources[source.pk] = source
        return self.numbers.setdefault(source.pk, len(self.numbers) + 1)

    def marks(self, citations: Iterable[Citation]) -> list[Mark]:
        """The marks of a fact; empty where it has no source of its own and the record's stand for it."""
        marks = []
        for citation in citations:
            marks.append(Mark(self._number(citation.source), citation.source, citation))
            self.uses[citation.source_id] += 1
        return sorted(marks, key=lambda mark: mark.number)

    def mark(self, source: Source | None) -> list[Mark]:
        """The mark of a fact that names its source itself, such as an update."""
        if source is None:
            return []
        self.uses[source.pk] += 1
        return [Mark(self._number(source), source)]

    def of_field(self, name: str) -> list[Mark]:
        """Marks of one field of the record itself, such as its date."""
        return [
            Mark(self.numbers[citation.source_id], citation.source, citation)
            for citation in self.own
            if citation.field == name
        ]

    @property
    def differing(self) -> list[Mark]:
        """Where a source says otherwise than the record."""
        return [
            Mark(self.numbers[citation.source_id], citation.source, citation) for citation in self.own if citation.says
        ]

    @property
    def rows(self) -> list[SourceRow]:
        notes = {citation.source_id: citation.note for citation in self.own if citation.note}
        return [
            SourceRow(number, self.sources[pk], notes.get(pk, ""), _supports(self.uses[pk]))
            for pk, number in self.numbers.items()
        ]

    @property
    def languages(self) -> int:
        return len({source.language for source in self.sources.values() if source.language})


def _supports(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d fact", "%(count)d facts", count) % {"count": count}
