"""The heads of an agreement's page and of an agreed action's."""

from django.urls import reverse
from django.utils.translation import gettext

from agreements.filters.action import ActionFilter
from agreements.models import Agreement
from agreements.models.vocabularies import LegalForce, Lifecycle
from agreements.pages.action import ActionPage
from agreements.pages.agreement import AgreementPage
from agreements.pages.heads.head import Head, Node, counted, shortened, told
from agreements.pages.heads.iso import iso, window
from agreements.pages.heads.linked import (
    breadcrumbs,
    described,
    identity,
    node,
    parties,
    place,
    sources,
    topics,
    webpage,
)
from agreements.pages.links import Link
from agreements.records.common import Site
from agreements.wording import commas

# Of the texts of laws: what is said of neither is not established.
IN_FORCE = {
    Lifecycle.IN_FORCE: "InForce",
    Lifecycle.PROVISIONALLY_APPLIED: "PartiallyInForce",
    Lifecycle.ANNOUNCED: "NotInForce",
    Lifecycle.IN_NEGOTIATION: "NotInForce",
    Lifecycle.SUSPENDED: "NotInForce",
    Lifecycle.TERMINATED: "NotInForce",
    Lifecycle.REPLACED: "NotInForce",
}
# What a title may take up beside the name of the record.
TITLE = 70


def agreement_head(page: AgreementPage, site: Site) -> Head:
    agreement, path = page.agreement, page.agreement.get_absolute_url()
    title = commas((agreement.title, agreement.signed))
    description = told(
        shortened(agreement.title, TITLE),
        commas(party.text for party in page.parties),
        agreement.get_designation_display(),
        agreement.signed,
        agreement.get_lifecycle_display(),
        *counted(len(page.actions), ActionFilter.noun),
        agreement.summary,
    )
    here, list_ = Link(agreement.title, path), Link(gettext("Agreements"), reverse("agreement-list"))
    way = breadcrumbs(site, page.relation, list_, here)
    shown = webpage(site, path, title, description, mainEntity={"@id": identity(site, path)}, breadcrumb=way)
    return Head(site, title, description, path, graph=[shown, _text(page, site, path)])


def _text(page: AgreementPage, site: Site, path: str) -> Node:
    """A law only where it is established that it binds: no title says so."""
    agreement = page.agreement
    binding = agreement.legal_force == LegalForce.BINDING
    return node(
        "Legislation" if binding else "CreativeWork",
        identity(site, path),
        name=agreement.title,
        url=site.url(path),
        abstract=agreement.summary,
        creator=parties(site, agreement.all_parties),
        dateCreated=iso(agreement.signed),
        locationCreated=place(agreement.signed_place),
        about=topics(site, page.topics),
        citation=sources(page.sources),
        **(_law(agreement) if binding else {}),
    )


def _law(agreement: Agreement) -> Node:
    force = IN_FORCE.get(Lifecycle(agreement.lifecycle))
    return {
        "legislationType": str(agreement.get_designation_display()),
        "legislationDate": iso(agreement.signed),
        "legislationLegalForce": f"https://schema.org/{force}" if force else "",
    }


def action_head(page: ActionPage, site: Site) -> Head:
    action, path = page.line.action, page.line.action.get_absolute_url()
    number, standing = gettext("Action %d") % action.number, page.line.standing
    title = commas((shortened(action.text, TITLE), page.parent.text))
    description = told(
        number,
        shortened(page.parent.text, TITLE),
        page.agreed,
        standing.evidence_label,
        standing.label,
        commas(party.text for party in page.responsible),
        action.text,
    )
    way = breadcrumbs(site, page.relation, page.body, page.parent, Link(number, path))
    shown = webpage(site, path, title, description, mainEntity={"@id": identity(site, path)}, breadcrumb=way)
    return Head(site, title, description, path, graph=[shown, _clause(page, site, path)])


def _clause(page: ActionPage, site: Site, path: str) -> Node:
    """The text that was agreed. An Action of schema.org's has a state, and a machine would take the editors' judgement,
    with all its reserve, for one. `temporalCoverage` is the window it is due in."""
    action = page.line.action
    part = {} if action.meeting_id else {"isPartOf": described(site, page.parent, "CreativeWork")}
    record = {"recordedAt": described(site, page.parent, "Event")} if action.meeting_id else part
    return node(
        "CreativeWork",
        identity(site, path),
        name=f"{page.parent.text}, {gettext('action %d') % action.number}",
        url=site.url(path),
        text=action.text,
        position=action.number,
        temporalCoverage=window(action.due),
        about=topics(site, [] if page.inherited_topics else page.topics),
        citation=sources(page.sources),
        **record,
    )
