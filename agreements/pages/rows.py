"""Lines of the lists."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from agreements.models import AgreedAction, Agreement, Meeting, Party, Person
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


def meeting_rows(meetings: Iterable[Meeting]) -> Iterator[MeetingRow]:
    """Of meetings got with `for_list`."""
    for meeting in meetings:
        body = meeting.public_body
        yield MeetingRow(
            url=meeting.get_absolute_url(),
            name=meeting.name,
            title=meeting.public_name,
            body=body.name if body and not meeting.title else "",
            relation=relation_of(meeting),
            date=when(meeting),
            place=commas((meeting.city, meeting.country)),
            status=str(meeting.get_status_display()),
            held=meeting.was_held,
            level=str(meeting.get_level_display()) if meeting.level != "unknown" else "",
            actions=meeting.action_count,  # type: ignore[attr-defined]
        )


def action_rows(on: date) -> Callable[[Iterable[AgreedAction]], Iterator[ActionRow]]:
    """A maker of lines of actions got with `for_list` and `with_status`."""

    known = known_parties(on)

    def rows(actions: Iterable[AgreedAction]) -> Iterator[ActionRow]:
        for action in actions:
            parent = action.parent
            yield ActionRow(
                url=action.get_absolute_url(),
                text=action.text,
                where=parent.public_name if isinstance(parent, Meeting) else parent.title,
                where_url=parent.get_absolute_url(),
                relation=relation_named(parent.relation, action.card.parties, known),
                agreed=str((parent.date if isinstance(parent, Meeting) else parent.signed) or ""),
                owed_by=owed_by(action, known),
                standing=standing(action, on),
            )

    return rows


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
