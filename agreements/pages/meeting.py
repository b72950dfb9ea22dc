"""The page of one meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from agreements.models import (
    AgreedAction,
    Citation,
    Delegation,
    Meeting,
    Participant,
    Party,
    Position,
    PositionParty,
    Topic,
)
from agreements.models.vocabularies import LEADING_ROLES, ParticipantRole
from agreements.pages.actions import ActionLine, line, with_lines
from agreements.pages.links import Link, public_links, public_topics, topic_rows
from agreements.pages.marks import Mark, SourceList
from agreements.pages.series import Thread, thread
from agreements.pages.strands import Strand, after, before
from agreements.pages.tense import Wording, when, wording

ROLE_ORDER = {role: order for order, role in enumerate(ParticipantRole.values)}


@dataclass(frozen=True)
class Seat:
    """`name` is empty where the sources name nobody: the post stands for whoever sat there."""

    participant: Participant
    name: str
    url: str
    leads: bool
    marks: list[Mark]


@dataclass(frozen=True)
class Side:
    """A party's side of the table: `letter` is "a" or "b" for the relation's two, "" for further parties."""

    party: Link
    letter: str
    seats: list[Seat]


@dataclass(frozen=True)
class Statement:
    text: str
    topic: Link | None
    marks: list[Mark]


@dataclass(frozen=True)
class Said:
    """What was said, by the same parties, in the order of the record. `speaker` is "" for nobody in particular."""

    speaker: str
    letter: str
    statements: list[Statement]


@dataclass(frozen=True)
class Note:
    """What is uncertain about one fact, `about` naming it; "" for the record as a whole."""

    about: str
    text: str


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    words: Wording
    relation: Link
    further_parties: list[Link]
    body: Link | None
    title: str
    title_marks: list[Mark]
    date: str
    date_marks: list[Mark]
    place: list[Link]
    place_marks: list[Mark]
    thread: Thread | None
    sides: list[Side]
    actions: list[ActionLine]
    said: list[Said]
    before: list[Strand]
    after: list[Strand]
    topics: list[Topic]
    sources: SourceList
    notes: list[Note]

    @property
    def seat_count(self) -> int:
        return sum(len(side.seats) for side in self.sides)

    @property
    def action_summary(self) -> str:
        """ "11 actions · 1 completed, 10 not yet assessed"."""
        count = len(self.actions)
        counts: dict[str, int] = {}
        for action in self.actions:
            label = action.standing.evidence_label.lower()
            counts[label] = counts.get(label, 0) + 1
        total = ngettext("%(count)d action", "%(count)d actions", count) % {"count": count}
        told = ", ".join(f"{number} {label}" for label, number in counts.items())
        return " · ".join(part for part in (total, told) if part)


def meeting_page(meeting: Meeting, on: date) -> MeetingPage:
    """Of a published meeting got with `for_page`; ten further queries whatever it holds."""
    sources = SourceList(list(meeting.citations.all()))
    actions = with_lines(AgreedAction.published.filter(meeting=meeting), on)
    links = public_links([*meeting.all_parties, *([meeting.country] if meeting.country else [])])
    sides = [_side(party, letter, meeting, sources, links) for party, letter in _lettered(meeting)]
    lines = [line(action, meeting.all_parties, sources, on) for action in actions]
    body = meeting.public_body
    return MeetingPage(
        meeting=meeting,
        words=wording(meeting),
        relation=Link(str(meeting.relation), meeting.relation.get_absolute_url()),
        further_parties=[links[party.pk] for party in meeting.further_parties],
        body=Link(body.name, body.get_absolute_url()) if body else None,
        title=_title(meeting),
        title_marks=sources.of_field("ordinal") + sources.of_field("title"),
        date=meeting.date.with_weekday() if meeting.date else capfirst(when(meeting)),
        date_marks=sources.of_field("date" if meeting.date else "planned_date"),
        place=_place(meeting, links),
        place_marks=sources.of_field("place", "venue", "city", "country"),
        thread=thread(body, meeting) if body else None,
        sides=[side for side in sides if side.seats or side.letter],
        actions=lines,
        said=list(_said(meeting, sources)),
        before=list(before(meeting, actions)),
        after=list(after(actions)),
        topics=[row.topic for row in meeting.topic_rows.all()],
        sources=sources,
        notes=[note for note in _notes(meeting) if note.text],
    )


def for_page(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    seats = Participant.objects.select_related("person", "institution").prefetch_related(
        Prefetch("citations", Citation.objects.select_related("source"))
    )
    said = Position.objects.prefetch_related(
        Prefetch("party_rows", PositionParty.objects.select_related("party").order_by("party__sort_key")),
        Prefetch("citations", Citation.objects.select_related("source")),
    ).select_related("topic")
    return (
        meetings.with_parties()  # type: ignore[attr-defined]
        .select_related("body", "country")
        .prefetch_related(
            Prefetch("delegations", Delegation.objects.prefetch_related(Prefetch("participants", seats))),
            Prefetch("positions", said),
            Prefetch("citations", Citation.objects.select_related("source")),
            topic_rows(),
        )
    )


def _title(meeting: Meeting) -> str:
    """ "21st meeting, Madrid"; an occasion's own title says where it was."""
    if meeting.title or not meeting.city:
        return meeting.name
    return f"{meeting.name}, {meeting.city}"


