"""Lines of the lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from agreements.models import Agreement, Meeting, Party, Person
from agreements.models.listed import ListedAction, ListedMeeting
from agreements.models.vocabularies import MeetingLevel
from agreements.pages.parties import known_parties, owed_by, relation_named
from agreements.pages.standing import Standing, standing
from agreements.pages.tense import when
from agreements.wording import commas


@dataclass(frozen=True)
class MeetingRow:
    url: str
    name: str
    body: str
    relation: str
    date: str
    place: str
    status: str
    held: bool
    level: str
    actions: int
    title: str


@dataclass(frozen=True)
class ActionRow:
    url: str
    text: str
    where: str
    where_url: str
    relation: str
    agreed: str
    owed_by: str
    standing: Standing


@dataclass(frozen=True)
class AgreementRow:
    url: str
    title: str
    relation: str
    designation: str
    subject: str
    lifecycle: str
    signed: str
    in_force: str


def relation_of(record: Meeting | Agreement) -> str:
    """ "Morocco and Spain", further parties after them."""
    further: list[Party] = record.further_parties
    if not further:
        return str(record.relation)
    names = commas(further)
    return gettext("%(relation)s, with %(others)s") % {"relation": record.relation, "others": names}


def meeting_rows(meetings: Iterable[ListedMeeting], on: date) -> Iterator[MeetingRow]:
    known = known_parties(on)
    for meeting in meetings:
        yield MeetingRow(
            url=meeting.get_absolute_url(),
            name=meeting.name,
            title=meeting.public_name,
            body="" if meeting.title else meeting.body_name,
            relation=relation_named((meeting.relation_a, meeting.relation_b), meeting.parties, known),
            date=when(meeting),
            place=commas((meeting.city, known[meeting.country] if meeting.country else None)),
            status=meeting.get_status_display(),
            held=meeting.was_held,
            level=str(MeetingLevel(meeting.level).label) if meeting.level != MeetingLevel.UNKNOWN else "",
            actions=meeting.actions,
        )


def action_rows(actions: Iterable[ListedAction], on: date) -> Iterator[ActionRow]:
    known = known_parties(on)
    for action in actions:
        yield ActionRow(
            url=action.get_absolute_url(),
            text=action.text,
            where=action.parent_name,
            where_url=action.parent_url,
            relation=relation_named((action.relation_a, action.relation_b), action.parties, known),
            agreed=str(action.agreed or ""),
            owed_by=owed_by(action.responsible, action.parties, known),
            standing=standing(action, on),
        )


def agreement_rows(agreements: Iterable[Agreement]) -> Iterator[AgreementRow]:
    for agreement in agreements:
        yield AgreementRow(
            url=agreement.get_absolute_url(),
            title=agreement.title,
            relation=relation_of(agreement),
            designation=str(agreement.get_designation_display()),
            subject=str(agreement.get_subject_display()) if agreement.subject != "not-established" else "",
            lifecycle=str(agreement.get_lifecycle_display()),
            signed=str(agreement.signed or ""),
            in_force=str(agreement.in_force or ""),
        )


@dataclass(frozen=True)
class PersonRow:
    url: str
    name: str
    native_name: str
    parties: str
    meetings: int


def person_rows(people: Iterable[Person]) -> Iterator[PersonRow]:
    """Of people got with `for_list`; one query for the names of their parties."""
    people = list(people)
    codes = {code for person in people for code in person.party_codes}  # type: ignore[attr-defined]
    names = {party.pk: str(party) for party in Party.objects.filter(pk__in=codes)}
    for person in people:
        yield PersonRow(
            url=person.get_absolute_url(),
            name=person.name,
            native_name=person.native_name,
            parties=commas(sorted(names[code] for code in person.party_codes)),  # type: ignore[attr-defined]
            meetings=person.meeting_count,  # type: ignore[attr-defined]
        )
