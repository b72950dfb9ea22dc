"""Which words of a text are those that were asked for, so that they can be marked.

The database says so of each word, in all its languages at once, as it did when the text was searched. What is shown is
cut into pieces, marked or not, and never put together to HTML here.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection

from agreements.folding import fold
from agreements.search.terms import LEXEME, Asked, Term

WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u064b-\u0652])+")
EXCERPT, BEFORE = 240, 70
MATCHES = """
SELECT w.word, array_agg(t.number - 1)
FROM unnest(%s::text[]) AS w(word)
CROSS JOIN LATERAL (SELECT agreements_words(w.word) AS words OFFSET 0) AS v
JOIN unnest(%s::text[]) WITH ORDINALITY AS t(query, number) ON v.words @@ t.query::tsquery
GROUP BY w.word
"""


class Piece(NamedTuple):
    text: str
    marked: bool = False


class Marker:
    """Of all texts of a page, whose words it asks about in one query."""

    def __init__(self, asked: Asked, texts: Iterable[str]) -> None:
        self.terms = asked.wanted
        self.lengths = [1 if "<" not in term.query else len(LEXEME.findall(term.plain)) for term in self.terms]
        words = _likely(self.terms, {word for text in texts for word in WORD.findall(text)})
        self.matches: dict[str, list[int]] = _matches(self.terms, words) if words else {}

    def found(self, text: str) -> set[int]:
        """The wanted terms, by their number, that stand in the text."""
        return {number for number, _begin, _end in self._marks(text)}

    def pieces(self, text: str) -> list[Piece]:
        return list(_cut(text, sorted({(begin, end) for _number, begin, end in self._marks(text)})))

    def excerpt(self, text: str) -> list[Piece]:
        """Of a long text the part around its first mark."""
        if len(text) <= EXCERPT:
            return self.pieces(text)
        first = min((begin for _number, begin, _end in self._marks(text)), default=0)
        begin = text.rfind(" ", 0, max(first - BEFORE, 0)) + 1
        end = text.rfind(" ", begin, begin + EXCERPT)
        part = text[begin : end if end > first else begin + EXCERPT]
        return self.pieces(("…" if begin else "") + part + ("…" if begin + len(part) < len(text) else ""))

    def _marks(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(term, begin, end) of each word of a term; of a phrase only where its words follow each other."""
        words = [(match.start(), match.end(), self.matches.get(match[0], [])) for match in WORD.finditer(text)]
        for number, length in enumerate(self.lengths):
            run: list[tuple[int, int]] = []
            for begin, end, terms in [*words, (0, 0, [])]:
                if number in terms:
                    run.append((begin, end))
                    continue
                if len(run) >= length:
                    yield from ((number, *mark) for mark in run)
                run = []


def _likely(terms: list[Term], words: set[str]) -> list[str]:
    """Those that share three letters with what is sought: a stem keeps at least so many of its word."""
    keys = {fold(lexeme.strip("'"))[:3] for term in terms for lexeme, _star in LEXEME.findall(term.query)}
    return sorted(word for word in words if any(key in fold(word) for key in keys))


def _matches(terms: list[Term], words: list[str]) -> dict[str, list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(MATCHES, [words, [term.any_word for term in terms]])
        return dict(cursor.fetchall())


def _cut(text: str, marks: list[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for begin, end in marks:
        if begin > at:
            yield Piece(text[at:begin])
        yield Piece(text[begin:end], marked=True)
        at = end
    if at < len(text):
        yield Piece(text[at:])
