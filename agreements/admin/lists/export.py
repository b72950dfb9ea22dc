"""The selection of a list as a table, drafts and all: in the admin alone. What is like a formula is made text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from agreements.exports.naming import attachment
from agreements.exports.tables import csv_lines, xlsx_bytes
from agreements.models import AgreedAction, Agreement, Body, Citation, Institution, Meeting, Person, Source, Topic
from agreements.models.source import CITED
from agreements.records import action as actions
from agreements.records import agreement as agreements
from agreements.records import body as bodies
from agreements.records import meeting as meetings
from agreements.records import others, people
from agreements.records.cells import columns, record_maker
from agreements.records.common import Site

AT_ONCE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CitationRecord(TypedDict):
    id: int
    source: str
    cited_by: str
    fact: str
    field: str
    says: str
    quote: str
    locator: str
    note: str


def citation_record(citation: Any, site: Site) -> CitationRecord:
    kind = next(name for name in CITED if getattr(citation, f"{name}_id"))
    return {
        "id": citation.pk,
        "source": citation.source.url,
        "cited_by": "position" if kind == "of_position" else kind,
        "fact": str(getattr(citation, kind)),
        "field": citation.field,
        "says": citation.says,
        "quote": citation.quote,
        "locator": citation.locator,
        "note": citation.note,
    }


def _citations(rows: QuerySet) -> QuerySet:
    return rows.select_related("source").prefetch_related(*CITED, "meeting__body", "participant__person")


@dataclass(frozen=True)
class Table:
    """As the public exports have the records, with what only editors see. `made` is a record of one object."""

    record_type: type
    made: Callable[[Any, Site], Mapping[str, Any]]
    rows: Callable[[QuerySet], QuerySet]
    publication: bool = False


TABLES: dict[type, Table] = {
    Meeting: Table(meetings.MeetingRecord, meetings.meeting_record, meetings.for_record, publication=True),
    Agreement: Table(agreements.AgreementRecord, agreements.agreement_record, agreements.for_record, publication=True),
    Body: Table(bodies.BodyRecord, bodies.body_record, bodies.for_record, publication=True),
    Person: Table(people.PersonRecord, people.person_record, people.person_for_record),
    Institution: Table(people.InstitutionRecord, people.institution_record, people.institution_for_record),
    Source: Table(others.SourceRecord, others.source_record, lambda rows: rows.for_list()),  # type: ignore[attr-defined]
    Topic: Table(others.TopicRecord, others.topic_record, lambda rows: rows.for_list()),  # type: ignore[attr-defined]
    Citation: Table(CitationRecord, citation_record, _citations),
}


def exported(queryset: QuerySet, site: Site) -> tuple[list[str], Iterator[Mapping[str, Any]]]:
    """The columns, and the records one after the other."""
    model = queryset.model
    chosen = model._default_manager.filter(pk__in=queryset.order_by().values("pk")).order_by("pk")
    if model is AgreedAction:
        return [*columns(actions.ActionRecord), "publication"], _actions(chosen, site)
    table = TABLES[model]
    names = [*columns(table.record_type), *(["publication"] if table.publication else [])]
    return names, _records(table, chosen, site)


def _records(table: Table, chosen: QuerySet, site: Site) -> Iterator[Mapping[str, Any]]:
    for row in table.rows(chosen).iterator(chunk_size=AT_ONCE):
        record = table.made(row, site)
        yield {**record, "publication": row.publication} if table.publication else record


def _actions(chosen: Any, site: Site) -> Iterator[Mapping[str, Any]]:
    cells, made = actions.cells(site), record_maker(actions.ActionRecord)
    parents = ("meeting__publication", "agreement__publication")
    rows = chosen.with_status(timezone.localdate())
    values = rows.values_list(*(cells[name] for name in columns(actions.ActionRecord)), *parents)
    for row in values.iterator(chunk_size=AT_ONCE):
        yield {**made(row[:-2]), "publication": row[-2] or row[-1]}


def _answer(request: HttpRequest, queryset: QuerySet, extension: str) -> StreamingHttpResponse:
    site = Site(f"{request.scheme}://{request.get_host()}")
    title = str(queryset.model._meta.verbose_name_plural)
    names, records = exported(queryset, site)
    content: Any = csv_lines(records, names) if extension == "csv" else xlsx_bytes(records, names, title)
    kind = "text/csv; charset=utf-8" if extension == "csv" else XLSX
    response = StreamingHttpResponse(content, content_type=kind)
    name = gettext("%(what)s of the desk") % {"what": title}
    response["Content-Disposition"] = attachment(name, extension, fallback=queryset.model._meta.model_name or "rows")
    return response


@action(description=_("Export as CSV"), permissions=["view"])
def export_csv(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> StreamingHttpResponse:
    return _answer(request, queryset, "csv")


@action(description=_("Export as XLSX"), permissions=["view"])
def export_xlsx(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> StreamingHttpResponse:
    return _answer(request, queryset, "xlsx")


EXPORTS = [export_csv, export_xlsx]
