"""The record in the words of schema.org: parts that the heads of several pages are made of.

Each thing has one name in all languages (`@id`: its English address and "#record"), so that what several pages say of
it comes together. What is empty is left out: that we do not know a thing is not a value of it.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from agreements.models import Institution, Party, Source, Topic
from agreements.models.vocabularies import InstitutionKind, PartyKind
from agreements.pages.heads.head import Node, about_the_site, without_language
from agreements.pages.heads.iso import iso
from agreements.pages.links import Link
from agreements.pages.marks import SourceList
from agreements.records.common import Site

# A page may rest on hundreds of sources and a delegation have a hundred seats: a description of it has no use for all.
MOST = 100

GOVERNMENTAL = (
    InstitutionKind.EXECUTIVE,
    InstitutionKind.MINISTRY,
    InstitutionKind.AGENCY,
    InstitutionKind.SECURITY_FORCE,
    InstitutionKind.MISSION,
    InstitutionKind.LEGISLATURE,
    InstitutionKind.TERRITORIAL,
)


def node(kind: str | list[str], identity: str = "", **properties: Any) -> Node:
    named = {"@id": identity} if identity else {}
    known = {name: value for name, value in properties.items() if value not in ("", None, [], {})}
    return {"@type": kind, **named, **known}


def identity(site: Site, path: str) -> str:
    return f"{site.url(without_language(path))}#record"


def website(site: Site) -> Node:
    return node("WebSite", f"{site.root}/#website", url=f"{site.root}/", name=gettext("Migration Agreements Tracker"))


def searchable_website(site: Site) -> Node:
    """With the address of its search, for those who offer it beside a result."""
    query = f"{site.url(reverse('search'))}?q={{search_term_string}}"
    search = node("SearchAction", target=node("EntryPoint", urlTemplate=query))
    search["query-input"] = "required name=search_term_string"
    return {**website(site), "description": about_the_site(), "inLanguage": get_language(), "potentialAction": search}


def webpage(site: Site, path: str, title: str, description: str, *, kind: str = "WebPage", **more: Any) -> Node:
    url = site.url(path)
    language = get_language()
    said = {"name": title, "description": description, "inLanguage": language}
    return node(kind, url, url=url, isPartOf=website(site), **said, **more)


def breadcrumbs(site: Site, *way: Link | None) -> Node:
    """The way that the page shows above its title, and the page itself."""
    steps = [link for link in way if link]
    items = [
        node("ListItem", position=number, name=link.text, item={"@id": site.url(link.url)})
        for number, link in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def described(site: Site, link: Link, kind: str | list[str], **more: Any) -> Node:
    """What another page is about."""
    if not link.url:
        return node(kind, name=link.text, **more)
    return node(kind, identity(site, link.url), name=link.text, url=site.url(link.url), **more)


def party(site: Site, one: Party) -> Node:
    """A state is a place and acts as an organisation: schema.org has a type for either."""
    kind: str | list[str] = ["Country", "Organization"] if one.kind == PartyKind.STATE else "Organization"
    return described(site, Link(str(one), one.get_absolute_url()), kind)


def parties(site: Site, all_: Iterable[Party]) -> list[Node]:
    return [party(site, one) for one in all_]


def institution_kind(one: Institution) -> str:
    return "GovernmentOrganization" if one.kind in GOVERNMENTAL else "Organization"


def topics(site: Site, all_: Iterable[Topic]) -> list[Node]:
    return [described(site, Link(str(topic), topic.get_absolute_url()), "DefinedTerm") for topic in all_]


def source(one: Source) -> Node:
    """By its own address, not that of its page here."""
    publisher = node("Organization", name=one.publisher) if one.publisher else None
    return node(
        "CreativeWork",
        one.url,
        name=str(one),
        url=one.url,
        publisher=publisher,
        datePublished=iso(one.published_on),
        inLanguage=one.language,
        archivedAt=one.archived_url,
    )


def sources(known: SourceList) -> list[Node]:
    return [source(one) for one in list(known.sources.values())[:MOST]]


def place(name: str, *, city: str = "", country: str = "") -> Node | None:
    """`country` is its code."""
    if not name:
        return None
    address = node("PostalAddress", addressLocality=city, addressCountry=country) if city or country else None
    return node("Place", name=name, address=address)
