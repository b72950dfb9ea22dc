from typing import Any, TypedDict

from django.db.models import QuerySet

from agreements.models import Agreement
from agreements.records.common import DateFields, Site, codes, date_fields, public_key, source_urls, topic_codes


class AgreementRecord(TypedDict):
    """`replaced_by` is the key of an agreement, and empty where that is not published."""

    key: str
    url: str
    title: str
    title_note: str
    designation: str
    legal_force: str
    subject: str
    lifecycle: str
    status_as_reported: str
    signed: DateFields
    signed_note: str
    signed_place: str
    in_force: DateFields
    in_force_note: str
    ended: DateFields
    replaced_by: str | None
    text_access: str
    relation: str
    parties: list[str]
    parties_note: str
    topics: list[str]
    summary: str
    sources: list[str]


def for_record(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    rows = agreements.for_list()  # type: ignore[attr-defined]
    return rows.select_related("replaced_by").annotate(
        topic_codes=topic_codes("agreement"), source_urls=source_urls("agreement")
    )


def agreement_record(agreement: Any, site: Site) -> AgreementRecord:
    return {
        "key": agreement.slug,
        "url": site.url(agreement.get_absolute_url()),
        "title": agreement.title,
        "title_note": agreement.title_note,
        "designation": agreement.designation,
        "legal_force": agreement.legal_force,
        "subject": agreement.subject,
        "lifecycle": agreement.lifecycle,
        "status_as_reported": agreement.status_as_reported,
        "signed": date_fields(agreement.signed),
        "signed_note": agreement.signed_note,
        "signed_place": agreement.signed_place,
        "in_force": date_fields(agreement.in_force),
        "in_force_note": agreement.in_force_note,
        "ended": date_fields(agreement.ended),
        "replaced_by": public_key(agreement.replaced_by),
        "text_access": agreement.text_access,
        "relation": agreement.relation.slug,
        "parties": codes(agreement.all_parties),
        "parties_note": agreement.parties_note,
        "topics": agreement.topic_codes,
        "summary": agreement.summary,
        "sources": agreement.source_urls,
    }
