"""Rows that are probably one: what may be entered twice already, and what is about to be.

Names are compared with their words in the order of the alphabet, so that "Zerouali Khalid" is "Khalid Zerouali", and by
trigrams, so that one slip does not matter; then by what is left of each word without its vowels and doubled letters,
which is where transliterations differ ("Mohamed Zarouali", "Mohammed Zerouali"). Every recorded variant counts.
"""

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from django.db import connection, transaction

from agreements.curation.addresses import known_source, same_page_key
from agreements.models.vocabularies import Mergeable

# A word that more rows than this share says too little to compare each of them with each ("ministry", "Mohamed").
SHARED_BY = 40
# How alike two names must be, 0 to 1: tried on the project's own records.
ALIKE = {Mergeable.PERSON: 0.6, Mergeable.INSTITUTION: 0.7, Mergeable.BODY: 0.65}
DAYS_APART = 3

IN_ORDER = "(SELECT string_agg(w, ' ' ORDER BY w) FROM regexp_split_to_table({0}, '[^[:alnum:]]+') w WHERE w <> '')"
# "zerouali" -> "zrl". Of a short word nothing would be left: it stays as it is.
BONES = r"regexp_replace(regexp_replace({0}, '(?<=.)[aeiouyhw]', '', 'g'), '(.)\1+', '\1', 'g')"
ONE_BONES = f"CASE WHEN length(word) < 4 THEN word ELSE {BONES.format('word')} END"
# What sounds alike for certain: the same bones of every word, if there are enough of them to mean something.
SCORE = """greatest(similarity({0}.ordered, {1}.ordered),
  CASE WHEN {0}.bones = {1}.bones AND length({0}.bones) >= 6 THEN 0.9 END)"""

# `owner` has a `name`, and is compared with others of its `grp`.
NAMED = {
    Mergeable.PERSON: """
        SELECT id AS owner, 0 AS grp, fold(name) AS name FROM agreements_person
        UNION SELECT person_id, 0, folded FROM agreements_personname""",
    Mergeable.INSTITUTION: """
        SELECT id AS owner, party_id AS grp, sort_key AS name FROM agreements_institution
        UNION SELECT institution_id, party_id, folded FROM agreements_institutionname
          JOIN agreements_institution institution ON institution.id = institution_id""",
    Mergeable.BODY: """
        SELECT id AS owner, relation_id AS grp, sort_key AS name FROM agreements_body WHERE publication <> 'withdrawn'
        UNION SELECT id, relation_id, fold(unnest(other_names)) FROM agreements_body
          WHERE publication <> 'withdrawn'""",
}
# What keeps two apart, however alike they are called.
TOGETHER = {
    Mergeable.PERSON: """(
        NOT EXISTS (SELECT FROM agreements_personparty WHERE person_id = pair.first)
        OR NOT EXISTS (SELECT FROM agreements_personparty WHERE person_id = pair.second)
        OR EXISTS (SELECT FROM agreements_personparty one JOIN agreements_personparty other USING (party_id)
          WHERE one.person_id = pair.first AND other.person_id = pair.second))""",
    Mergeable.INSTITUTION: "true",
    Mergeable.BODY: """NOT EXISTS (
        SELECT FROM agreements_body body WHERE (body.id, body.parent_id) IN ((first, second), (second, first))
          OR (body.id, body.replaced_by_id) IN ((first, second), (second, first)))""",
}
APART = """NOT EXISTS (
  SELECT FROM agreements_distinct told WHERE (told.kind, told.first, told.second) = (%(kind)s, {0}, {1}))"""

ALIKE_PAIRS = """
WITH named AS MATERIALIZED (
  SELECT owner, grp, ordered, (SELECT string_agg(bones, ' ' ORDER BY bones) FROM (
    SELECT {bones_of_word} AS bones FROM regexp_split_to_table(ordered, ' ') word) words) AS bones
  FROM (SELECT owner, grp, {in_order} AS ordered FROM ({named}) known) known WHERE ordered IS NOT NULL
), words AS MATERIALIZED (
  SELECT DISTINCT owner, grp, word FROM named, regexp_split_to_table(bones, ' ') word WHERE length(word) > 1
), telling AS MATERIALIZED (
  SELECT grp, word, array_agg(owner) AS owners FROM words GROUP BY grp, word HAVING count(*) BETWEEN 2 AND {shared_by}
), pair AS MATERIALIZED (
  SELECT DISTINCT one AS first, other AS second
  FROM telling, unnest(owners) one, unnest(owners) other WHERE one < other
)
SELECT pair.first, pair.second, max({score}) AS score
FROM pair JOIN named x ON x.owner = pair.first JOIN named y ON y.owner = pair.second
WHERE {score} >= %(alike)s AND {together} AND {apart}
GROUP BY pair.first, pair.second
"""

