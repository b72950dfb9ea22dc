"""The heads of a joint body's page and of a relation's."""

from django.urls import reverse
from django.utils.translation import gettext

from agreements.filters.action import ActionFilter
from agreements.filters.agreement import AgreementFilter
from agreements.filters.meeting import MeetingFilter
from agreements.pages.body import BodyPage
from agreements.pages.heads.head import Head, Node, counted, told
from agreements.pages.heads.iso import iso
from agreements.pages.heads.linked import MOST, breadcrumbs, described, identity, node, parties, sources, webpage
from agreements.pages.links import Link
from agreements.pages.relation import RelationPage
from agreements.records.common import Site


def body_head(page: BodyPage, site: Site) -> Head:
    body, path = page.body, page.body.get_absolute_url()
    description = told(
        body.name,
        page.relation.text,
        body.get_kind_display(),
        body.get_state_display() if body.state != "unknown" else "",
        *counted(page.meetings.count, MeetingFilter.noun),
        *counted(page.tally.count, ActionFilter.noun),
        page.rhythm.sentence,
    )
    way = breadcrumbs(site, page.relation, page.parent, Link(body.name, path))
    shown = webpage(site, path, body.name, description, mainEntity={"@id": identity(site, path)}, breadcrumb=way)
    return Head(site, body.name, description, path, graph=[shown, _body(page, site, path)])


def _body(page: BodyPage, site: Site, path: str) -> Node:
    body = page.body
    return node(
        "Organization",
        identity(site, path),
        name=body.name,
        url=site.url(path),
        alternateName=body.other_names,
        member=parties(site, body.all_parties),
        parentOrganization=described(site, page.parent, "Organization") if page.parent else None,
        subOrganization=[described(site, sub.link, "Organization") for sub in page.sub_bodies[:MOST]],
        foundingDate=iso(body.established),
        dissolutionDate=iso(body.ended),
        subjectOf=sources(page.sources),
    )


def relation_head(page: RelationPage, site: Site) -> Head:
    """Of what two parties do together schema.org has no type: the page is about both."""
    relation, path = page.relation, page.relation.get_absolute_url()
    description = told(
        relation,
        page.lasting,
        *counted(page.meetings.count, MeetingFilter.noun),
        *counted(page.agreements.count, AgreementFilter.noun),
        *counted(page.tally.count, ActionFilter.noun),
        page.rhythm.sentence,
    )
    list_ = Link(gettext("Relations"), reverse("relation-list"))
    way = breadcrumbs(site, list_, Link(str(relation), path))
    about = parties(site, relation.sides)
    shown = webpage(site, path, str(relation), description, kind="CollectionPage", about=about, breadcrumb=way)
    return Head(site, str(relation), description, path, graph=[shown])
