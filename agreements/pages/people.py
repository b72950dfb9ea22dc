"""The pages of people and institutions: where they sat, in which post."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet

from agreements.models import Institution, Participant, Party, Person
from agreements.models.partial_dates import Earliest
from agreements.models.vocabularies import Publication
from agreements.pages.entities import list_url
from agreements.pages.links import Link

MOST_SEATS = 200


@dataclass(frozen=True)
class SeatRow:
    """One seat at one published meeting."""

    date: str
    meeting: Link
    party: str
    post: str
    role: str
    person: Link | None
    institution: Link | None


@dataclass(frozen=True)
class PersonPage:
    person: Person
    variants: list[str]
    parties: list[Link]
    seats: list[SeatRow]
    seat_count: int
    meetings_url: str


@dataclass(frozen=True)
class InstitutionPage:
    institution: Institution
    party: Link
    variants: list[str]
    seats: list[SeatRow]
    seat_count: int
    meetings_url: str


def _seats(**whose: Person | Institution) -> QuerySet[Participant]:
    return (
        Participant.objects.filter(delegation__meeting__publication=Publication.PUBLISHED, **whose)
        .select_related("person", "institution", "delegation__party", "delegation__meeting__body")
        .order_by(Earliest("delegation__meeting__date").desc(nulls_last=True), "pk")
    )


def _row(seat: Participant) -> SeatRow:
    meeting = seat.delegation.meeting
    person, institution = seat.person, seat.institution
    return SeatRow(
        date=str(meeting.date or ""),
        meeting=Link(meeting.public_name, meeting.get_absolute_url()),
        party=str(seat.delegation.party),
        post=seat.post,
        role=str(seat.get_role_display()),
        person=Link(person.name, person.get_absolute_url()) if person else None,
        institution=Link(institution.name, institution.get_absolute_url()) if institution else None,
    )


def _shown(seats: QuerySet[Participant]) -> tuple[list[Participant], int]:
    page = Paginator(seats, MOST_SEATS).page(1)
    return list(page.object_list), page.paginator.count


def person_page(person: Person) -> PersonPage:
    seats, count = _shown(_seats(person=person))
    parties = {seat.delegation.party.pk: seat.delegation.party for seat in seats}
    return PersonPage(
        person=person,
        variants=[variant.name for variant in person.variants.all()],
        parties=[Link(str(party), party.get_absolute_url()) for party in sorted(parties.values(), key=str)],
        seats=[_row(seat) for seat in seats],
        seat_count=count,
        meetings_url=list_url("meeting", person=person.slug),
    )


def institution_page(institution: Institution) -> InstitutionPage:
    seats, count = _shown(_seats(institution=institution))
    party: Party = institution.party
    return InstitutionPage(
        institution=institution,
        party=Link(str(party), party.get_absolute_url()),
        variants=[variant.name for variant in institution.variants.all()],
        seats=[_row(seat) for seat in seats],
        seat_count=count,
        meetings_url=list_url("meeting", institution=institution.slug),
    )