# Two meetings of one body and number the database refuses; of one relation, within days of each other, it cannot.
NEAR_PAIRS = f"""
WITH dated AS MATERIALIZED (
  SELECT id, relation_id, body_id, lower(date_range) AS day FROM agreements_meeting
  WHERE publication <> 'withdrawn' AND upper(date_range) - lower(date_range) <= {DAYS_APART} + 1
    AND (%(relations)s::bigint[] IS NULL OR relation_id = ANY(%(relations)s))
)
SELECT least(one.id, other.id) AS first, greatest(one.id, other.id) AS second,
  CASE WHEN one.body_id = other.body_id THEN 1.0 ELSE 0.9 END - 0.1 * days AS score
FROM dated one CROSS JOIN generate_series(0, {DAYS_APART}) days
JOIN dated other ON other.relation_id = one.relation_id AND other.day = one.day + days
WHERE (days > 0 OR one.id < other.id) AND {APART.format("least(one.id, other.id)", "greatest(one.id, other.id)")}
"""  # noqa: S608

# Coarser than `same_page_key`, which then decides: without scheme, www., parameters, trailing slashes and AMP.
ROUGH_KEY = (
    r"regexp_replace(lower(url), '^https?://(?:(?:www|amp)\.)*|(?:/amp)?/*(?:[?#].*)?$|\.amp(?=\.html?)', '', 'g')"
)
ROUGH = f"""
SELECT array_agg(id), array_agg(url) FROM agreements_source GROUP BY {ROUGH_KEY} HAVING count(*) > 1
"""  # noqa: S608


class Pair(NamedTuple):
    """Keys, the smaller one first. `score` says how alike they are, up to 1."""

    first: int
    second: int
    score: float


def probable_pairs(kind: str, most: int, relations: list[int] | None = None) -> list[Pair]:
    """The likeliest first, but for those told apart. `relations` narrows bodies and meetings to some.

    With 100,000 people this takes seconds, since it looks at all names; what is about to be entered is another question
    (`likely`).
    """
    if kind == Mergeable.SOURCE:
        return _same_pages(most)
    if kind == Mergeable.MEETING:
        question = NEAR_PAIRS
    else:
        question = _alike(Mergeable(kind))
    if kind == Mergeable.BODY and relations is not None:
        body = "SELECT FROM agreements_body WHERE id = first AND relation_id = ANY(%(relations)s)"
        question = f"SELECT * FROM ({question}) found WHERE EXISTS ({body})"  # noqa: S608
    asked = {"kind": kind, "relations": relations, "most": most, "alike": ALIKE.get(Mergeable(kind), 1)}
    with connection.cursor() as cursor:
        cursor.execute(f"{question} ORDER BY score DESC, first, second LIMIT %(most)s", asked)
        return [Pair(first, second, float(score)) for first, second, score in cursor.fetchall()]


def _alike(kind: Mergeable) -> str:
    return ALIKE_PAIRS.format(
        bones_of_word=ONE_BONES,
        in_order=IN_ORDER.format("name"),
        named=NAMED[kind],
        shared_by=SHARED_BY,
        score=SCORE.format("x", "y"),
        together=TOGETHER[kind],
        apart=APART.format("pair.first", "pair.second"),
    )


def _same_pages(most: int) -> list[Pair]:
    with connection.cursor() as cursor:
        cursor.execute(ROUGH)
        groups = cursor.fetchall()
        cursor.execute("SELECT first, second FROM agreements_distinct WHERE kind = %s", [Mergeable.SOURCE])
        apart = set(cursor.fetchall())
    pairs = []
    for keys, urls in groups:
        pages: dict[str, list[int]] = defaultdict(list)
        for key, url in zip(keys, urls, strict=True):
            pages[same_page_key(url)].append(key)
        for same in pages.values():
            pairs += [Pair(*pair, 1.0) for pair in combinations(sorted(same), 2) if pair not in apart]
    return sorted(pairs)[:most]


# What is typed, against what there is --------------------------------------------------------------------------------

# Below this share of common trigrams nothing is looked at.
LIKE_ENOUGH = 0.35
OFFERED_FROM = 0.45

