"""The lists as data: what each holds, how it is filtered, shown and taken along. Declared in one place, so that page,
export and calendar cannot differ in what they show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_type_hints

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
from agreements.records import action, agreement, meeting, others
from agreements.records.common import DateFields, Site


def _as_they_are(rows: list[Any], on: date) -> Iterable[Any]:
    return rows


def _published(model: Any) -> Callable[[date], QuerySet]:
    return lambda on: model.published.for_list()


@dataclass(frozen=True)
class Listing:
    """`rows` is the published queryset of a page, `for_record` that of an export; `calendar` names the date of its
    calendar, "" where it has none."""

    entity: str
    heading: Promise
    filters: type[RecordFilterSet]
    rows: Callable[[date], QuerySet]
    record_type: Any
    record: Callable[[Any, Site], Mapping[str, Any]]
    for_record: Callable[[date], QuerySet]
    row: Callable[[list[Any], date], Iterable[Any]] = _as_they_are
    unfolded: tuple[str, ...] = ("q", "party")
    calendar: str = ""

    @property
    def formats(self) -> tuple[str, ...]:
        return ("csv", "xlsx", "json", "atom", *(("ics",) if self.calendar else ()))

    @property
    def columns(self) -> list[str]:
        columns = []
        for name, kind in get_type_hints(self.record_type).items():
            columns += [name, f"{name}_earliest", f"{name}_latest"] if kind is DateFields else [name]
        return columns


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
            action.action_record,
            lambda on: action.for_record(AgreedAction.published.with_status(on)),
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
            others.PersonRecord,
            others.person_record,
            _published(Person),
            row=lambda rows, on: person_rows(rows),
        ),
        *(
            Listing(entity, heading, filters, _published(model), shape, record, _published(model), unfolded=unfolded)
            for entity, heading, filters, model, shape, record, unfolded in (
                ("body", _("Joint bodies"), BodyFilter, Body, others.BodyRecord, others.body_record, ("q", "party")),
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
                (
                    "institution",
                    _("Institutions"),
                    InstitutionFilter,
                    Institution,
                    others.InstitutionRecord,
                    others.institution_record,
                    ("q", "party"),
                ),
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