def _place(meeting: Meeting, links: dict[str, Link]) -> list[Link]:
    """As in `Meeting.place`, with the country's page."""
    known = [Link(part) for part in (meeting.venue, meeting.city) if part]
    return [*known, links[meeting.country.pk]] if meeting.country else known


def _lettered(meeting: Meeting) -> Iterator[tuple[Party, str]]:
    yield from zip(meeting.relation.sides, "ab", strict=True)
    yield from ((party, "") for party in meeting.further_parties)


def _side(party: Party, letter: str, meeting: Meeting, sources: SourceList, links: dict[str, Link]) -> Side:
    delegation = next((found for found in meeting.delegations.all() if found.party_id == party.pk), None)
    participants = list(delegation.participants.all()) if delegation else []
    participants.sort(key=lambda row: (ROLE_ORDER[row.role], row.position, row.pk))
    return Side(links[party.pk], letter, [_seat(participant, sources) for participant in participants])


def _seat(participant: Participant, sources: SourceList) -> Seat:
    person = participant.person
    return Seat(
        participant=participant,
        name=person.name if person else "",
        url=person.get_absolute_url() if person else "",
        leads=participant.role in LEADING_ROLES,
        marks=sources.marks(participant.citations.all(), str(participant)),
    )


def _said(meeting: Meeting, sources: SourceList) -> Iterator[Said]:
    """Grouped by who said it: each side, then both, then nobody in particular."""
    sides = {side.pk: letter for side, letter in _lettered(meeting)}
    positions = list(meeting.positions.all())
    topics = public_topics(position.topic for position in positions if position.topic)
    groups: dict[tuple[str, ...], list[Statement]] = {}
    names: dict[tuple[str, ...], str] = {}
    for position in positions:
        parties = [row.party for row in position.party_rows.all()]
        key = tuple(party.pk for party in parties)
        names[key] = _speaker(parties, sides)
        marks = sources.marks(position.citations.all(), gettext("what was said"))
        topic = topics[position.topic.pk] if position.topic else None
        groups.setdefault(key, []).append(Statement(position.text, topic, marks))
    for key in sorted(groups, key=lambda parties: (not parties, len(parties), [sides.get(pk, "z") for pk in parties])):
        yield Said(names[key], sides.get(key[0], "") if len(key) == 1 else "", groups[key])


def _speaker(parties: list[Party], sides: dict[str, str]) -> str:
    if len(parties) > 1 and len(parties) == len(sides):
        return gettext("Both") if len(parties) == 2 else gettext("All")
    return ", ".join(str(party) for party in parties)


def _notes(meeting: Meeting) -> Iterator[Note]:
    yield Note(gettext("The number"), meeting.ordinal_note)
    yield Note(gettext("The date"), meeting.date_note)
    yield Note(gettext("The place"), meeting.place_note)
    yield Note(gettext("The status"), meeting.status_note)
    yield Note("", meeting.notes)
