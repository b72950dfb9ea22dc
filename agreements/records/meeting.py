from typing import Any, TypedDict

from django.db.models import QuerySet

from agreements.models import Meeting
from agreements.records.common import DateFields, Site, codes, date_fields, public_key, source_urls, topic_codes


class MeetingRecord(TypedDict):
    """`actions` is the number of its agreed actions, which are a list of their own."""

    key: str
    url: str
    name: str
    body: str | None
    ordinal: int | None
    ordinal_note: str
    date: DateFields
    date_note: str
    planned_date: DateFields
    city: str
    country: str | None
    venue: str
    place_note: str
    status: str
    status_note: str
    format: str
    level: str
    relation: str
    parties: list[str]
    topics: list[str]
    actions: int
    notes: str
    sources: list[str]


def for_record(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.for_list().annotate(  # type: ignore[attr-defined]
        topic_codes=topic_codes("meeting"), source_urls=source_urls("meeting")
    )


def meeting_record(meeting: Any, site: Site) -> MeetingRecord:
    return {
        "key": meeting.slug,
        "url": site.url(meeting.get_absolute_url()),
        "name": meeting.public_name,
        "body": public_key(meeting.body),
        "ordinal": meeting.ordinal,
        "ordinal_note": meeting.ordinal_note,
        "date": date_fields(meeting.date),
        "date_note": meeting.date_note,
        "planned_date": date_fields(meeting.planned_date),
        "city": meeting.city,
        "country": meeting.country_id,
        "venue": meeting.venue,
        "place_note": meeting.place_note,
        "status": meeting.status,
        "status_note": meeting.status_note,
        "format": meeting.format,
        "level": meeting.level,
        "relation": meeting.relation.slug,
        "parties": codes(meeting.all_parties),
        "topics": meeting.topic_codes,
        "actions": meeting.action_count,
        "notes": meeting.notes,
        "sources": meeting.source_urls,
    }
