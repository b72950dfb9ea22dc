"""The smaller records: relations, parties, topics, sources."""

from typing import Any, TypedDict

from agreements.records.common import DateFields, Site, codes, date_fields


class RelationRecord(TypedDict):
    key: str
    url: str
    name: str
    parties: list[str]
    bodies: int
    meetings: int
    agreements: int


def relation_record(relation: Any, site: Site) -> RelationRecord:
    return {
        "key": relation.slug,
        "url": site.url(relation.get_absolute_url()),
        "name": str(relation),
        "parties": codes(relation.sides),
        "bodies": relation.body_count,
        "meetings": relation.meeting_count,
        "agreements": relation.agreement_count,
    }


class PartyRecord(TypedDict):
    code: str
    url: str
    kind: str
    name: str
    name_fr: str
    name_es: str
    name_ar: str
    meetings: int
    agreements: int


def party_record(party: Any, site: Site) -> PartyRecord:
    return {
        "code": party.code,
        "url": site.url(party.get_absolute_url()),
        "kind": party.kind,
        "name": party.name,
        "name_fr": party.name_fr,
        "name_es": party.name_es,
        "name_ar": party.name_ar,
        "meetings": party.meeting_count,
        "agreements": party.agreement_count,
    }


class TopicRecord(TypedDict):
    code: str
    url: str
    parent: str | None
    name: str
    name_fr: str
    name_es: str
    name_ar: str
    gcm: list[int]
    meetings: int
    agreements: int


def topic_record(topic: Any, site: Site) -> TopicRecord:
    return {
        "code": topic.code,
        "url": site.url(topic.get_absolute_url()),
        "parent": topic.parent.code if topic.parent else None,
        "name": topic.name,
        "name_fr": topic.name_fr,
        "name_es": topic.name_es,
        "name_ar": topic.name_ar,
        "gcm": topic.gcm,
        "meetings": topic.meeting_count,
        "agreements": topic.agreement_count,
    }


class SourceRecord(TypedDict):
    id: int
    url: str
    address: str
    title: str
    publisher: str
    kind: str
    language: str
    published: DateFields
    accessed: str | None
    archived: str
    facts: int


def source_record(source: Any, site: Site) -> SourceRecord:
    """`url` is the page here, `address` the source itself."""
    return {
        "id": source.pk,
        "url": site.url(source.get_absolute_url()),
        "address": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind,
        "language": source.language,
        "published": date_fields(source.published_on),
        "accessed": source.accessed.isoformat() if source.accessed else None,
        "archived": source.archived_url,
        "facts": source.fact_count,
    }
