"""Words, "quoted phrases" and -exclusions, and what of the record each stands for."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection

MOST_LETTERS, MOST_TERMS = 200, 10
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')


@dataclass(frozen=True)
class Typed:
    """`begun` where it may be the beginning of a word: the last one, unless quoted."""

    text: str
    excluded: bool = False
    phrase: bool = False
    begun: bool = False


def typed_terms(text: str) -> list[Typed]:
    """In the order typed. A quote that is not closed is a letter like any other; a lone "-" is nothing."""
    found = []
    for match in TERM.finditer(text):
        phrase = match["phrase"]
        words = (phrase if phrase is not None else match["word"]).strip()
        if re.search(r"\w", words):
            found.append((words, match["minus"] == "-", phrase is not None))
    last = len(found) - 1
    return [
        Typed(words, excluded, phrase, begun=number == last and not (excluded or phrase))
        for number, (words, excluded, phrase) in enumerate(found)
    ]


@dataclass(frozen=True)
class Term:
    """A term with the tsquery that finds it, and the parties (codes) and topics (ids) that it names.

    `tsquery` is "" where the word is too common to be looked for; then `plain` is the word as it is written.
    """

    typed: Typed
    tsquery: str
    plain: str
    parties: list[str] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)


MEANING = """
SELECT agreements_term(t.given, t.begun)::text,
  phraseto_tsquery('public.agreements_simple'::regconfig, agreements_spaced(t.given))::text,
  ARRAY(SELECT party_id FROM agreements_partycard WHERE words @@ agreements_term(t.given, t.begun)),
  ARRAY(SELECT topic_id FROM agreements_topiccard WHERE words @@ agreements_term(t.given, t.begun))
FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY t(given, begun, number) ORDER BY t.number
"""


class Asked:
    """What somebody typed. Asks the database what the terms mean, once and only where that is needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.typed = typed_terms(text)

    @cached_property
    def terms(self) -> list[Term]:
        if not self.typed:
            return []
        with connection.cursor() as cursor:
            cursor.execute(MEANING, [[one.text for one in self.typed], [one.begun for one in self.typed]])
            rows = cursor.fetchall()
        return [
            Term(one, tsquery or "", plain, parties, topics)
            for one, (tsquery, plain, parties, topics) in zip(self.typed, rows, strict=True)
        ]

    @property
    def wanted(self) -> list[Term]:
        """Those to be found; the most common words only where there are no others."""
        wanted = [term for term in self.terms if not term.typed.excluded and term.plain]
        return [term for term in wanted if term.tsquery] or wanted

    @property
    def excluded(self) -> list[Term]:
        return [term for term in self.terms if term.typed.excluded and term.plain]

    @property
    def highlighted(self) -> str:
        """One tsquery of all that is wanted, any of it, to mark in a text; "" where nothing is."""
        return " | ".join(f"({term.tsquery or term.plain})" for term in self.wanted)
