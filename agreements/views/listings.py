"""The lists as data: what each holds, how it is filtered, shown and taken along. Declared in one place, so that page,
export and calendar cannot differ in what they show."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.filters.action import ActionFilter
from agreements.filters.agreement import AgreementFilter
from agreements.filters.base import RecordFilterSet
from agreements.filters.body import BodyFilter
from agreements.filters.institution import InstitutionFilter
from agreements.filters.meeting import MeetingFilter
from agreements.filters.party import PartyFilter
from agreements.filters.person import PersonFilter
from agreements.filters.relation import RelationFilter
from agreements.filters.source import SourceFilter
from agreements.filters.topic import TopicFilter
from agreements.models import (
    AgreedAction,
    Agreement,
    Body,
    Institution,
    Meeting,
    Party,
    Person,
    Relation,
    Source,
    Topic,
)
from agreements.pages.rows import action_rows, agreement_rows, meeting_rows, person_rows
from agreements.records import action, agreement, body, meeting, others, people
from agreements.records.cells import Cells, columns, record_maker
from agreements.records.common import Site

ROWS_AT_ONCE = 1000


def _as_they_are(rows: list[Any], on: date) -> Iterable[Any]:
    return rows


def _published(model: Any) -> Callable[[date], QuerySet]:
    return lambda on: model.published.for_list()


@dataclass(frozen=True)
class Listing:
    """`rows` is the published queryset of a page, `for_record` that of an export. What is exported is made by `record`
    of each object or, where there are too many for that, by `cells` in the database. `calendar` names the date of its
    calendar, "" where it has none."""

    entity: str
    heading: Promise
    filters: type[RecordFilterSet]
    rows: Callable[[date], QuerySet]
    record_type: Any
    record: Callable[[Any, Site], Mapping[str, Any]] | None
    for_record: Callable[[date], QuerySet]
    cells: Callable[[Site], Cells] | None = None
    row: Callable[[list[Any], date], Iterable[Any]] = _as_they_are
    unfolded: tuple[str, ...] = ("q", "party")
    calendar: str = ""

    @property
    def formats(self) -> tuple[str, ...]:
        return ("csv", "xlsx", "json", "atom", *(("ics",) if self.calendar else ()))

    @property
    def columns(self) -> list[str]:
        return list(columns(self.record_type))

    def records(self, rows: QuerySet, site: Site) -> Iterator[Mapping[str, Any]]:
        """One after the other, from a server-side cursor."""
        if self.record:
            for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
                yield self.record(row, site)
        elif self.cells:
            cells, record = self.cells(site), record_maker(self.record_type)
            for values in rows.values_list(*(cells[name] for name in self.columns)).iterator(chunk_size=ROWS_AT_ONCE):
                yield record(values)


LISTINGS = {
    listing.entity: listing
    for listing in (
        Listing(
            "meeting",
            _("Meetings"),
            MeetingFilter,
            _published(Meeting),
            meeting.MeetingRecord,
            meeting.meeting_record,
            lambda on: meeting.for_record(Meeting.published.all()),
            row=lambda rows, on: meeting_rows(rows),
            unfolded=("q", "party", "topic", "from", "to"),
            calendar="date",
        ),
        Listing(
            "action",
            _("Agreed actions"),
            ActionFilter,
            lambda on: AgreedAction.published.for_list().with_status(on),
            action.ActionRecord,
            None,
            lambda on: AgreedAction.published.with_status(on),
            cells=action.cells,
            row=lambda rows, on: action_rows(on)(rows),
            unfolded=("q", "party", "topic", "timing"),
            calendar="due",
        ),
        Listing(
            "agreement",
            _("Agreements"),
            AgreementFilter,
            _published(Agreement),
            agreement.AgreementRecord,
            agreement.agreement_record,
            lambda on: agreement.for_record(Agreement.published.all()),
            row=lambda rows, on: agreement_rows(rows),
            unfolded=("q", "party", "topic", "lifecycle"),
        ),
        Listing(
            "person",
            _("People"),
            PersonFilter,
            _published(Person),
            people.PersonRecord,
            people.person_record,
            lambda on: people.person_for_record(Person.published.all()),
            row=lambda rows, on: person_rows(rows),
        ),
        Listing(
            "institution",
            _("Institutions"),
            InstitutionFilter,
            _published(Institution),
            people.InstitutionRecord,
            people.institution_record,
            lambda on: people.institution_for_record(Institution.published.all()),
        ),
        Listing(
            "body",
            _("Joint bodies"),
            BodyFilter,
            _published(Body),
            body.BodyRecord,
            body.body_record,
            lambda on: body.for_record(Body.published.all()),
        ),
        *(
            Listing(entity, heading, filters, _published(model), shape, record, _published(model), unfolded=unfolded)
            for entity, heading, filters, model, shape, record, unfolded in (
                (
                    "relation",
                    _("Relations"),
                    RelationFilter,
                    Relation,
                    others.RelationRecord,
                    others.relation_record,
                    ("q", "party"),
                ),
                ("party", _("Parties"), PartyFilter, Party, others.PartyRecord, others.party_record, ("q",)),
                ("topic", _("Topics"), TopicFilter, Topic, others.TopicRecord, others.topic_record, ("q",)),
                (
                    "source",
                    _("Sources"),
                    SourceFilter,
                    Source,
                    others.SourceRecord,
                    others.source_record,
                    ("q", "kind"),
                ),
            )
        ),
    )
}
