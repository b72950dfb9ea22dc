from typing import Any, TypedDict

from django.db.models import QuerySet

from agreements.models import Body
from agreements.records.common import DateFields, Site, codes, date_fields, public_key, source_urls


class BodyRecord(TypedDict):
    """`parent` and `replaced_by` are keys of bodies, and empty where those are not published."""

    key: str
    url: str
    name: str
    other_names: list[str]
    kind: str
    state: str
    established: DateFields
    ended: DateFields
    relation: str
    parties: list[str]
    parent: str | None
    replaced_by: str | None
    meetings: int
    note: str
    sources: list[str]


def for_record(bodies: QuerySet[Body]) -> QuerySet[Body]:
    rows = bodies.for_list()  # type: ignore[attr-defined]
    return rows.select_related("parent", "replaced_by").annotate(source_urls=source_urls("body"))


def body_record(body: Any, site: Site) -> BodyRecord:
    return {
        "key": body.slug,
        "url": site.url(body.get_absolute_url()),
        "name": body.name,
        "other_names": body.other_names,
        "kind": body.kind,
        "state": body.state,
        "established": date_fields(body.established),
        "ended": date_fields(body.ended),
        "relation": body.relation.slug,
        "parties": codes(body.all_parties),
        "parent": public_key(body.parent),
        "replaced_by": public_key(body.replaced_by),
        "meetings": body.meeting_count,
        "note": body.note,
        "sources": body.source_urls,
    }
