"""Sources as a page shows them: a numbered list, and at each fact the numbers that support it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agreements.models import Citation, Source
from agreements.models.source import CITED
from agreements.templatetags.language_names import language_name
from agreements.wording import commas


@dataclass(frozen=True)
class Mark:
    """A small number at a fact. `passage` is where in the source the fact is and in which words, if that is known;
    `citation` the id of the note below that says so, 0 where there is none; `differs`: the source says otherwise."""

    number: int
    passage: str = ""
    citation: int = 0
    differs: bool = False


@dataclass(frozen=True)
class Passage:
    """What a citation adds to its source; `fact` is what it is cited for, "" for the record as a whole."""

    citation: str
    fact: str
    locator: str
    quote: str
    note: str
    says: str


@dataclass(frozen=True)
class Differing:
    """A source that says otherwise than the record; `who` is its publisher where that is known."""

    number: int
    fact: str
    says: str
    who: str


@dataclass(frozen=True)
class Marks:
    """All marks of one fact, which is named in words. Empty where the record's own sources stand for it."""

    fact: str = ""
    marks: tuple[Mark, ...] = ()
    differing: tuple[Differing, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.marks)


@dataclass(frozen=True)
class SourceRow:
    """A line of the numbered list of sources. `about` is its publisher, language, date and kind; `supports` names the
    facts that are pinned to it, `whole` says that the record as such rests on it. All of it is text, since a page may
    have a hundred of them."""

    number: str
    name: str
    address: str
    url: str
    language: str
    about: str
    archived: str
    note: str
    passages: list[Passage]
    supports: str
    whole: bool


# Facts that readers know as one and the record keeps in several fields.
FACTS = {"place": _("place"), "participants": _("participants")}


def fact_of(citation: Citation) -> str:
    """The field that a citation is for, as people call it; "" for the record as a whole."""
    if not citation.field:
        return ""
    cited = next(name for name in CITED if getattr(citation, f"{name}_id"))
    model = Citation._meta.get_field(cited).related_model
    try:
        return str(model._meta.get_field(citation.field).verbose_name)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return str(FACTS.get(citation.field) or citation.field.replace("_", " "))


def passage_of(citation: Citation) -> str:
    """ "p. 3: “the quote”", as far as known."""
    quote = gettext("“%s”") % citation.quote if citation.quote else ""
    return ": ".join(part for part in (citation.locator, quote) if part)


def _row(number: int, source: Source, passages: list[Passage], facts: list[str], *, whole: bool) -> SourceRow:
    return SourceRow(
        number=str(number),
        name=str(source),
        address=source.url,
        url=source.get_absolute_url(),
        language=source.language,
        about=about(source),
        archived=source.archived_url,
        note=source.note,
        passages=passages,
        supports=supports(facts, whole=whole),
        whole=whole,
    )


def about(source: Source) -> str:
    """ "El País · Spanish · 3 December 2005 · Press", as far as known; the publisher where the title does not stand in
    for it."""
    parts = [
        source.publisher if source.title else "",
        language_name(source.language) if source.language else "",
        str(source.published_on or ""),
        str(source.get_kind_display()),
        gettext("no longer answers") if source.working is False else "",
    ]
    return " · ".join(part for part in parts if part)


def has_passage(citation: Citation) -> bool:
    """Whether it adds anything to its source."""
    return bool(citation.locator or citation.quote or citation.note or citation.says)


@dataclass
class SourceList:
    """The sources of one page, numbered: the record's own first, in their order, then those that only facts name.

    `facts` keeps, for each source, the facts pinned to it in words and in the order of the page; `whole` are those
    cited for the record itself; `cited` is every citation of the page with what it is for.
    """

    own: list[Citation]
    numbers: dict[int, int] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    facts: dict[int, list[str]] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    cited: dict[int, tuple[str, Citation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for citation in self.own:
            self._number(citation.source)
            fact = fact_of(citation)
            self.cited[citation.pk] = (fact, citation)
            if fact:
                self._support(citation.source, fact)
            elif citation.action_id is None:  # an action names itself by its number, like any fact of its record
                self.whole.add(citation.source_id)

    def _number(self, source: Source) -> int:
        self.sources[source.pk] = source
        return self.numbers.setdefault(source.pk, len(self.numbers) + 1)

    def _support(self, source: Source, fact: str) -> None:
        self.facts.setdefault(source.pk, []).append(fact)

    def marks(self, citations: Iterable[Citation], fact: str) -> Marks:
        """The marks of a fact, named in words; none where the record's own sources stand for it."""
        citations = list(citations)
        for citation in citations:
            self._number(citation.source)
            self._support(citation.source, fact)
            self.cited.setdefault(citation.pk, (fact, citation))
        return self._marks(citations, fact)

    def mark(self, fact: str, *sources: Source | None) -> Marks:
        """Of a fact that names its sources itself, such as an update."""
        known = [source for source in sources if source]
        for source in known:
            self._support(source, fact)
        return Marks(fact, tuple(Mark(self._number(source)) for source in known))

    def of_field(self, *names: str) -> Marks:
        """Of one fact of the record itself, such as its date, which several fields may hold."""
        found = [citation for name in names for citation in self.own if citation.field == name]
        return self._marks(found, fact_of(found[0]) if found else "")

    def of_record(self, fact: str = "") -> Marks:
        """Of the record as a whole."""
        return self._marks([citation for citation in self.own if not citation.field], fact)

    def _marks(self, citations: list[Citation], fact: str) -> Marks:
        marks = (self._mark(citation) for citation in citations)
        return Marks(
            fact,
            tuple(sorted(marks, key=lambda mark: mark.number)),
            tuple(self._differing(fact, citation) for citation in citations if citation.says),
        )

    def _mark(self, citation: Citation) -> Mark:
        number = self.numbers[citation.source_id]
        return Mark(number, passage_of(citation), citation.pk if has_passage(citation) else 0, bool(citation.says))

    def _differing(self, fact: str, citation: Citation) -> Differing:
        number, source = self.numbers[citation.source_id], citation.source
        return Differing(number, fact, citation.says, source.publisher or str(source))

    @cached_property
    def differing(self) -> list[Differing]:
        """To be asked when the page is built, like `rows`."""
        return [self._differing(fact, citation) for fact, citation in self.cited.values() if citation.says]

    @cached_property
    def rows(self) -> list[SourceRow]:
        passages: dict[int, list[Passage]] = {}
        for fact, citation in sorted(self.cited.values(), key=lambda cited: cited[0] != ""):
            if has_passage(citation):
                said = (citation.locator, citation.quote, citation.note, citation.says)
                passages.setdefault(citation.source_id, []).append(Passage(str(citation.pk), fact, *said))
        return [
            _row(number, self.sources[pk], passages.get(pk, []), self.facts.get(pk, []), whole=pk in self.whole)
            for pk, number in self.numbers.items()
        ]

    @property
    def languages(self) -> int:
        return len({source.language for source in self.sources.values() if source.language})


# More than this are counted and not named: the marks at the facts lead here anyway.
MOST_NAMED = 3


def supports(facts: list[str], *, whole: bool = False) -> str:
    """ "the record, action 6, action 11", or "19 facts"; the record as a whole where none is pinned to the source."""
    if not facts:
        return gettext("the record as a whole")
    named = list(dict.fromkeys(facts))
    if len(named) > MOST_NAMED:
        named = [ngettext("%(count)d fact", "%(count)d facts", len(facts)) % {"count": len(facts)}]
    return commas([gettext("the record"), *named] if whole else named)
