from typing import Any, TypedDict

from django.db.models import QuerySet

from agreements.models import Agreement
from agreements.records.common import DateFields, Site, codes, date_fields, source_urls, topic_codes


class AgreementRecord(TypedDict):
    key: str
    url: str
    title: str
    designation: str
    legal_force: str
    subject: str
    lifecycle: str
    status_as_reported: str
    signed: DateFields
    signed_place: str
    in_force: DateFields
    ended: DateFields
    text_access: str
    relation: str
    parties: list[str]
    topics: list[str]
    summary: str
    sources: list[str]


def for_record(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return agreements.for_list().annotate(  # type: ignore[attr-defined]
        topic_codes=topic_codes("agreement"), source_urls=source_urls("agreement")
    )


def agreement_record(agreement: Any, site: Site) -> AgreementRecord:
    return {
        "key": agreement.slug,
        "url": site.url(agreement.get_absolute_url()),
        "title": agreement.title,
        "designation": agreement.designation,
        "legal_force": agreement.legal_force,
        "subject": agreement.subject,
        "lifecycle": agreement.lifecycle,
        "status_as_reported": agreement.status_as_reported,
        "signed": date_fields(agreement.signed),
        "signed_place": agreement.signed_place,
        "in_force": date_fields(agreement.in_force),
        "ended": date_fields(agreement.ended),
        "text_access": agreement.text_access,
        "relation": agreement.relation.slug,
        "parties": codes(agreement.all_parties),
        "topics": agreement.topic_codes,
        "summary": agreement.summary,
        "sources": agreement.source_urls,
    }