# `id` and `label` of what is like the text, and each of its names. Those that readers know of are found by the index of
# their cards' names; the others are few, and looked through.
KNOWN = {
    Mergeable.PERSON: """
        SELECT id, name || coalesce(' (' || (
          SELECT string_agg(party_id, ', ' ORDER BY party_id) FROM agreements_personparty WHERE person_id = row.id
        ) || ')', '') AS label, ARRAY(SELECT fold(row.name) UNION SELECT row.sort_key
          UNION SELECT folded FROM agreements_personname WHERE person_id = row.id) AS names
        FROM agreements_person row WHERE {found} AND (%(party)s IS NULL
          OR NOT EXISTS (SELECT FROM agreements_personparty WHERE person_id = row.id)
          OR EXISTS (SELECT FROM agreements_personparty WHERE person_id = row.id AND party_id = %(party)s))""",
    Mergeable.INSTITUTION: """
        SELECT id, name || ' (' || party_id || ')' AS label, ARRAY(SELECT row.sort_key
          UNION SELECT folded FROM agreements_institutionname WHERE institution_id = row.id) AS names
        FROM agreements_institution row WHERE {found} AND (%(party)s IS NULL OR party_id = %(party)s)""",
    Mergeable.BODY: """
        SELECT row.id, name || ' (' || upper(relation.a_id || '-' || relation.b_id) || ')' AS label,
          ARRAY(SELECT row.sort_key UNION SELECT fold(unnest(other_names))) AS names
        FROM agreements_body row JOIN agreements_relation relation ON relation.id = relation_id
        WHERE {found} AND publication <> 'withdrawn'
          AND (%(party)s IS NULL OR %(party)s IN (relation.a_id, relation.b_id))""",
    Mergeable.MEETING: """
        SELECT row.id, concat_ws(', ', nullif(row.title, ''), body.name, row.ordinal, row.date) AS label,
          ARRAY[fold(row.title), fold(concat_ws(' ', body.name, row.ordinal))] AS names
        FROM agreements_meeting row LEFT JOIN agreements_body body ON body.id = row.body_id
        JOIN agreements_relation relation ON relation.id = row.relation_id
        WHERE ({found} OR row.body_id IN (SELECT id FROM agreements_body WHERE sort_key %%> fold(%(text)s)))
          AND row.publication <> 'withdrawn' AND (%(party)s IS NULL OR %(party)s IN (relation.a_id, relation.b_id))""",
    Mergeable.SOURCE: """
        SELECT id, concat_ws(' · ', nullif(title, ''), url) AS label, ARRAY[sort_key] AS names
        FROM agreements_source row WHERE {found} AND (%(party)s IS NULL OR issuing_party_id = %(party)s)""",
}
BY_CARD = """(row.id IN (SELECT {0}_id FROM agreements_{0}card WHERE known_as %%> fold(%(text)s))
  OR (NOT EXISTS (SELECT FROM agreements_{0}card WHERE {0}_id = row.id) AND {1}))"""
UNSEEN = {
    Mergeable.PERSON: """(fold(row.name) %%> fold(%(text)s) OR row.sort_key %%> fold(%(text)s) OR EXISTS (
        SELECT FROM agreements_personname WHERE person_id = row.id AND folded %%> fold(%(text)s)))""",
    Mergeable.INSTITUTION: "false",  # all have a card
    Mergeable.BODY: "row.sort_key %%> fold(%(text)s)",
    Mergeable.MEETING: "fold(row.title) %%> fold(%(text)s)",
}
# Part of a name is typed before the whole of it: a surname with a slip in it is like the name that holds it.
LIKELY = """
SELECT id, label, (
  SELECT max(greatest({score}, 0.85 * word_similarity(y.ordered, x.ordered)))
  FROM (SELECT ordered, {bones} AS bones FROM (SELECT {in_order} AS ordered
    FROM unnest(names) name) names) x
) AS score
FROM ({known}) known, LATERAL (SELECT ordered, {bones} AS bones
  FROM (SELECT {of_text} AS ordered) typed) y
"""


def likely(kind: str, text: str, party: str | None = None, limit: int = 5) -> list[tuple[int, str, float]]:
    """Rows that may be what somebody is typing, as (key, label, score up to 1), the likeliest first.

    `kind` is one of Mergeable. `party` is a code: rows of other parties are left out, those of unknown ones are not.
    Drafts count, what is withdrawn does not. Shorter than three letters, a text is like too much.
    """
    if len(text.strip()) < 3:
        return []
    if kind == Mergeable.SOURCE and (known := known_source(text.strip())):
        return [(known.pk, f"{known} · {known.url}", 1.0)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {LIKE_ENOUGH}")
        cursor.execute(_likely(Mergeable(kind)), {"text": text, "party": party, "from": OFFERED_FROM, "limit": limit})
        return [(key, label, float(score)) for key, label, score in cursor.fetchall()]


def _likely(kind: Mergeable) -> str:
    found = BY_CARD.format(kind, UNSEEN[kind]) if kind in UNSEEN else "row.sort_key %%> fold(%(text)s)"
    scored = LIKELY.format(
        score=SCORE.format("x", "y"),
        bones=f"(SELECT string_agg({ONE_BONES}, ' ' ORDER BY 1) FROM regexp_split_to_table(ordered, ' ') word)",  # noqa: S608
        in_order=IN_ORDER.format("name"),
        of_text=IN_ORDER.format("fold(%(text)s)"),
        known=KNOWN[kind].format(found=found),
    )
    return f"SELECT * FROM ({scored}) scored WHERE score >= %(from)s ORDER BY score DESC, label, id LIMIT %(limit)s"  # noqa: S608
