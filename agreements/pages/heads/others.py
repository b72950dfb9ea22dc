"""The heads of the pages of a party, a topic and a source."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from agreements.filters.action import ActionFilter
from agreements.filters.agreement import AgreementFilter
from agreements.filters.meeting import MeetingFilter
from agreements.filters.relation import RelationFilter
from agreements.models.names import NamesInFourLanguages
from agreements.pages.heads.head import Head, counted, joined, told
from agreements.pages.heads.linked import breadcrumbs, identity, node, party, webpage
from agreements.pages.heads.linked import source as cited_source
from agreements.pages.links import Link
from agreements.pages.party import PartyPage
from agreements.pages.source import SourcePage
from agreements.pages.topic import TopicPage
from agreements.records.common import Site
from agreements.wording import commas


def _other_names(named: NamesInFourLanguages) -> list[str]:
    names = joined([named.name, named.name_fr, named.name_es, named.name_ar])
    return [name for name in names if name != str(named)]


def party_head(page: PartyPage, site: Site) -> Head:
    path, name = page.party.get_absolute_url(), str(page.party)
    description = told(
        name,
        page.party.get_kind_display(),
        *counted(page.relation_count, RelationFilter.noun),
        *counted(page.meetings.count, MeetingFilter.noun),
        *counted(page.agreements.count, AgreementFilter.noun),
        *counted(page.tally.count, ActionFilter.noun),
    )
    way = breadcrumbs(site, Link(gettext("Parties"), reverse("party-list")), Link(name, path))
    shown = webpage(site, path, name, description, mainEntity={"@id": identity(site, path)}, breadcrumb=way)
    thing = {**party(site, page.party), "alternateName": _other_names(page.party), "identifier": page.party.code}
    return Head(site, name, description, path, graph=[shown, thing])


def topic_head(page: TopicPage, site: Site) -> Head:
    path, name = page.topic.get_absolute_url(), str(page.topic)
    description = told(
        name,
        page.parent,
        *counted(page.meetings.count, MeetingFilter.noun),
        *counted(page.agreements.count, AgreementFilter.noun),
        *counted(page.tally.count, ActionFilter.noun),
        commas(child.topic.text for child in page.children),
    )
    list_, here = Link(gettext("Topics"), reverse("topic-list")), Link(name, path)
    parent = Link(str(page.parent), page.parent.get_absolute_url()) if page.parent else None
    way = breadcrumbs(site, list_, parent, here)
    shown = webpage(site, path, name, description, mainEntity={"@id": identity(site, path)}, breadcrumb=way)
    term = node(
        "DefinedTerm",
        identity(site, path),
        name=name,
        url=site.url(path),
        alternateName=_other_names(page.topic),
        termCode=page.topic.code,
        inDefinedTermSet=node("DefinedTermSet", identity(site, list_.url), name=list_.text, url=site.url(list_.url)),
    )
    return Head(site, name, description, path, graph=[shown, term])


def source_head(page: SourcePage, site: Site) -> Head:
    """Titles repeat, and some sources have none: the address tells them apart."""
    source, address = page.source, page.source.get_absolute_url()
    path = f"{address}?page={page.number}" if page.number > 1 else address
    title = commas((source.title, source.publisher, source.published_on)) if source.title else _bare(source.url)
    facts = ngettext("%(count)d fact", "%(count)d facts", page.fact_count) % {"count": page.fact_count}
    number = f"{page.first}–{page.shown_to}" if page.number > 1 else ""
    named = source.title or _bare(source.url)
    description = told(number, page.about, named, facts, *(fact.record.text for fact in page.facts))
    way = breadcrumbs(site, Link(gettext("Sources"), reverse("source-list")), Link(str(source), address))
    shown = webpage(site, path, title, description, mainEntity={"@id": source.url}, breadcrumb=way)
    return Head(site, told(title, number, most=200), description, path, graph=[shown, cited_source(source)])


def _bare(url: str) -> str:
    return url.partition("://")[2].rstrip("/")
