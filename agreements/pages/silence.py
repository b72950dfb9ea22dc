"""Bodies that have not met for longer than is usual for them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse

from agreements.models.vocabularies import BodyState
from agreements.pages.entities import list_url
from agreements.pages.lanes import percent
from agreements.pages.links import Link
from agreements.pages.rhythm import FEWEST, KNOWN_WITHIN, Rhythm

# Whoever is not known to have ended may meet again; most records do not say that a body is active.
MAY_MEET = (BodyState.ACTIVE, BodyState.UNKNOWN)

# The twin of `rhythm`, for all bodies at once: the median of the days between meetings, and those since the last one.
SILENT = """
SELECT body.slug, body.name, usual, since, vague FROM (
  SELECT met.body_id, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY met.gap)) AS usual,
    %(on)s - least(max(met.ends), %(on)s) AS since,
    EXISTS (
      SELECT FROM agreements_meetingcard other WHERE other.body_id = met.body_id AND other.status = 'held'
        AND coalesce(upper(other.date_range) - lower(other.date_range) > %(within)s, true)
        AND other.date_range && daterange(max(met.ends), %(on)s)
    ) AS vague
  FROM (
    SELECT card.body_id, upper(card.date_range) - 1 AS ends,
      CASE WHEN count(*) OVER earlier > 0
        THEN greatest(lower(card.date_range) - max(upper(card.date_range) - 1) OVER earlier, 0) END AS gap
    FROM agreements_meetingcard card JOIN agreements_body body ON body.id = card.body_id
    WHERE card.status = 'held' AND body.state = ANY (%(states)s) AND body.ended IS NULL
      AND upper(card.date_range) - lower(card.date_range) <= %(within)s AND lower(card.date_range) <= %(on)s
    WINDOW earlier AS (
      PARTITION BY card.body_id ORDER BY card.date_range ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
  ) met
  GROUP BY met.body_id HAVING count(*) >= %(fewest)s
) rhythm JOIN agreements_body body ON body.id = rhythm.body_id
WHERE since > usual ORDER BY since / greatest(usual, 1) DESC, since DESC, body.id LIMIT %(most)s
"""


class Silent(NamedTuple):
    """A body, and its days. `vague`: a meeting of uncertain date may have broken the silence."""

    slug: str
    name: str
    usual: int
    since: int
    vague: bool


@dataclass(frozen=True)
class SilenceRow:
    """`usual` is the share of the silence that its usual interval makes, for the drawing."""

    body: Link
    sentence: str
    vague: bool
    usual: str
    meetings_url: str


def silent_bodies(on: date, most: int) -> list[Silent]:
    """One query: the longest silences against each body's own rhythm."""
    asked: dict[str, Any] = {
        "on": on,
        "within": KNOWN_WITHIN + 1,  # the end of a range is the day after it
        "states": [str(state) for state in MAY_MEET],
        "fewest": FEWEST,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(SILENT, asked)
        return [Silent(slug, name, int(usual), since, vague) for slug, name, usual, since, vague in cursor.fetchall()]


def silence_row(silent: Silent) -> SilenceRow:
    return SilenceRow(
        body=Link(silent.name, reverse("body-detail", args=[silent.slug])),
        sentence=Rhythm(silent.usual, silent.since, []).sentence,
        vague=silent.vague,
        usual=percent(1000 * silent.usual / silent.since),
        meetings_url=list_url("meeting", body=silent.slug, status="held"),
    )
