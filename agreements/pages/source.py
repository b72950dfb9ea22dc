"""The page of one source: every public fact it supports."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from agreements.models import ActionUpdate, Citation, Source
from agreements.models.vocabularies import Publication
from agreements.pages.links import Link

MOST_FACTS = 300


@dataclass(frozen=True)
class Fact:
    """What the source supports: its kind in words, the record it stands in, and what the source says of it."""

    kind: str
    record: Link
    text: str
    citation: Citation | None


@dataclass(frozen=True)
class SourcePage:
    source: Source
    facts: list[Fact]
    fact_count: int


def source_page(source: Source) -> SourcePage:
    """Two queries: its citations with what they lead to, and the updates that name it."""
    citations = Citation.published.filter(source=source).select_related(
        "meeting__body",
        "agreement",
        "body",
        "participant__person",
        "participant__delegation__meeting__body",
        "of_position__meeting__body",
        "action__meeting__body",
        "action__agreement",
        "person",
        "institution",
    )
    updates = (
        ActionUpdate.objects.filter(Q(source=source) | Q(second_source=source))
        .filter(
            Q(action__meeting__publication=Publication.PUBLISHED)
            | Q(action__agreement__publication=Publication.PUBLISHED)
        )
        .select_related("action__meeting__body", "action__agreement")
        .order_by("pk")
    )
    facts = [_fact(citation) for citation in citations.order_by("pk")[:MOST_FACTS]]
    facts += [Fact(gettext("What became of an action"), _action_link(update), update.what, None) for update in updates]
    count = citations.count() + len(updates)
    return SourcePage(source=source, facts=facts, fact_count=count)


def _action_link(update: ActionUpdate) -> Link:
    action = update.action
    name = action.meeting.public_name if action.meeting else str(action.agreement)
    return Link(f"{name}, {gettext('action %d') % action.number}", action.get_absolute_url())


def _fact(citation: Citation) -> Fact:
    return next(_facts(citation))


def _facts(citation: Citation) -> Iterator[Fact]:
    participant, position, action = citation.participant, citation.of_position, citation.action
    if citation.meeting:
        meeting = citation.meeting
        yield Fact(gettext("Meeting"), Link(meeting.public_name, meeting.get_absolute_url()), citation.field, citation)
    if participant:
        meeting = participant.delegation.meeting
        text = ", ".join(str(part) for part in (participant.person, participant.post) if part)
        yield Fact(gettext("Participant"), Link(meeting.public_name, meeting.get_absolute_url()), text, citation)
    if position:
        meeting = position.meeting
        link = Link(meeting.public_name, meeting.get_absolute_url())
        yield Fact(gettext("What was said"), link, position.text, citation)
    if action:
        name = action.meeting.public_name if action.meeting else str(action.agreement)
        yield Fact(gettext("Agreed action"), Link(name, action.get_absolute_url()), action.text, citation)
    for kind, record in (
        (gettext("Agreement"), citation.agreement),
        (gettext("Body"), citation.body),
        (gettext("Person"), citation.person),
        (gettext("Institution"), citation.institution),
    ):
        if record is not None:
            yield Fact(kind, Link(str(record), record.get_absolute_url()), citation.field, citation)
