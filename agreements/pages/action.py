"""The page of one agreed action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from agreements.models import ActionUpdate, AgreedAction, Agreement, Meeting, Party, RecordTopic, Topic
from agreements.models.vocabularies import Evidence
from agreements.pages.actions import ActionLine, Told, became, line, told
from agreements.pages.cited import cited
from agreements.pages.lineage import Chain, chain
from agreements.pages.links import Link, topics_in_order
from agreements.pages.marks import Marks, SourceList
from agreements.pages.meeting import Note
from agreements.pages.tense import day_in_words, unheld_status


@dataclass(frozen=True)
class Story:
    """One update, in the order of what it tells. `corrected` ones are struck, not hidden."""

    pk: int
    date: str
    dated: bool
    what: str
    evidence: Evidence | None
    basis: str
    report: str
    checked: str
    corrected: bool
    marks: Marks


@dataclass(frozen=True)
class ActionPage:
    """`agreed` is the day of the meeting or the signature; `unheld` the status of a meeting not held, else ""."""

    line: ActionLine
    judged: Story | None
    reported: Story | None
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
    chain: Chain
    sources: SourceList
    notes: list[Note]
    previous: Link | None
    next: Link | None


def action_page(action: AgreedAction, on: date) -> ActionPage:
    """Of a published action with its parent; eighteen queries at most."""
    parent = _with_parties(action.parent)
    all_told = told([action], parent)
    kind = "meeting" if isinstance(parent, Meeting) else "agreement"
    known = cited(action=[action.pk], updates=all_told.all_updates, **{kind: [parent.pk]})
    own = known.of("action", action.pk)
    sources = SourceList(own or known.of(kind, parent.pk))
    rows = _topics(action, kind, parent)
    body = parent.public_body if isinstance(parent, Meeting) else None
    relation, (previous, following) = parent.relation, _neighbours(action, kind, parent)
    of_line = line(action, all_told, known, sources, on)
    story = list(_story(action, all_told, sources))
    return ActionPage(
        line=of_line,
        judged=_told_by(of_line.judged_by, story),
        reported=_told_by(of_line.reported_by, story),
        relation=Link(str(relation), relation.get_absolute_url()),
        body=Link(body.name, body.get_absolute_url()) if body else None,
        parent=Link(_full_name(parent), parent.get_absolute_url()),
        parent_name=parent.name if isinstance(parent, Meeting) and body else _full_name(parent),
        agreed=str((parent.date if isinstance(parent, Meeting) else parent.signed) or ""),
        unheld=unheld_status(parent) if isinstance(parent, Meeting) else "",
        responsible=[Link(str(party), party.get_absolute_url()) for party in all_told.owing.get(action.pk, [])],
        kind=of_line.kind,
        leads_to=all_told.led_to.get(action.pk),
        topics=[row.topic for row in rows],
        inherited_topics=bool(rows) and rows[0].action_id is None,
        inherited_sources=not own,
        story=story,
        chain=chain(action, all_told),
        sources=sources,
        notes=[Note(gettext("The due date"), action.due_note)] if action.due_note else [],
        previous=previous,
        next=following,
    )


def _full_name(parent: Meeting | Agreement) -> str:
    return parent.public_name if isinstance(parent, Meeting) else parent.title


def _with_parties(parent: Meeting | Agreement) -> Meeting | Agreement:
    """Two queries."""
    if isinstance(parent, Meeting):
        return Meeting.objects.with_parties().select_related("body").get(pk=parent.pk)
    return Agreement.objects.with_parties().get(pk=parent.pk)


def _topics(action: AgreedAction, kind: str, parent: Meeting | Agreement) -> list[RecordTopic]:
    """Its own, or else those of its record."""
    rows = list(topics_in_order(RecordTopic.objects.filter(Q(action=action) | Q(**{kind: parent}))))
    return [row for row in rows if row.action_id] or rows


def _neighbours(action: AgreedAction, kind: str, parent: Meeting | Agreement) -> tuple[Link | None, Link | None]:
    """The actions beside it in the same record: one query, of numbers alone."""
    numbers = list(AgreedAction.objects.filter(**{kind: parent}).order_by("number").values_list("number", flat=True))
    place = numbers.index(action.number)
    before, after = numbers[max(place - 1, 0) : place], numbers[place + 1 : place + 2]

    def link(number: int) -> Link:
        return Link(gettext("Action %d") % number, reverse("action-detail", args=[parent.slug, number]))

    return next(map(link, before), None), next(map(link, after), None)


def _told_by(update: ActionUpdate | None, story: list[Story]) -> Story | None:
    return next((entry for entry in story if update and entry.pk == update.pk), None)


def _story(action: AgreedAction, told: Told, sources: SourceList) -> Iterator[Story]:
    updates = told.updates.get(action.pk, [])
    corrected = {update.corrects_id for update in updates}
    reporting = Party.objects.in_bulk({update.reporting_party_id for update in updates if update.reporting_party_id})

    def day(update: ActionUpdate) -> tuple[bool, date, int]:
        latest = update.date.latest or date.max if update.date else date.min
        return update.date is not None, latest, update.pk

    for update in sorted(updates, key=day):
        yield Story(
            pk=update.pk,
            date=str(update.date or gettext("undated")),
            dated=update.date is not None,
            what=update.what,
            evidence=Evidence(update.evidence) if update.evidence else None,
            basis=str(update.get_basis_display()),
            report=_report(update, reporting),
            checked=day_in_words(update.checked),
            corrected=update.pk in corrected,
            marks=sources.mark(became(action), update.source, update.second_source),
        )


def _report(update: ActionUpdate, reporting: dict[str, Party]) -> str:
    if not update.reporting_party_id:
        return ""
    values = {"party": reporting[update.reporting_party_id], "status": update.get_reported_status_display()}
    return gettext("%(party)s reports: %(status)s") % values
