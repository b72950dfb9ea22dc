"""Bodies that have not met for longer than is usual for them, all at once: the twin of `rhythm` in the database."""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from agreements.models.rhythm import FEWEST, KNOWN_WITHIN
from agreements.models.vocabularies import BodyState

# Whoever is not known to have ended may meet again; most records do not say that a body is active.
MAY_MEET = (BodyState.ACTIVE, BodyState.UNKNOWN)

# The median of the days between meetings, and the days since the last one. `meetings` are what readers know of, or what
# editors do.
RHYTHMS = """
SELECT met.body_id, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY met.gap)) AS usual,
  %(on)s - least(max(met.ends), %(on)s) AS since,
  EXISTS (
    SELECT FROM meetings other WHERE other.body_id = met.body_id
      AND coalesce(upper(other.date_range) - lower(other.date_range) > %(within)s, true)
      AND other.date_range && daterange(max(met.ends), %(on)s)
  ) AS vague
FROM (
  SELECT held.body_id, upper(held.date_range) - 1 AS ends,
    CASE WHEN count(*) OVER earlier > 0
      THEN greatest(lower(held.date_range) - max(upper(held.date_range) - 1) OVER earlier, 0) END AS gap
  FROM meetings held JOIN agreements_body body ON body.id = held.body_id
  WHERE body.state = ANY (%(states)s) AND body.ended IS NULL
    AND upper(held.date_range) - lower(held.date_range) <= %(within)s AND lower(held.date_range) <= %(on)s
  WINDOW earlier AS (
    PARTITION BY held.body_id ORDER BY held.date_range ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
) met
GROUP BY met.body_id HAVING count(*) >= %(fewest)s
"""

SILENT = f"""
WITH meetings AS NOT MATERIALIZED (
  SELECT body_id, date_range FROM agreements_meetingcard WHERE status = 'held'
)
SELECT body.slug, body.name, usual, since, vague
FROM ({RHYTHMS}) rhythm JOIN agreements_body body ON body.id = rhythm.body_id
WHERE since > usual ORDER BY since / greatest(usual, 1) DESC, since DESC, body.id LIMIT %(most)s
"""  # noqa: S608


class Silent(NamedTuple):
    """A body, and its days. `vague`: a meeting of uncertain date may have broken the silence."""

    slug: str
    name: str
    usual: int
    since: int
    vague: bool


def rhythm_parameters(on: date) -> dict[str, Any]:
    """What RHYTHMS asks for."""
    return {
        "on": on,
        "within": KNOWN_WITHIN + 1,  # the end of a range is the day after it
        "states": [str(state) for state in MAY_MEET],
        "fewest": FEWEST,
    }


def silent_bodies(on: date, most: int) -> list[Silent]:
    """One query: the longest silences against each body's own rhythm."""
    with connection.cursor() as cursor:
        cursor.execute(SILENT, {**rhythm_parameters(on), "most": most})
        return [Silent(slug, name, int(usual), since, vague) for slug, name, usual, since, vague in cursor.fetchall()]
