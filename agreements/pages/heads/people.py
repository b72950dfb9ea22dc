"""The heads of a person's page and of an institution's."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext

from agreements.filters.meeting import MeetingFilter
from agreements.filters.person import PersonFilter
from agreements.pages.heads.head import Head, Node, counted, joined, shortened, told
from agreements.pages.heads.linked import (
    breadcrumbs,
    described,
    identity,
    institution_kind,
    node,
    party,
    sources,
    webpage,
)
from agreements.pages.links import Link
from agreements.pages.people import InstitutionPage, PersonPage, Presence
from agreements.records.common import Site
from agreements.wording import commas

# A post may be written as a paragraph.
POST = 80


def _meetings(presence: Presence) -> Iterable[str]:
    """Those it was at; where none was held, those it was expected at."""
    return counted(presence.held or presence.unheld, MeetingFilter.noun)


def person_head(page: PersonPage, site: Site) -> Head:
    person, path = page.person, page.person.get_absolute_url()
    title = commas((person.name, *(link.text for link in page.parties)))
    description = told(
        person.name,
        person.native_name,
        commas(link.text for link in page.parties),
        *_meetings(page.presence),
        *(shortened(post.name, POST) for post in page.presence.posts[:3]),
    )
    list_ = Link(gettext("People"), reverse("person-list"))
    main = {
        "mainEntity": {"@id": identity(site, path)},
        "breadcrumb": breadcrumbs(site, list_, Link(person.name, path)),
    }
    shown = webpage(site, path, title, description, kind="ProfilePage", **main)
    return Head(site, title, description, path, kind="profile", graph=[shown, _person(page, site, path)])


def _person(page: PersonPage, site: Site, path: str) -> Node:
    """The posts are those it held at meetings, the latest first; none of them is said to be held today."""
    person, posts = page.person, page.presence.posts
    where = {link.url: link for post in posts for link in post.where}
    return node(
        "Person",
        identity(site, path),
        name=person.name,
        url=site.url(path),
        alternateName=joined([person.native_name, *page.variants]),
        jobTitle=joined(post.name for post in posts),
        affiliation=[described(site, link, "Organization") for link in where.values()],
        sameAs=f"https://www.wikidata.org/entity/{person.wikidata}" if person.wikidata else "",
        subjectOf=sources(page.sources),
    )


def institution_head(page: InstitutionPage, site: Site) -> Head:
    institution, path = page.institution, page.institution.get_absolute_url()
    title = commas((institution.name, page.party.text))
    people = {post.who.url for post in page.presence.posts if post.who}
    description = told(
        institution.name,
        page.party.text,
        institution.get_kind_display() if institution.kind != "not-established" else "",
        *_meetings(page.presence),
        *counted(len(people), PersonFilter.noun),
        commas(shortened(post.name, POST) for post in page.presence.posts[:3]),
    )
    list_ = Link(gettext("Institutions"), reverse("institution-list"))
    way = breadcrumbs(site, page.party, list_, Link(institution.name, path))
    shown = webpage(site, path, title, description, mainEntity={"@id": identity(site, path)}, breadcrumb=way)
    return Head(site, title, description, path, graph=[shown, _institution(page, site, path)])


def _institution(page: InstitutionPage, site: Site, path: str) -> Node:
    kind = institution_kind(page.institution)
    governmental = kind == "GovernmentOrganization"
    return node(
        kind,
        identity(site, path),
        name=page.institution.name,
        url=site.url(path),
        alternateName=page.variants,
        parentOrganization=party(site, page.institution.party) if governmental else None,
        subjectOf=sources(page.sources),
    )
