"""Sources as a page shows them: a numbered list, and at each fact the numbers that support it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

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
    """A line of the numbered list of sources. `supports` names the facts that are pinned to it."""

    number: int
    source: Source
    note: str
    supports: str


@dataclass
class SourceList:
    """The sources of one page, numbered: the record's own first, in their order, then those that only facts name.

    `facts` keeps, for each source, the facts pinned to it in words and in the order of the page.
    """

    own: list[Citation]
    numbers: dict[int, int] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    facts: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for citation in self.own:
            self._number(citation.source)
            if citation.field:
                self._support(citation.source, citation.field)

    def _number(self, source: Source) -> int:
        self.sources[source.pk] = source
        return self.numbers.setdefault(source.pk, len(self.numbers) + 1)

    def _support(self, source: Source, fact: str) -> None:
        self.facts.setdefault(source.pk, []).append(fact)

    def marks(self, citations: Iterable[Citation], fact: str) -> list[Mark]:
        """The marks of a fact, named in words; none where the record's own sources stand for it."""
        marks = []
        for citation in citations:
            marks.append(Mark(self._number(citation.source), citation.source, citation))
            self._support(citation.source, fact)
        return sorted(marks, key=lambda mark: mark.number)

    def mark(self, source: Source | None, fact: str) -> list[Mark]:
        """The mark of a fact that names its source itself, such as an update."""
        if source is None:
            return []
        self._support(source, fact)
        return [Mark(self._number(source), source)]

    def of_field(self, name: str) -> list[Mark]:
        """Marks of one field of the record itself, such as its date."""
        return [self._own_mark(citation) for citation in self.own if citation.field == name]

    def _own_mark(self, citation: Citation) -> Mark:
        return Mark(self.numbers[citation.source_id], citation.source, citation)

    @property
    def differing(self) -> list[Mark]:
        """Where a source says otherwise than the record."""
        return [self._own_mark(citation) for citation in self.own if citation.says]

    @property
    def rows(self) -> list[SourceRow]:
        notes = {citation.source_id: citation.note for citation in self.own if citation.note}
        return [
            SourceRow(number, self.sources[pk], notes.get(pk, ""), supports(self.facts.get(pk, [])))
            for pk, number in self.numbers.items()
        ]

    @property
    def languages(self) -> int:
        return len({source.language for source in self.sources.values() if source.language})


# More than this are counted and not named: the marks at the facts lead here anyway.
MOST_NAMED = 3


def supports(facts: list[str]) -> str:
    """ "action 6, action 11", or "19 facts"; the record as a whole where none is pinned to the source."""
    if not facts:
        return gettext("the record as a whole")
    named = dict.fromkeys(facts)
    if len(named) <= MOST_NAMED:
        return ", ".join(named)
    return ngettext("%(count)d fact", "%(count)d facts", len(facts)) % {"count": len(facts)}
