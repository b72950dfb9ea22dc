"""The page of one meeting."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from agreements.models import AgreedAction, Meeting, Participant, Party, Position, PositionParty, Topic
from agreements.models.vocabularies import LEADING_ROLES, ParticipantRole
from agreements.pages.actions import ActionLine, lines, told
from agreements.pages.cited import Cited, cited
from agreements.pages.lineage import Strip, strip
from agreements.pages.links import Link, public_links, public_topics, topics_in_order
from agreements.pages.marks import Marks, SourceList
from agreements.pages.series import Thread, thread
from agreements.pages.tense import Wording, when, wording
from agreements.wording import commas

ROLE_ORDER = {role: order for order, role in enumerate(ParticipantRole.values)}


@dataclass(frozen=True)
class Seat:
    """`name` is empty where the sources name nobody: the post stands for whoever sat there. `role` is "" for a plain
    member."""

    name: str
    url: str
    post: str
    institution: Link | None
    role: str
    leads: bool
    note: str
    marks: Marks


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
    marks: Marks


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
    title_marks: Marks
    date: str
    date_marks: Marks
    place: list[Link]
    place_marks: Marks
    tags: list[tuple[str, Marks]]
    thread: Thread | None
    sides: list[Side]
    sides_marks: Marks
    actions: list[ActionLine]
    said: list[Said]
    strip: Strip
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
        told = commas(f"{number} {label}" for label, number in counts.items())
        return " · ".join(part for part in (total, told) if part)


def meeting_page(meeting: Meeting, on: date) -> MeetingPage:
    """Of a published meeting got with `for_page`; sixteen further queries at most, whatever it holds."""
    seats = list(_seats(meeting))
    positions = list(Position.objects.filter(meeting=meeting).select_related("topic"))
    actions = told(AgreedAction.objects.filter(meeting=meeting), meeting)
    known = cited(
        meeting=[meeting.pk],
        participant=[seat.pk for seat in seats],
        of_position=[position.pk for position in positions],
        action=[action.pk for action in actions.actions],
        updates=actions.all_updates,
    )
    sources = SourceList(known.of("meeting", meeting.pk))
    links = _links(meeting)
    sides = [_side(party, letter, seats, known, sources, links) for party, letter in _lettered(meeting)]
    body = meeting.public_body
    return MeetingPage(
        meeting=meeting,
        words=wording(meeting),
        relation=Link(str(meeting.relation), meeting.relation.get_absolute_url()),
        further_parties=[links[party.pk] for party in meeting.further_parties],
        body=Link(body.name, body.get_absolute_url()) if body else None,
        title=_title(meeting),
        title_marks=sources.of_field("ordinal", "title", "body"),
        date=meeting.date.with_weekday() if meeting.date else capfirst(when(meeting)),
        date_marks=sources.of_field("date" if meeting.date else "planned_date"),
        place=_place(meeting, links),
        place_marks=sources.of_field("place", "venue", "city", "country"),
        tags=list(_tags(meeting, sources)),
        thread=thread(body, meeting) if body else None,
        sides=[side for side in sides if side.seats or side.letter],
        sides_marks=sources.of_field("participants"),
        actions=lines(actions, known, sources, on),
        said=list(_said(meeting, positions, known, sources)),
        strip=strip(actions),
        topics=[row.topic for row in topics_in_order(meeting.topic_rows)],
        sources=sources,
        notes=[note for note in _notes(meeting) if note.text],
    )


def for_page(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.with_parties().select_related("body", "country")  # type: ignore[attr-defined]


def _seats(meeting: Meeting) -> QuerySet[Participant]:
    return Participant.objects.filter(delegation__meeting=meeting).select_related("delegation", "person", "institution")


def _links(meeting: Meeting) -> dict[str, Link]:
    """The parties of a published meeting are public, the country where it met only if it has a page."""
    links = {party.pk: Link(str(party), party.get_absolute_url()) for party in meeting.all_parties}
    country = meeting.country
    return links | public_links([country]) if country and country.pk not in links else links


def _tags(meeting: Meeting, sources: SourceList) -> Iterator[tuple[str, Marks]]:
    yield str(meeting.get_status_display()), sources.of_field("status")
    if meeting.level != "unknown":
        yield str(meeting.get_level_display()), sources.of_field("level")
    if meeting.format != "unknown":
        yield str(meeting.get_format_display()), sources.of_field("format")


def _title(meeting: Meeting) -> str:
    """ "21st meeting, Madrid"; an occasion's own title says where it was."""
    if meeting.title or not meeting.city:
        return meeting.name
    return commas((meeting.name, meeting.city))


