"""What only shows over many records: numbers skipped, silences, words that nobody has given a topic."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from agreements.curation.queues_rows import Asked, Listed, Opening, Row
from agreements.models import Agreement, Body, Meeting
from agreements.models.ordinals import english_ordinal
from agreements.models.rhythm import SHORTEST, TIMES, Rhythm
from agreements.models.silence import RHYTHMS, rhythm_parameters

NUMBERS_SHOWN = 12
RECORDS_SHOWN = 5
AMONG = "(%(relations)s::bigint[] IS NULL OR {0}relation_id = ANY(%(relations)s))"


def _bodies(keys: Iterable[int]) -> dict[int, Body]:
    return Body.objects.select_related("relation__a", "relation__b").in_bulk(list(keys))


# Missing numbers -----------------------------------------------------------------------------------------------------


class Gap(NamedTuple):
    """The first numbers that are missing, and how many are."""

    body: int
    numbers: list[int]
    many: int


# Numbers up to the highest one, as the thread on a body's page counts them; drafts count as recorded. A slip of the pen
# (a meeting numbered 2023) is no two thousand gaps: the series ends where twenty in a row are missing.
MISSING = f"""
SELECT body_id, (array_agg(number ORDER BY number))[:{NUMBERS_SHOWN}] AS numbers, count(*) AS many
FROM (
  SELECT known.body_id, number FROM (
    SELECT meeting.body_id, ordinal, lag(ordinal, 1, 0) OVER (PARTITION BY meeting.body_id ORDER BY ordinal) AS before
    FROM agreements_meeting meeting JOIN agreements_body body ON body.id = meeting.body_id
    WHERE ordinal IS NOT NULL AND meeting.publication <> 'withdrawn' AND body.publication <> 'withdrawn'
      AND {AMONG.format("body.")}
  ) known, generate_series(known.before + 1, known.ordinal - 1) number
  WHERE known.ordinal - known.before BETWEEN 2 AND 100
) missing
GROUP BY body_id
"""  # noqa: S608


def _tell_gaps(gaps: list[Gap], asked: Asked) -> list[Row]:
    bodies = _bodies(gap.body for gap in gaps)
    return [_tell_gap(bodies[gap.body], gap) for gap in gaps if gap.body in bodies]


def _tell_gap(body: Body, gap: Gap) -> Row:
    added = [
        Opening("meeting", english_ordinal(number), given=(("body", body.pk), ("ordinal", number)))
        for number in gap.numbers
    ]
    wrong = ngettext("%(count)d meeting has no record.", "%(count)d meetings have no record.", gap.many)
    left = gap.many - len(gap.numbers)
    return Row(
        wrong=wrong % {"count": gap.many},
        opens=Opening("body", body.name, body.pk),
        of=str(body.relation),
        others=added,
        more=gettext("and %(count)d more") % {"count": left} if left else "",
    )


GAPS = Listed(MISSING, "many, body_id", Gap, _tell_gaps)


# Silences ------------------------------------------------------------------------------------------------------------


class Silence(NamedTuple):
    body: int
    usual: int
    since: int
    vague: bool


BEYOND = f"""
WITH meetings AS NOT MATERIALIZED (
  SELECT body_id, date_range FROM agreements_meeting WHERE status = 'held' AND publication <> 'withdrawn'
)
SELECT body.id, usual, since, vague FROM ({RHYTHMS}) rhythm JOIN agreements_body body ON body.id = rhythm.body_id
WHERE since > greatest(usual * {TIMES}, {SHORTEST}) AND publication <> 'withdrawn' AND {AMONG.format("body.")}
"""  # noqa: S608


def _tell_silences(silences: list[Silence], asked: Asked) -> list[Row]:
    bodies = _bodies(silence.body for silence in silences)
    rows = []
    for silence in silences:
        body = bodies[silence.body]
        rows.append(
            Row(
                wrong=Rhythm(int(silence.usual), silence.since, []).sentence + ".",
                opens=Opening("body", body.name, body.pk, "id_state"),
                of=str(body.relation),
                others=(Opening("meeting", gettext("Enter a meeting"), given=(("body", body.pk),)),),
                more=gettext("A meeting of uncertain date may lie in it.") if silence.vague else "",
            )
        )
    return rows


SILENT = Listed(BEYOND, "since / greatest(usual, 1) DESC, body.id", Silence, _tell_silences, rhythm_parameters)


# Words without a topic -----------------------------------------------------------------------------------------------


class Word(NamedTuple):
    """A word as it is written most often, how many records use it, and the first of them."""

    word: str
    many: int
    meetings: list[int]
    agreements: list[int]


NAMES = ("name", "name_fr", "name_es", "name_ar")
UNMAPPED_WORDS = f"""
SELECT mode() WITHIN GROUP (ORDER BY word) AS word, count(DISTINCT (kind, id)) AS many,
  (array_agg(DISTINCT id) FILTER (WHERE kind = 'meeting'))[:{RECORDS_SHOWN}] AS meetings,
  (array_agg(DISTINCT id) FILTER (WHERE kind = 'agreement'))[:{RECORDS_SHOWN}] AS agreements
FROM (
  SELECT 'meeting' AS kind, id, unnest(topic_words) AS word, relation_id FROM agreements_meeting
  WHERE topic_words <> '{{}}' AND publication <> 'withdrawn'
  UNION ALL
  SELECT 'agreement', id, unnest(topic_words), relation_id FROM agreements_agreement
  WHERE topic_words <> '{{}}' AND publication <> 'withdrawn'
) used
WHERE {AMONG.format("")}
  AND NOT EXISTS (SELECT FROM agreements_topicalias alias WHERE alias.folded = fold(word))
  AND NOT EXISTS (SELECT FROM agreements_topic topic WHERE fold(word) IN ({", ".join(f"fold({n})" for n in NAMES)}))
GROUP BY fold(word)
"""  # noqa: S608


def _tell_words(words: list[Word], asked: Asked) -> list[Row]:
    wanted: list[tuple[Any, str]] = [(Meeting, "meetings"), (Agreement, "agreements")]
    found = {
        model: model.objects.select_related("body" if model is Meeting else "relation").in_bulk(
            [key for word in words for key in getattr(word, column) or []]
        )
        for model, column in wanted
    }
    rows = []
    for word in words:
        using = [found[model][key] for model, column in wanted for key in getattr(word, column) or []]
        rows.append(_tell_word(word, using))
    return rows


def _tell_word(word: Word, using: list[Any]) -> Row:
    places = [Opening(record._meta.model_name, str(record), record.pk, "id_topic_words") for record in using]
    wrong = ngettext(
        "%(count)d record uses it, and it leads to no topic.",
        "%(count)d records use it, and it leads to no topic.",
        word.many,
    )
    left = word.many - len(places)
    return Row(
        wrong=wrong % {"count": word.many},
        opens=Opening(places[0].model, word.word, places[0].pk, "id_topic_words"),
        others=places,
        more=gettext("and %(count)d more") % {"count": left} if left > 0 else "",
        word=word.word,
    )


UNMAPPED = Listed(UNMAPPED_WORDS, "many DESC, word", Word, _tell_words)
