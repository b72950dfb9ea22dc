from typing import Any, TypedDict

from django.db.models import QuerySet

from agreements.models import AgreedAction, Meeting
from agreements.records.common import DateFields, Site, codes, date_fields, source_urls, topic_codes


class ActionRecord(TypedDict):
    """`timing`, `evidence` and `reported` are as of the day of the export."""

    key: str
    url: str
    number: int
    text: str
    kind: str
    meeting: str | None
    agreement: str | None
    agreed: DateFields
    relation: str
    parties: list[str]
    responsible: list[str]
    due: DateFields
    due_phrase: str
    continuing: bool
    timing: str
    evidence: str
    reported: str | None
    topics: list[str]
    sources: list[str]


def for_record(actions: QuerySet[AgreedAction]) -> QuerySet[AgreedAction]:
    return actions.for_list().annotate(  # type: ignore[attr-defined]
        topic_codes=topic_codes("action"), source_urls=source_urls("action")
    )


def action_record(action: Any, site: Site) -> ActionRecord:
    """Of an action with the status of a day. Its topics and sources are its own: empty where its record's stand."""
    parent = action.parent
    return {
        "key": action.slug,
        "url": site.url(action.get_absolute_url()),
        "number": action.number,
        "text": action.text,
        "kind": action.kind,
        "meeting": action.meeting.slug if action.meeting else None,
        "agreement": action.agreement.slug if action.agreement else None,
        "agreed": date_fields(parent.date if isinstance(parent, Meeting) else parent.signed),
        "relation": parent.relation.slug,
        "parties": codes(parent.all_parties),
        "responsible": codes(row.party for row in action.party_rows.all()),
        "due": date_fields(action.due),
        "due_phrase": action.due_phrase,
        "continuing": action.continuing,
        "timing": action.timing,
        "evidence": action.evidence,
        "reported": action.reported or None,
        "topics": action.topic_codes,
        "sources": action.source_urls,
    }