def _place(meeting: Meeting, links: dict[str, Link]) -> list[Link]:
    """As in `Meeting.place`, with the country's page."""
    known = [Link(part) for part in (meeting.venue, meeting.city) if part]
    return [*known, links[meeting.country.pk]] if meeting.country else known


def _lettered(meeting: Meeting) -> Iterator[tuple[Party, str]]:
    yield from zip(meeting.relation.sides, "ab", strict=True)
    yield from ((party, "") for party in meeting.further_parties)


def _side(
    party: Party, letter: str, seats: list[Participant], known: Cited, sources: SourceList, links: dict[str, Link]
) -> Side:
    own = [seat for seat in seats if seat.delegation.party_id == party.pk]
    own.sort(key=lambda row: (ROLE_ORDER[row.role], row.position, row.pk))
    return Side(links[party.pk], letter, [_seat(seat, known, sources) for seat in own])


def _seat(participant: Participant, known: Cited, sources: SourceList) -> Seat:
    person, institution, role = participant.person, participant.institution, participant.role
    return Seat(
        name=person.name if person else "",
        url=person.get_absolute_url() if person else "",
        post=participant.post,
        institution=Link(institution.name, institution.get_absolute_url()) if institution else None,
        role=str(participant.get_role_display()) if role != ParticipantRole.MEMBER else "",
        leads=role in LEADING_ROLES,
        note=participant.note,
        marks=sources.marks(known.of("participant", participant.pk), str(participant)),
    )


def _said(meeting: Meeting, positions: list[Position], known: Cited, sources: SourceList) -> Iterator[Said]:
    """Grouped by who said it: each side, then both, then nobody in particular."""
    if not positions:
        return
    letters = {side.pk: letter for side, letter in _lettered(meeting)}
    speakers = _speakers(positions)
    named = [position.topic for position in positions if position.topic]
    topics = public_topics(named) if named else {}
    groups: dict[tuple[str, ...], list[Statement]] = {}
    names: dict[tuple[str, ...], str] = {}
    for position in positions:
        parties = speakers[position.pk]
        key = tuple(party.pk for party in parties)
        names[key] = _speaker(parties, letters)
        marks = sources.marks(known.of("of_position", position.pk), gettext("what was said"))
        topic = topics[position.topic.pk] if position.topic else None
        groups.setdefault(key, []).append(Statement(position.text, topic, marks))
    order = sorted(groups, key=lambda parties: (not parties, len(parties), [letters.get(pk, "z") for pk in parties]))
    for key in order:
        yield Said(names[key], letters.get(key[0], "") if len(key) == 1 else "", groups[key])


def _speakers(positions: list[Position]) -> dict[int, list[Party]]:
    rows = PositionParty.objects.filter(of_position__in=[position.pk for position in positions])
    speakers: dict[int, list[Party]] = defaultdict(list)
    for row in rows.select_related("party").order_by("party__sort_key"):
        speakers[row.of_position_id].append(row.party)
    return speakers


def _speaker(parties: list[Party], sides: dict[str, str]) -> str:
    if len(parties) > 1 and len(parties) == len(sides):
        return gettext("Both") if len(parties) == 2 else gettext("All")
    return commas(parties)


def _notes(meeting: Meeting) -> Iterator[Note]:
    yield Note(gettext("The number"), meeting.ordinal_note)
    yield Note(gettext("The date"), meeting.date_note)
    yield Note(gettext("The place"), meeting.place_note)
    yield Note(gettext("The status"), meeting.status_note)
    yield Note("", meeting.notes)
