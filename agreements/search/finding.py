"""Everything published that answers to what was asked, the best first. One statement, whatever was asked.

Up to `MOST` of each kind are ranked and counted: beyond those nobody reads on, and counting would have no end. Where
there are more, they are whichever the index gives, with all among the `NEWEST` and all that is named as was asked: a
word so common stands in many of the newest records. The SQL is put together from the kinds; what was typed goes in as
parameters.

The tiers, best first: the name itself; what its name begins with, or the relation of the two parties that were named;
all words in names, titles and parties; all words anywhere.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from agreements.models import Relation
from agreements.search.kinds import KINDS, Kind
from agreements.search.terms import Asked, Term

MOST, NEWEST = 500, 1000
PER_PAGE = 20
RELATION = "relation"
CODES = (RELATION, *(kind.code for kind in KINDS))

# Looking through the words of a card costs far more than PostgreSQL reckons, which would rather walk through
# thousands of them than ask an index: of a word in every other title that takes four times as long.
BY_INDEX = """
SET LOCAL enable_seqscan = off; SET LOCAL cpu_operator_cost = 0.02; SET LOCAL random_page_cost = 1;
SET LOCAL jit = off"""

# By D, C, B, A: notes, participants, texts, names. Rounded, so that equals are equal and the newest of them is first.
RANKED = "round(ts_rank('{0.05, 0.1, 0.3, 1}', c.words, %s::tsquery)::numeric, 1)"
SOME = "some_{place} AS MATERIALIZED ({some})"
HITS = """
SELECT DISTINCT {place} AS place, c.{key}::text AS key, {tier} AS tier, {rank} AS rank, {day} AS day, {topics} AS topics
FROM ({cards}) c"""
FURTHER = """
SELECT * FROM ({further}) further WHERE (SELECT count(*) FROM some_{place}) = {most}
  AND {key} NOT IN (SELECT {key} FROM some_{place})"""
RELATIONS = """
SELECT 0 AS place, r.id::text AS key, CASE WHEN {both} THEN 1 ELSE 2 END AS tier, 0.5 AS rank, NULL::date AS day,
  NULL::bigint[] AS topics
FROM agreements_relation r WHERE r.id IN ({relations})"""
FOUND = """
WITH {some}, hits AS MATERIALIZED ({branches})
(SELECT place, key, topics, NULL::bigint AS count FROM hits WHERE place = ANY (%s)
 ORDER BY tier, rank DESC, day DESC NULLS LAST, place, key LIMIT %s OFFSET %s)
