"""The page of one source: every public fact it supports."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from agreements.models import ActionUpdate, Citation, Source
from agreements.models.base import parent_published
from agreements.pages.links import Link, public_links
from agreements.pages.marks import about, fact_of
from agreements.pages.tense import day_in_words
from agreements.wording import commas

FACTS_A_PAGE = 300


@dataclass(frozen=True)
class Fact:
    """What the source supports: its kind in words, the record it stands in, and what the source says of it."""

    kind: str
    record: Link
    text: str
    citation: Citation | None


@dataclass(frozen=True)
class SourcePage:
    """`number` is the page of `facts` shown, of `last`; `first` counts the first of them."""

    source: Source
    about: str
    issuing_party: Link | None
    accessed: str
    facts: list[Fact]
    fact_count: int
    first: int
    number: int
    last: int

    @property
    def shown_to(self) -> int:
        return self.first + len(self.facts) - 1


def source_page(source: Source, number: int = 1) -> SourcePage:
    """Five queries: its citations with what they lead to, the updates that name it, both counted, and who issued it."""
    citations, updates = _citations(source), _updates(source)
    cited = citations.count()
    count = cited + updates.count()
    start, end = (number - 1) * FACTS_A_PAGE, number * FACTS_A_PAGE
    facts = [_fact(citation) for citation in citations[start:end]]
    for update in updates[max(start - cited, 0) : max(end - cited, 0)]:
        facts.append(Fact(gettext("What became of an action"), _action_link(update), update.what, None))
    issuing = source.issuing_party
    return SourcePage(
        source=source,
        about=about(source),
        issuing_party=public_links([issuing])[issuing.pk] if issuing else None,
        accessed=day_in_words(source.accessed),
        facts=facts,
        fact_count=count,
        first=start + 1,
        number=number,
        last=max(-(-count // FACTS_A_PAGE), 1),
    )


def _citations(source: Source) -> QuerySet[Citation]:
    return (
        Citation.published.filter(source=source)
        .select_related(
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
        .order_by("pk")
    )


def _updates(source: Source) -> QuerySet[ActionUpdate]:
    return (
        ActionUpdate.objects.filter(Q(source=source) | Q(second_source=source))
        .filter(parent_published("action__"))
        .select_related("action__meeting__body", "action__agreement")
        .order_by("pk")
    )


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
        yield Fact(
            gettext("Meeting"), Link(meeting.public_name, meeting.get_absolute_url()), fact_of(citation), citation
        )
    if participant:
        meeting = participant.delegation.meeting
        text = commas((participant.person, participant.post))
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
            yield Fact(kind, Link(str(record), record.get_absolute_url()), fact_of(citation), citation)
