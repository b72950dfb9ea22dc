"""Words, "quoted phrases" and -exclusions, and what of the record each stands for."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection

MOST_LETTERS, MOST_TERMS = 200, 10
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')
# "Spain-Morocco" and "Spain/Morocco" are two words; "co-chair", a name or an address stay together.
SEVERAL = re.compile(r"[^\W\d]{4,}(?:[-–/][^\W\d]{4,})+")
LEXEME = re.compile(r"('(?:[^']|'')*')(:\*)?")


@dataclass(frozen=True)
class Typed:
    """`begun` where it may be the beginning of a word: the last one, unless quoted."""

    text: str
    excluded: bool = False
    phrase: bool = False
    begun: bool = False


def typed_terms(text: str, *, hasty: bool = False) -> list[Typed]:
    """In the order typed. A quote that is not closed is a letter like any other; a lone "-" is nothing.

    `hasty`: every word may be the beginning of one.
    """
    found = []
    for match in TERM.finditer(text):
        phrase = match["phrase"]
        words = (phrase if phrase is not None else match["word"]).strip()
        excluded = match["minus"] == "-"
        if phrase is None and not excluded and SEVERAL.fullmatch(words):
            found += [(word, False, False) for word in re.split("[-–/]", words)]
        elif re.search(r"\w", words):
            found.append((words, excluded, phrase is not None))
    last = len(found) - 1
    return [
        Typed(words, excluded, phrase, begun=(hasty or number == last) and not (excluded or phrase))
        for number, (words, excluded, phrase) in enumerate(found)
    ]


@dataclass(frozen=True)
class Term:
    """A term with the tsquery that finds it, and the parties (codes) and topics (ids) that it names.

    `tsquery` is "" where the word is too common to be looked for; then `plain` is the word as it is written. `names`
    finds the names that its parties have in all languages, for what is to be left out; "" where it names none.
    """

    typed: Typed
    tsquery: str
    plain: str
    parties: list[str] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    names: str = ""

    @property
    def query(self) -> str:
        return self.tsquery or self.plain

    @property
    def in_title(self) -> str:
        """The tsquery that finds it in names and titles alone."""
        return LEXEME.sub(lambda found: f"{found[1]}:{'*' if found[2] else ''}A", self.query)

    @property
    def any_word(self) -> str:
        """The tsquery of any single word of it, for a phrase is marked word by word."""
        return " | ".join(dict.fromkeys(found[0] for found in LEXEME.finditer(self.query)))


# The free words of topics are whole phrases ("border with Morocco"): the name of a party is not also that topic.
MEANING = """
SELECT agreements_term(t.given, t.begun)::text,
  phraseto_tsquery('public.agreements_simple'::regconfig, agreements_spaced(t.given))::text,
  ARRAY(SELECT party_id FROM agreements_partycard WHERE words @@ agreements_term(t.given, t.begun)),
  ARRAY(SELECT topic_id FROM agreements_topiccard WHERE words @@ agreements_term(t.given, t.begun) AND NOT EXISTS (
    SELECT FROM agreements_partycard WHERE fold(t.given) = ANY (string_to_array(known_as, E'\\n'))
  )),
  (SELECT string_agg(phraseto_tsquery('public.agreements_simple'::regconfig, agreements_spaced(name))::text, ' | ')
   FROM agreements_partycard, unnest(string_to_array(known_as, E'\\n')) name
   WHERE t.excluded AND words @@ agreements_term(t.given, t.begun)),
  fold(%s)
FROM unnest(%s::text[], %s::boolean[], %s::boolean[]) WITH ORDINALITY t(given, begun, excluded, number)
ORDER BY t.number
"""


class Asked:
    """What somebody typed. Asks the database what the terms mean, once and only where that is needed."""

    def __init__(self, text: str, *, hasty: bool = False) -> None:
        self.text = text
        self.typed = typed_terms(text, hasty=hasty)
        self._folded = ""

    @cached_property
    def terms(self) -> list[Term]:
        if not self.typed:
            return []
        with connection.cursor() as cursor:
            columns = ("text", "begun", "excluded")
            typed = [[getattr(one, column) for one in self.typed] for column in columns]
            name = " ".join(one.text for one in self.typed if not one.excluded)
            cursor.execute(MEANING, [name, *typed])
            rows = cursor.fetchall()
        self._folded = rows[0][-1]
        return [
            Term(one, tsquery or "", plain, parties, topics, names or "")
            for one, (tsquery, plain, parties, topics, names, _folded) in zip(self.typed, rows, strict=True)
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
    def any_of_it(self) -> str:
        """One tsquery of all that is wanted, any of it, to rank by; "" where nothing is."""
        return " | ".join(f"({term.query})" for term in self.wanted)

    @property
    def folded(self) -> str:
        """All that is wanted as one would write a name, folded as the database folds names."""
        return self._folded if self.terms else ""
