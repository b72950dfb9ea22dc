"""Where somebody or something last appeared, so that one tells namesakes apart before choosing one."""

from collections.abc import Collection

from django.db import connection
from django.db.models import Model

from agreements.dates import PartialDate
from agreements.models import Body, Institution, Meeting, Person
from agreements.models.ordinals import session_name

# Each gives: the key asked for, the meeting's own title, number and date, its body's name, and the post held there.
SEAT = """
SELECT DISTINCT ON (seat.{column}) seat.{column}, meeting.title, meeting.ordinal, meeting.date, body.name, seat.post
FROM agreements_participant seat
JOIN agreements_delegation delegation ON delegation.id = seat.delegation_id
JOIN agreements_meeting meeting ON meeting.id = delegation.meeting_id AND meeting.publication <> 'withdrawn'
LEFT JOIN agreements_body body ON body.id = meeting.body_id
WHERE seat.{column} = ANY(%s)
ORDER BY seat.{column}, lower(meeting.date_range) DESC NULLS LAST, meeting.id DESC
"""
SESSION = """
SELECT DISTINCT ON (body_id) body_id, title, ordinal, date, '', '' FROM agreements_meeting
WHERE body_id = ANY(%s) AND publication <> 'withdrawn'
ORDER BY body_id, lower(date_range) DESC NULLS LAST, id DESC
"""
PLACE = "SELECT id, city, NULL, date, '', '' FROM agreements_meeting WHERE id = ANY(%s) AND city || date <> ''"
ASKED: dict[type[Model], str] = {
    Person: SEAT.format(column="person_id"),
    Institution: SEAT.format(column="institution_id"),
    Body: SESSION,
    Meeting: PLACE,
}


def last_seen(model: type[Model], keys: Collection[int]) -> dict[int, str]:
    """By key, "Director of Migration · Joint Group, 21st meeting · 2 June 2023"; no entry for what was nowhere.

    One query, for people, institutions, bodies and meetings, drafts included; nothing is known of others.
    """
    if model not in ASKED or not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ASKED[model], [list(keys)])
        return {key: _words(model, *told) for key, *told in cursor.fetchall()}


def _words(model: type[Model], title: str, ordinal: int | None, date: str | None, body: str | None, post: str) -> str:
    where = title if model is Meeting else session_name(title, ordinal, body or "")
    when = PartialDate.parse(date).humanize() if date else ""
    return " · ".join(filter(None, [post, where, when]))
