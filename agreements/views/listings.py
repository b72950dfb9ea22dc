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
    ActionCard,
    AgreedAction,
    Agreement,
    AgreementCard,
    Body,
    BodyCard,
    Institution,
    Meeting,
    MeetingCard,
    Party,
    Person,
    PersonCard,
    Relation,
    Source,
    SourceCard,
    Topic,
)
from agreements.models.listed import listed_actions, listed_meetings
from agreements.pages.rows import action_rows, agreement_rows, meeting_rows, person_rows
from agreements.records import action, agreement, body, meeting, others, people
from agreements.records.cells import Cells, columns, record_maker
from agreements.records.common import Site

ROWS_AT_ONCE = 1000


type Lines = Callable[[list[Any], date], Iterable[Any]]


def _published(model: Any) -> Callable[[date], QuerySet]:
    return lambda on: model.published.for_list()


def _lines(model: Any, row: Callable[[list[Any]], Iterable[Any]] = list) -> Lines:
    """Of the records of these keys, in their order, each as it is or made a row of."""

    def lines(keys: list[Any], on: date) -> Iterable[Any]:
        found = model.published.for_list().in_bulk(keys)
        return row([found[key] for key in keys if key in found])

    return lines


def _cards(card: Any) -> Callable[[date], QuerySet]:
    return lambda on: card.objects.all()


@dataclass(frozen=True)
class Listing:
    """`cards` is what is filtered and counted: a row for each published record, under its key. `lines` are what the
    page shows of those of some keys, `for_record` is the queryset of an export. What is exported is made by `record` of
    each object or, where there are too many for that, by `cells` in the database. `calendar` names the date of its
    calendar, "" where it has none."""

    entity: str
    heading: Promise
    filters: type[RecordFilterSet]
    lines: Lines
    record_type: Any
    record: Callable[[Any, Site], Mapping[str, Any]] | None
    for_record: Callable[[date], QuerySet]
    cards: Callable[[date], QuerySet]
    cells: Callable[[Site], Cells] | None = None
    calendar: str = ""

    def exported(self, filters: RecordFilterSet, on: date) -> QuerySet:
        """The records that the filters leave, all of them, in the order chosen."""
        records = self.for_record(on)
        of_cards = filters.queryset.model is not records.model
        chosen = records.filter(pk__in=filters.narrowed().order_by().values("pk"))
        return chosen.order_by(*filters.order("card__" if of_cards else ""))

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
            lambda keys, on: meeting_rows(listed_meetings(keys), on),
            meeting.MeetingRecord,
            meeting.meeting_record,
            lambda on: meeting.for_record(Meeting.published.all()),
            _cards(MeetingCard),
            calendar="date",
        ),
        Listing(
            "action",
            _("Agreed actions"),
            ActionFilter,
            lambda keys, on: action_rows(listed_actions(keys, on), on),
            action.ActionRecord,
            None,
            lambda on: AgreedAction.published.with_kept_status(on),
            lambda on: ActionCard.objects.with_status(on),
            cells=action.cells,
            calendar="due",
        ),
        Listing(
            "agreement",
            _("Agreements"),
            AgreementFilter,
            _lines(Agreement, agreement_rows),
            agreement.AgreementRecord,
            agreement.agreement_record,
            lambda on: agreement.for_record(Agreement.published.all()),
            _cards(AgreementCard),
        ),
        Listing(
            "person",
            _("People"),
            PersonFilter,
            _lines(Person, person_rows),
            people.PersonRecord,
            people.person_record,
            lambda on: people.person_for_record(Person.published.all()),
            _cards(PersonCard),
        ),
        Listing(
            "institution",
            _("Institutions"),
            InstitutionFilter,
            _lines(Institution),
            people.InstitutionRecord,
            people.institution_record,
            lambda on: people.institution_for_record(Institution.published.all()),
            lambda on: Institution.published.for_list().with_codes(),
        ),
        Listing(
            "body",
            _("Joint bodies"),
            BodyFilter,
            _lines(Body),
            body.BodyRecord,
            body.body_record,
            lambda on: body.for_record(Body.published.all()),
            _cards(BodyCard),
        ),
        *(
            Listing(entity, heading, filters, _lines(model), shape, record, _published(model), cards)
            for entity, heading, filters, model, shape, record, cards in (
                (
                    "relation",
                    _("Relations"),
                    RelationFilter,
                    Relation,
                    others.RelationRecord,
                    others.relation_record,
                    lambda on: Relation.published.for_list().with_codes(),
                ),
                (
                    "party",
                    _("Parties"),
                    PartyFilter,
                    Party,
                    others.PartyRecord,
                    others.party_record,
                    _published(Party),
                ),
                ("topic", _("Topics"), TopicFilter, Topic, others.TopicRecord, others.topic_record, _published(Topic)),
                (
                    "source",
                    _("Sources"),
                    SourceFilter,
                    Source,
                    others.SourceRecord,
                    others.source_record,
                    _cards(SourceCard),
                ),
            )
        ),
    )
}
