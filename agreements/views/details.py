"""The pages of single records."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from agreements.models import (
    AgreedAction,
    Agreement,
    Body,
    Citation,
    Institution,
    Meeting,
    Party,
    Person,
    Relation,
    Source,
    Topic,
)
from agreements.pages import agreement as agreement_pages
from agreements.pages import meeting as meeting_pages
from agreements.pages.action import action_page
from agreements.pages.body import body_page
from agreements.pages.heads.agreement import action_head, agreement_head
from agreements.pages.heads.body import body_head, relation_head
from agreements.pages.heads.head import Head
from agreements.pages.heads.meeting import meeting_head
from agreements.pages.heads.others import party_head, source_head, topic_head
from agreements.pages.heads.people import institution_head, person_head
from agreements.pages.party import party_page
from agreements.pages.people import institution_page, person_page
from agreements.pages.relation import relation_page
from agreements.pages.source import SourcePage, source_page
from agreements.pages.topic import topic_page
from agreements.views.public import Gone, addressed, find, today
from agreements.views.site import site_of

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def _as_given(**address: str) -> dict[str, str]:
    return address


def _detail(
    template: str,
    get: Callable[..., Any],
    page: Callable[..., Any],
    head: Callable[..., Head],
    proper: Callable[..., dict[str, str]] = _as_given,
    *,
    paged: bool = False,
) -> Callable[..., HttpResponseBase]:
    """`get` finds the public record or raises, `page` builds all that its template shows (`paged`: a page of it by its
    number), `head` what its head says, `proper` spells the address as it should be: any other spelling leads there."""

    def view(request: HttpRequest, **address: str) -> HttpResponse:
        spelt = proper(**address)
        if spelt != address and exists(**spelt):
            name = request.resolver_match.url_name  # type: ignore[union-attr]
            return HttpResponsePermanentRedirect(reverse(str(name), kwargs=spelt))
        found = get(**address)
        built = page(found, _number(request)) if paged else page(found)
        return render(request, template, {"page": built, "head": head(built, site_of(request))})

    def exists(**address: str) -> bool:
        try:
            return bool(get(**address))
        except (Http404, Gone):
            return False

    gated = addressed(view)
    gated.exists = exists  # type: ignore[attr-defined]
    return gated


def _number(request: HttpRequest) -> int:
    """Of the page asked for; what is no number is no page."""
    given = request.GET.get("page", "1")
    if not PAGE_NUMBER.fullmatch(given):
        raise Http404
    return int(given)


def _meeting(slug: str) -> Meeting:
    return find(meeting_pages.for_page(Meeting.published.all()), slug=slug)


def _agreement(slug: str) -> Agreement:
    return find(agreement_pages.for_page(Agreement.published.all()), slug=slug)


def _action(slug: str, number: int) -> AgreedAction:
    parents: list[QuerySet[Any]] = [Meeting.published.all(), Agreement.published.all()]
    gone: Gone | None = None
    for parents_of_kind in parents:
        try:
            parent = find(parents_of_kind, slug=slug)
        except Gone as error:
            gone = error
            continue
        except Http404:
            continue
        action = parent.actions.filter(number=number).first()
        if action is not None:
            return action
    raise gone or Http404


def _cited() -> Prefetch:
    return Prefetch("citations", Citation.objects.select_related("source"))


def _body(slug: str) -> Body:
    bodies = Body.published.with_parties().select_related("parent", "replaced_by").prefetch_related(_cited())
    return find(bodies, slug=slug)


def _party(code: str) -> Party:
    return find(Party.published.all(), code=code.upper())


def _small(code: str) -> dict[str, str]:
    """`/parties/MA/` leads to `/parties/ma/`."""
    return {"code": code.lower()}


def _person(slug: str) -> Person:
    return find(Person.published.select_related("card").prefetch_related("variants", _cited()), slug=slug)


def _institution(slug: str) -> Institution:
    institutions = Institution.published.select_related("party").prefetch_related("variants", _cited())
    return find(institutions, slug=slug)


def _topic(code: str) -> Topic:
    return find(Topic.published.select_related("parent"), code=code)


def _relation(slug: str) -> Relation:
    return find(Relation.published.select_related("a", "b"), slug=slug)


def _facts_of_source(source: Source, number: int) -> SourcePage:
    page = source_page(source, number)
    if number > page.last:
        raise Http404
    return page


def _in_code_order(slug: str) -> dict[str, str]:
    """`ma-es` leads to `es-ma`."""
    first, _dash, second = slug.partition("-")
    return {"slug": f"{second}-{first}" if first > second else slug}


def _source(pk: int) -> Source:
    return find(Source.published.select_related("issuing_party"), pk=str(pk))


meeting_detail = _detail(
    "meeting/detail.html", _meeting, lambda found: meeting_pages.meeting_page(found, today()), meeting_head
)
agreement_detail = _detail(
    "agreement/detail.html", _agreement, lambda found: agreement_pages.agreement_page(found, today()), agreement_head
)
action_detail = _detail("action/detail.html", _action, lambda found: action_page(found, today()), action_head)
body_detail = _detail("body/detail.html", _body, lambda found: body_page(found, today()), body_head)
party_detail = _detail("party/detail.html", _party, lambda found: party_page(found, today()), party_head, _small)
person_detail = _detail("person/detail.html", _person, lambda found: person_page(found, today()), person_head)
institution_detail = _detail(
    "institution/detail.html", _institution, lambda found: institution_page(found, today()), institution_head
)
topic_detail = _detail("topic/detail.html", _topic, lambda found: topic_page(found, today()), topic_head)
source_detail = _detail("source/detail.html", _source, _facts_of_source, source_head, paged=True)
relation_detail = _detail(
    "relation/detail.html", _relation, lambda found: relation_page(found, today()), relation_head, _in_code_order
)
