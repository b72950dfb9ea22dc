"""The pages of people and institutions: where they sat, in which post."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from agreements.models import Institution, Participant, Party, Person
from agreements.models.partial_dates import Earliest
from agreements.models.vocabularies import MeetingStatus, Publication
from agreements.pages.company import Company, company
from agreements.pages.entities import list_url
from agreements.pages.grid import Grid, grid, legend
from agreements.pages.kept import kept
from agreements.pages.links import Link
from agreements.pages.marks import SourceList
from agreements.pages.parties import known_parties
from agreements.pages.posts import Post, posts
from agreements.pages.tense import unheld_status, when

MOST_SEATS = 200
NOT_HELD = [str(status) for status in MeetingStatus if status != MeetingStatus.HELD]


@dataclass(frozen=True)
class SeatRow:
    """One seat at one published meeting; `unheld` is the status of a meeting that was not held, else ""."""

    date: str
    unheld: str
    meeting: Link
    party: str
    post: str
    role: str
    person: Link | None
    institution: Link | None


@dataclass(frozen=True)
class Presence:
    """The latest seats, and the meetings they were at: each count is the number of rows that its address lists."""

    seats: list[SeatRow]
    further_seats: int
    held: int
    held_url: str
    unheld: int
    unheld_url: str
    all_url: str
    actions_url: str
    posts: list[Post]
    grid: Grid
    legend: list[tuple[str, str]]
    company: Company


@dataclass(frozen=True)
class PersonPage:
    person: Person
    variants: list[str]
    parties: list[Link]
    presence: Presence
    sources: SourceList


@dataclass(frozen=True)
class InstitutionPage:
    institution: Institution
    party: Link
    variants: list[str]
    presence: Presence
    sources: SourceList


def _seats(**whose: int | list[int]) -> QuerySet[Participant]:
    return (
        Participant.objects.filter(delegation__meeting__publication=Publication.PUBLISHED, **whose)
        .select_related("person", "institution", "delegation__party", "delegation__meeting__body")
        .order_by(Earliest("delegation__meeting__date").desc(nulls_last=True), "pk")
    )


def _row(seat: Participant) -> SeatRow:
    meeting = seat.delegation.meeting
    person, institution = seat.person, seat.institution
    return SeatRow(
        date=when(meeting),
        unheld=unheld_status(meeting),
        meeting=Link(meeting.public_name, meeting.get_absolute_url()),
        party=str(seat.delegation.party),
        post=seat.post,
        role=str(seat.get_role_display()),
        person=Link(person.name, person.get_absolute_url()) if person else None,
        institution=Link(institution.name, institution.get_absolute_url()) if institution else None,
    )


class _Counts(NamedTuple):
    """`latest` are the keys of the seats that are shown."""

    seats: int
    held: int
    unheld: int
    latest: list[int]


def _counts(_on: date, name: str, whose: int) -> _Counts:
    seats = _seats(**{name: whose})
    was_held = Q(delegation__meeting__status=MeetingStatus.HELD)
    counts = seats.order_by().aggregate(
        seats=Count("pk"),
        held=Count("delegation__meeting", filter=was_held, distinct=True),
        unheld=Count("delegation__meeting", filter=~was_held, distinct=True),
    )
    return _Counts(**counts, latest=list(seats.values_list("pk", flat=True)[:MOST_SEATS]))


def _presence(name: str, whose: Person | Institution, on: date) -> Presence:
    """Two queries, of the seats shown and those of the grid, and what is kept: the counts, the grid, the company."""
    counts = kept(_counts, on, name, whose.pk)
    of, drawn = {name: whose.slug}, grid(name, whose, on)
    shown = list(_seats(pk__in=counts.latest))
    return Presence(
        seats=[_row(seat) for seat in shown],
        further_seats=max(counts.seats - MOST_SEATS, 0),
        held=counts.held,
        held_url=list_url("meeting", **of, status=str(MeetingStatus.HELD)),
        unheld=counts.unheld,
        unheld_url=list_url("meeting", **of, status=NOT_HELD),
        all_url=list_url("meeting", **of),
        actions_url=list_url("action", **of),
        posts=posts(shown, people=name == "institution"),
        grid=drawn,
        legend=legend(drawn.shapes),
        company=company(name, whose, on),
    )


def person_page(person: Person, on: date) -> PersonPage:
    """Of one got with their card."""
    parties = [known_parties(on)[code] for code in person.card.parties]
    return PersonPage(
        person=person,
        variants=[variant.name for variant in person.variants.all()],
        parties=[Link(str(party), party.get_absolute_url()) for party in sorted(parties, key=str)],
        presence=_presence("person", person, on),
        sources=SourceList(list(person.citations.all())),
    )


def institution_page(institution: Institution, on: date) -> InstitutionPage:
    party: Party = institution.party
    return InstitutionPage(
        institution=institution,
        party=Link(str(party), party.get_absolute_url()),
        variants=[variant.name for variant in institution.variants.all()],
        presence=_presence("institution", institution, on),
        sources=SourceList(list(institution.citations.all())),
    )
