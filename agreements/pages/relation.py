"""The page of a relation: two parties' whole history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext, npgettext

from agreements.models import (
    ActionCard,
    Agreement,
    AgreementCard,
    BodyCard,
    Meeting,
    MeetingCard,
    Party,
    Relation,
)
from agreements.models.partial_dates import Earliest, Latest
from agreements.models.rhythm import Rhythm, rhythm
from agreements.models.vocabularies import MeetingStatus
from agreements.pages.entities import Part, latest_agreements, latest_meetings, list_url
from agreements.pages.kept import kept
from agreements.pages.lanes import All, Years, by_year, year_span, years_below
from agreements.pages.leadership import Side, leadership
from agreements.pages.links import Link
from agreements.pages.matrix import Strip, strips
from agreements.pages.numbers import of_relation
from agreements.pages.rows import AgreementRow, MeetingRow
from agreements.pages.tally import Agreed, Owed, Tally, agreed
from agreements.pages.timeline import (
    MOST_AGREEMENTS,
    MOST_MEETINGS,
    MOST_WINDOWS,
    Drawn,
    Timeline,
    axis_of,
    timeline,
)
from agreements.wording import grouped

SHOWN = 10
MOST_BODIES = 30


@dataclass(frozen=True)
class RelationPage:
    """`lasting` is from the first recorded event to the last, "" where no date is known; so are `timeline` and `years`
    None."""

    relation: Relation
    sides: list[Link]
    lasting: str
    years: Years | None
    rhythm: Rhythm
    timeline: Timeline | None
    leaders: list[Side]
    strips: list[Strip]
    tally: Tally
    owed: list[Owed]
    bodies: Part[BodyCard]
    meetings: Part[MeetingRow]
    agreements: Part[AgreementRow]


def relation_page(relation: Relation, on: date) -> RelationPage:
    slug, sides = relation.slug, relation.sides
    cards = MeetingCard.objects.filter(relation=relation)
    days = list(cards.values_list(Earliest("date"), Latest("date"), F("status")))
    agreements = latest_agreements(AgreementCard.objects.filter(relation=relation), SHOWN, relation=slug)
    meetings = latest_meetings(cards, SHOWN, on, relation=slug)
    numbers = kept(of_relation, on, relation.pk)
    became = agreed(numbers.groups, on, SHOWN, MOST_WINDOWS, relation=slug)
    drawn = _drawn(relation, became, on)
    known = [day for first, last, _status in days for day in (first, last)]
    events = [*known, *(signed.earliest for one in drawn.agreements if (signed := one.signed))]
    axis = axis_of([*events, *_edges(drawn)], on)
    heard = rhythm(((first, last) for first, last, status in days if status == MeetingStatus.HELD), on)
    return RelationPage(
        relation=relation,
        sides=[_link(party) for party in sides],
        years=years_below(axis, on) if axis else None,
        lasting=year_span(min(filter(None, events), default=None), max(filter(None, events), default=None)),
        rhythm=heard,
        timeline=timeline(drawn, _counts(meetings, agreements), heard.silences, axis, on, slug) if axis else None,
        leaders=leadership(numbers.led, cards, sides, axis, relation=slug),
        strips=strips("relation_id", relation.pk, axis, on, relation=slug),
        tally=became.tally,
        owed=became.owed,
        bodies=Part(drawn.bodies, _body_count(relation, drawn.bodies), list_url("body", relation=slug)),
        meetings=meetings,
        agreements=agreements,
    )


def _link(party: Party) -> Link:
    """A relation is public where something published joins its parties, and so are they."""
    return Link(str(party), party.get_absolute_url())


def _drawn(relation: Relation, became: Agreed, on: date) -> Drawn:
    """Each kind as records up to its bound, by year beyond it."""
    meetings = list(
        Meeting.published.filter(relation=relation).select_related("body").order_by("pk")[: MOST_MEETINGS + 1]
    )
    agreements = list(Agreement.published.filter(relation=relation).order_by("pk")[: MOST_AGREEMENTS + 1])
    bodies = BodyCard.objects.filter(relation=relation).select_related("body").order_by("-meetings", "sort_key", "pk")

    def counted(found: int, most: int, entity: str) -> dict[int, int]:
        return kept(_by_year, on, entity, relation.pk) if found > most else {}

    return Drawn(
        meetings[:MOST_MEETINGS],
        counted(len(meetings), MOST_MEETINGS, "meeting"),
        agreements[:MOST_AGREEMENTS],
        counted(len(agreements), MOST_AGREEMENTS, "agreement"),
        became.windows,
        counted(became.dated, MOST_WINDOWS, "window"),
        list(bodies[:MOST_BODIES]),
    )


def _by_year(_on: date, entity: str, pk: int) -> dict[int, int]:
    if entity == "window":
        return by_year(ActionCard.objects.filter(relation=pk), "due_years")
    cards: Any = MeetingCard if entity == "meeting" else AgreementCard
    return by_year(cards.objects.filter(relation=pk))


def _edges(drawn: Drawn) -> list[date | None]:
    planned = [meeting.planned_date for meeting in drawn.meetings if not meeting.date]
    lives = [known for card in drawn.bodies for known in (card.body.established, card.body.ended)]
    due = [action.due for action in drawn.windows]
    return [day for known in (*planned, *lives, *due) if known for day in (known.earliest, known.latest)]


def _counts(meetings: Part[MeetingRow], agreements: Part[AgreementRow]) -> dict[str, All]:
    met = npgettext("all there are", "%(count)s meeting", "all %(count)s meetings", meetings.count)
    signed = gettext("all %(count)s") % {"count": grouped(agreements.count)}
    return {
        "meeting": All(met % {"count": grouped(meetings.count)}, meetings.url, meetings.count),
        "agreement": All(signed, agreements.url, agreements.count),
    }


def _body_count(relation: Relation, shown: list[BodyCard]) -> int:
    return len(shown) if len(shown) < MOST_BODIES else BodyCard.objects.filter(relation=relation).count()
