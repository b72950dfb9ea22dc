"""The page of one agreed action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from agreements.models import ActionUpdate, AgreedAction, Agreement, Citation, Meeting, Topic
from agreements.models.vocabularies import Evidence
from agreements.pages.actions import ActionLine, line, with_lines
from agreements.pages.links import Link, public_links, topics_in_order
from agreements.pages.marks import Mark, SourceList
from agreements.pages.meeting import Note
from agreements.pages.tense import day_in_words, unheld_status


@dataclass(frozen=True)
class Story:
    """One update, in the order of what it tells. `corrected` ones are struck, not hidden."""

    date: str
    what: str
    evidence: Evidence | None
    basis: str
    report: str
    checked: str
    corrected: bool
    marks: list[Mark]


@dataclass(frozen=True)
class ActionPage:
    """`agreed` is the day of the meeting or the signature; `unheld` the status of a meeting not held, else ""."""

    line: ActionLine
    relation: Link
    body: Link | None
    parent: Link
    parent_name: str
    agreed: str
    unheld: str
    responsible: list[Link]
    kind: str
    leads_to: Link | None
    topics: list[Topic]
    inherited_topics: bool
    inherited_sources: bool
    story: list[Story]
    sources: SourceList
    notes: list[Note]
    previous: Link | None
    next: Link | None


def action_page(action: AgreedAction, on: date) -> ActionPage:
    """Of a published action; the queries are those of `with_lines` and nine more."""
    [action] = with_lines(AgreedAction.published.filter(pk=action.pk), on)
    parent = action.parent
    is_meeting = isinstance(parent, Meeting)
    of_record = Citation.objects.filter(**{"meeting" if is_meeting else "agreement": parent}).select_related("source")
    own = list(action.citations.all())
    sources = SourceList(own or list(of_record))
    rows = list(topics_in_order(action.topic_rows)) or list(topics_in_order(parent.topic_rows))
    links = public_links(row.party for row in action.party_rows.all())
    body = parent.public_body if isinstance(parent, Meeting) else None
    relation = parent.relation
    return ActionPage(
        line=line(action, parent.all_parties, sources, on),
        relation=Link(str(relation), relation.get_absolute_url()),
        body=Link(body.name, body.get_absolute_url()) if body else None,
        parent=Link(_full_name(parent), parent.get_absolute_url()),
        parent_name=parent.name if isinstance(parent, Meeting) and body else _full_name(parent),
        agreed=str((parent.date if isinstance(parent, Meeting) else parent.signed) or ""),
        unheld=unheld_status(parent) if isinstance(parent, Meeting) else "",
        responsible=list(links.values()),
        kind=str(action.get_kind_display()),
        leads_to=_leads_to(action),
        topics=[row.topic for row in rows],
        inherited_topics=bool(rows) and rows[0].action_id is None,
        inherited_sources=not own,
        story=list(_story(action, sources)),
        sources=sources,
        notes=[Note(gettext("The due date"), action.due_note)] if action.due_note else [],
        previous=_neighbour(action, Q(number__lt=action.number), "-number"),
        next=_neighbour(action, Q(number__gt=action.number), "number"),
    )


def _full_name(parent: Meeting | Agreement) -> str:
    return parent.public_name if isinstance(parent, Meeting) else parent.title


def _leads_to(action: AgreedAction) -> Link | None:
    meeting, agreement = action.leads_to_meeting, action.leads_to_agreement
    if meeting and meeting.is_public:
        return Link(meeting.public_name, meeting.get_absolute_url(), str(meeting.date or ""))
    if agreement and agreement.is_public:
        return Link(agreement.title, agreement.get_absolute_url(), str(agreement.signed or ""))
    return None


def _neighbour(action: AgreedAction, beside: Q, order: str) -> Link | None:
    same = AgreedAction.published.filter(beside, meeting=action.meeting, agreement=action.agreement)
    found = same.select_related("meeting", "agreement").order_by(order).first()
    return Link(gettext("Action %d") % found.number, found.get_absolute_url()) if found else None


def _story(action: AgreedAction, sources: SourceList) -> Iterator[Story]:
    updates = list(action.updates.all())
    corrected = {update.corrects_id for update in updates}

    def day(update: ActionUpdate) -> tuple[bool, date, int]:
        latest = update.date.latest or date.max if update.date else date.min
        return update.date is not None, latest, update.pk

    for update in sorted(updates, key=day):
        told = gettext("what became of action %d") % action.number
        yield Story(
            date=str(update.date or gettext("undated")),
            what=update.what,
            evidence=Evidence(update.evidence) if update.evidence else None,
            basis=str(update.get_basis_display()),
            report=_report(update),
            checked=day_in_words(update.checked),
            corrected=update.pk in corrected,
            marks=sources.mark(update.source, told) + sources.mark(update.second_source, told),
        )


def _report(update: ActionUpdate) -> str:
    if not update.reported_status:
        return ""
    values = {"party": update.reporting_party, "status": update.get_reported_status_display()}
    return gettext("%(party)s reports: %(status)s") % values
