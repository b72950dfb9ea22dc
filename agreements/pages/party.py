"""The page of a party: with whom it agreed what, in which bodies, who sat for it, and what it owes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from agreements.models import AgreementCard, BodyCard, MeetingCard, Party, PersonCard, Relation
from agreements.models.vocabularies import MeetingStatus
from agreements.pages.chart import Chart, chart
from agreements.pages.entities import Part, latest_agreements, latest_meetings, list_url
from agreements.pages.kept import kept
from agreements.pages.links import Link
from agreements.pages.numbers import SHOWN, of_party
from agreements.pages.pairs import Counted, Pairs, pairs
from agreements.pages.rows import AgreementRow, MeetingRow
from agreements.pages.tally import Owed, Tally, agreed


@dataclass(frozen=True)
class Named:
    """A body or a person, with the meetings behind the count."""

    link: Link
    detail: str
    meetings: Counted


@dataclass(frozen=True)
class PartyPage:
    party: Party
    relation_count: int
    relations_url: str
    pairs: Pairs
    chart: Chart | None
    tally: Tally
    owed: list[Owed]
    bodies: Part[Named]
    people: Part[Named]
    meetings: Part[MeetingRow]
    agreements: Part[AgreementRow]
    institutions_url: str


def party_page(party: Party, on: date) -> PartyPage:
    code, part = party.code, {"parties__contains": [party.code]}
    numbers = kept(of_party, on, code)
    became = agreed(numbers.groups, on, SHOWN, responsible=code)
    return PartyPage(
        party=party,
        relation_count=Relation.published.filter(Q(a=party) | Q(b=party)).count(),
        relations_url=list_url("relation", party=code),
        pairs=pairs(numbers.pairs, party=code),
        chart=chart(numbers.years, numbers.first, on, party=code),
        tally=became.tally,
        owed=became.owed,
        bodies=_bodies(code),
        people=_people(code),
        meetings=latest_meetings(MeetingCard.objects.filter(**part), SHOWN, on, numbers.meetings, party=code),
        agreements=latest_agreements(AgreementCard.objects.filter(**part), SHOWN, numbers.agreements, party=code),
        institutions_url=list_url("institution", party=code),
    )


def _bodies(code: str) -> Part[Named]:
    cards = BodyCard.objects.filter(parties__contains=[code])
    busiest = cards.select_related("body").order_by("-meetings", "sort_key", "pk")[:SHOWN]
    rows = [
        Named(
            Link(card.body.name, card.body.get_absolute_url()),
            str(card.body.get_kind_display()),
            Counted(card.meetings, list_url("meeting", body=card.body.slug) if card.meetings else ""),
        )
        for card in busiest
    ]
    return Part(rows, cards.count(), list_url("body", party=code))


def _people(code: str) -> Part[Named]:
    cards = PersonCard.objects.filter(parties__contains=[code])
    busiest = cards.select_related("person").order_by(F("meetings").desc(nulls_last=True), "sort_key", "pk")[:SHOWN]
    held = str(MeetingStatus.HELD)
    rows = [
        Named(
            Link(card.person.name, card.person.get_absolute_url()),
            card.person.native_name,
            Counted(card.meetings, list_url("meeting", person=card.person.slug, status=held) if card.meetings else ""),
        )
        for card in busiest
    ]
    return Part(rows, cards.count(), list_url("person", party=code, sort="-meetings"))