UNION ALL (SELECT place, NULL, NULL, count(*) FROM hits GROUP BY place)"""

# The best of the names of each kind, then the second best, for what is still being typed. A topic is not suggested for
# a word in the midst of the free words that mean it.
SUGGESTED = """
WITH {some}, hits AS MATERIALIZED ({branches})
SELECT place, key FROM (
  SELECT *, row_number() OVER (PARTITION BY place ORDER BY tier, rank DESC, day DESC NULLS LAST, key) AS nth
  FROM hits WHERE tier < CASE place WHEN {topic} THEN 2 ELSE 3 END
) best WHERE nth <= 3 ORDER BY tier > 0, nth, tier, rank DESC, place LIMIT %s"""
# For names typed with a slip. `%%>` asks the trigrams for a part of the names that is like all of what was typed.
SIMILAR = """
SELECT {place} AS place, c.{key}::text AS key, word_similarity(%s, c.known_as) AS likeness
FROM {table} c WHERE c.known_as %%> %s AND c.{key} IN ({public})"""
SUGGESTIONS, NAMES_A_KIND = 8, 200
# "Zeruali" is 0.54 like "Zerouali". PostgreSQL's own bound of 0.6 is for longer words.
LIKE_ENOUGH = "; SET LOCAL pg_trgm.word_similarity_threshold = 0.5"

type Sql = tuple[str, list[Any]]


class Hit(NamedTuple):
    """`topics` are ids, of records that have any."""

    kind: str
    key: str
    topics: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """`counts` of each kind that has any; `MOST` + 1 stands for more than `MOST`. `hits` are those of one page."""

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Branch:
    """The hits of one kind, and what the statement has to know before ("" where nothing)."""

    hits: Sql
    some: Sql = ("", [])


def find_everything(asked: Asked, kind: str, page: int) -> Found:
    """The hits of one page, of one kind or ("") of all."""
    if not asked.wanted and not asked.excluded:
        return Found()
    shown = [place for place, code in enumerate(CODES) if kind in ("", code)]
    rows = _asked(FOUND, _branches(asked, CODES, MOST + 1), [shown, PER_PAGE, (page - 1) * PER_PAGE])
    return Found(
        [Hit(CODES[place], key, tuple(topics or ())) for place, key, topics, count in rows if count is None],
        {CODES[place]: min(count, MOST + 1) for place, _key, _topics, count in rows if count is not None},
    )


def suggestions(asked: Asked, kinds: Container[str]) -> list[Hit]:
    """Names that begin with what has been typed so far, or all of whose words do."""
    if not asked.wanted:
        return []
    rows = _asked(
        SUGGESTED.replace("{topic}", str(CODES.index("topic"))), _branches(asked, kinds, NAMES_A_KIND), [SUGGESTIONS]
    )
    return [Hit(CODES[place], key, ()) for place, key in rows]


def similar_names(asked: Asked, kinds: Container[str]) -> list[Hit]:
    """Names like what was typed, the likest first; nothing where something is to be left out."""
    if not asked.wanted or asked.excluded:
        return []
    parts: list[Branch] = []
    for place, kind in enumerate(KINDS, start=1):
        if kind.code in kinds and kind.similar:
            public, values = _sql(kind.public().values("pk"))
            sql = SIMILAR.format(place=place, key=kind.key, table=kind.table, public=public)
            parts.append(Branch((sql, [asked.folded, asked.folded, *values])))
    statement = "{branches} ORDER BY likeness DESC, place, key LIMIT %s"
    return [
        Hit(CODES[place], key, ()) for place, key, _likeness in _asked(statement, parts, [SUGGESTIONS], LIKE_ENOUGH)
    ]


def _asked(statement: str, branches: Iterable[Branch], more: list[Any], set_up: str = "") -> list[tuple[Any, ...]]:
    branches = list(branches)
    some = [branch.some for branch in branches if branch.some[0]]
    hits = [branch.hits for branch in branches]
    sql = statement.format(
        some=", ".join(sql for sql, _ in some), branches=" UNION ALL ".join(f"({sql})" for sql, _ in hits)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_INDEX + set_up)
        cursor.execute(sql, [*(value for _, values in (*some, *hits) for value in values), *more])
        return cursor.fetchall()


def _branches(asked: Asked, kinds: Container[str], most: int) -> Iterator[Branch]:
    relations = _relations(asked, most) if RELATION in kinds else None
    if relations:
        yield Branch(relations)
    for place, kind in enumerate(KINDS, start=1):
        if kind.code in kinds:
            yield _branch(place, kind, asked, most)


def _branch(place: int, kind: Kind, asked: Asked, most: int) -> Branch:
    rows = kind.answering(asked).values(*kind.shown)
    some, before = _sql(rows[:most])
    cards, values = f"SELECT * FROM some_{place}", []  # noqa: S608
    for sql, more in _further(rows, kind, asked, most):
        cards += " UNION ALL " + FURTHER.format(further=sql, place=place, key=kind.key, most=most)
        values += more
    tier, first = _tier(kind, asked)
    rank = [asked.any_of_it] if asked.wanted else []
    sql = HITS.format(
        place=place,
        key=kind.key,
        tier=tier,
        rank=RANKED if rank else "0",
        day=f"c.{kind.day}" if kind.day else "NULL::date",
        topics="c.topics" if kind.has("topics") else "NULL::bigint[]",
        cards=cards,
    )
    return Branch((sql, [*first, *rank, *values]), (SOME.format(place=place, some=some), before))


def _further(rows: QuerySet, kind: Kind, asked: Asked, most: int) -> Iterator[Sql]:
    """Those that must not be missing where there are more than `most`: the newest, and what is named so. A single word
    may stand in the titles of very many meetings, and is not looked for at their beginning."""
    if kind.newest:
        sql, values = _sql(rows)
        yield sql.replace(f'FROM "{kind.table}"', f'FROM ({_newest(kind)}) AS "{kind.table}"', 1), values
    if kind.many and kind.name and asked.folded and (kind.code != "meeting" or " " in asked.folded):
        yield _sql(rows.filter(_begins(kind, asked.folded))[:most])


@cache
def _newest(kind: Kind) -> str:
    return _sql(kind.card._default_manager.order_by(*kind.newest)[:NEWEST])[0]


class Like(Func):
    """Whether a column begins with a text, or with `before` and the text; the trigrams know."""

    template = "%(expressions)s"
    arg_joiner = " LIKE "
    output_field = BooleanField()

    def __init__(self, column: str, text: str, before: str = "") -> None:
        escaped = re.sub(r"([\\%_])", r"\\\1", text)
        super().__init__(F(column), Value(f"{before}{escaped}%"))


def _begins(kind: Kind, name: str) -> Q:
    """One of its names begins so. The beginning of a title is found by its order, of one of several by its trigrams."""
    begins = Q(Like(kind.name, name))
    return begins | Q(Like(kind.name, name, before="%\n")) if kind.several else begins


def _tier(kind: Kind, asked: Asked) -> Sql:
    whens: list[str] = []
    values: list[Any] = []
    # A source about a record is not sought for its title before the record itself.
    first = 1 if kind.code == "source" else 0
    if kind.name and asked.folded:
        for number, sought in enumerate((f"\n{asked.folded}\n", f"\n{asked.folded}"), start=first):
            whens.append(f"WHEN position(%s IN E'\\n' || c.{kind.name} || E'\\n') > 0 THEN {number}")
            values.append(sought)
    if asked.wanted and not first:
        titles = [_in_title(kind, term) for term in asked.wanted]
        some = " | ".join(f"({term.in_title})" for term in asked.wanted)
        every = " AND ".join(sql for sql, _ in titles)
        whens.append(f"WHEN c.words @@ %s::tsquery AND {every} THEN 2")
        values += [some, *(value for _, more in titles for value in more)]
    return f"CASE {' '.join(whens)} ELSE 3 END" if whens else "3", values


def _in_title(kind: Kind, term: Term) -> Sql:
    if term.parties and kind.has("parties"):
        return "(c.words @@ %s::tsquery OR c.parties && %s::varchar[])", [term.in_title, term.parties]
    return "c.words @@ %s::tsquery", [term.in_title]


def _relations(asked: Asked, most: int) -> Sql | None:
    """Those of which every word names a party."""
    wanted = asked.wanted
    if not wanted or not all(term.parties for term in wanted):
        return None
    rows = Relation.published.all()
    for term in wanted:
        rows = rows.filter(Q(a__in=term.parties) | Q(b__in=term.parties))
    for term in asked.excluded:
        rows = rows.exclude(Q(a__in=term.parties) | Q(b__in=term.parties))
    relations, values = _sql(rows.order_by("pk").values("pk")[:most])
    named = sorted({code for term in wanted for code in term.parties})
    sql = RELATIONS.format(both="r.a_id = ANY (%s) AND r.b_id = ANY (%s)", relations=relations)
    return sql, [named, named, *values]


def _sql(rows: QuerySet) -> Sql:
    sql, values = rows.query.sql_with_params()
    return sql, list(values)
