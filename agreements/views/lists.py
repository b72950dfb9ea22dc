"""The lists: one FilterSet, one page object and one template each."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from agreements.pages.listing import list_page
from agreements.pages.rows import action_rows, agreement_rows, meeting_rows, person_rows
from agreements.views.public import public, today


def _without_blanks(request: HttpRequest) -> str:
    """What a form sends for the fields left alone has no place in an address that people share."""
    query = request.GET.copy()
    for name, values in request.GET.lists():
        query.setlist(name, [value for value in values if value])
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path


def _as_they_are(rows: list[Any]) -> Iterable[Any]:
    return rows


def _list(
    entity: str,
    heading: Promise,
    filters: type[RecordFilterSet],
    rows: Callable[[], QuerySet],
    row: Callable[[list[Any]], Iterable[Any]] = _as_they_are,
    unfolded: Iterable[str] = ("q", "party"),
) -> Callable[..., HttpResponse]:
    """`rows` is the published queryset with all that `row` needs; an invalid filter is answered 400."""

    def view(request: HttpRequest) -> HttpResponse:
        if any("" in values for _name, values in request.GET.lists()):
            return redirect(_without_blanks(request))
        page = list_page(
            filters(request.GET, rows(), on=today()),
            request.path,
            heading=str(heading),
            row_template=f"{entity}/_row.html",
            row=row,
            columns=unfolded,
        )
        return render(request, f"{entity}/list.html", {"page": page}, status=200 if page.valid else 400)

    return public(view)


def _actions() -> QuerySet[AgreedAction]:
    return AgreedAction.published.for_list().with_status(today())


def _action_rows(actions: list[AgreedAction]) -> Iterable[Any]:
    return action_rows(today())(actions)


meeting_list = _list(
    "meeting",
    _("Meetings"),
    MeetingFilter,
    lambda: Meeting.published.for_list(),
    meeting_rows,
    ("q", "party", "topic", "from", "to"),
)
action_list = _list(
    "action",
    _("Agreed actions"),
    ActionFilter,
    _actions,
    _action_rows,
    ("q", "party", "topic", "timing"),
)
agreement_list = _list(
    "agreement",
    _("Agreements"),
    AgreementFilter,
    lambda: Agreement.published.for_list(),
    agreement_rows,
    ("q", "party", "topic", "lifecycle"),
)
body_list = _list("body", _("Joint bodies"), BodyFilter, lambda: Body.published.for_list())
relation_list = _list("relation", _("Relations"), RelationFilter, lambda: Relation.published.for_list())
party_list = _list("party", _("Parties"), PartyFilter, lambda: Party.published.for_list(), unfolded=("q",))
person_list = _list("person", _("People"), PersonFilter, lambda: Person.published.for_list(), person_rows)
institution_list = _list("institution", _("Institutions"), InstitutionFilter, lambda: Institution.published.for_list())
topic_list = _list("topic", _("Topics"), TopicFilter, lambda: Topic.published.for_list(), unfolded=("q",))
source_list = _list("source", _("Sources"), SourceFilter, lambda: Source.published.for_list(), unfolded=("q", "kind"))
