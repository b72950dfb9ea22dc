"""The page of a joint body: its series, its rhythm, who led it, what it agreed and what became of that."""

from dataclasses import dataclass
from datetime import date

from agreements.models import Body, BodyCard, MeetingCard
from agreements.models.rhythm import Rhythm, rhythm
from agreements.pages.entities import Part, latest_meetings, list_url
from agreements.pages.kept import kept
from agreements.pages.lanes import Years, years_below
from agreements.pages.leadership import Side, leadership
from agreements.pages.links import Link, public_links
from agreements.pages.marks import SourceList
from agreements.pages.matrix import Strip, strips
from agreements.pages.numbers import of_body
from agreements.pages.rows import MeetingRow
from agreements.pages.series import Thread, thread
from agreements.pages.tally import Owed, Tally, agreed
from agreements.pages.timeline import axis_of

SHOWN = 10


@dataclass(frozen=True)
class SubBody:
    link: Link
    kind: str
    meetings: int
    meetings_url: str


@dataclass(frozen=True)
class BodyPage:
    body: Body
    relation: Link
    further_parties: list[Link]
    parent: Link | None
    replaced_by: Link | None
    replaces: list[Link]
    sub_bodies: list[SubBody]
    thread: Thread
    rhythm: Rhythm
    years: Years | None
    leaders: list[Side]
    strips: list[Strip]
    tally: Tally
    owed: list[Owed]
    meetings: Part[MeetingRow]
    people_url: str
    sources: SourceList


def body_page(body: Body, on: date) -> BodyPage:
    slug, relation = body.slug, body.relation
    cards, numbers = MeetingCard.objects.filter(body=body), kept(of_body, on, body.pk)
    series, became = thread(body), agreed(numbers.groups, on, SHOWN, body=slug)
    axis = axis_of((day for days in series.days for day in days), on)
    return BodyPage(
        body=body,
        relation=Link(str(relation), relation.get_absolute_url()),
        further_parties=list(public_links(body.further_parties).values()),
        parent=_link(body.parent),
        replaced_by=_link(body.replaced_by),
        replaces=[Link(other.name, other.get_absolute_url()) for other in Body.published.filter(replaced_by=body)],
        sub_bodies=_sub_bodies(body),
        thread=series,
        rhythm=rhythm(series.days, on),
        years=years_below(axis, on) if axis else None,
        leaders=leadership(numbers.led, cards, body.all_parties, axis, body=slug),
        strips=strips("body_id", body.pk, axis, on, body=slug),
        tally=became.tally,
        owed=became.owed,
        meetings=latest_meetings(cards, SHOWN, on, body=slug),
        people_url=list_url("person", body=slug),
        sources=SourceList(list(body.citations.all())),
    )


def _link(body: Body | None) -> Link | None:
    return Link(body.name, body.get_absolute_url()) if body and body.is_public else None


def _sub_bodies(body: Body) -> list[SubBody]:
    cards = BodyCard.objects.filter(body__parent=body).select_related("body").order_by("sort_key", "pk")
    return [
        SubBody(
            link=Link(card.body.name, card.body.get_absolute_url()),
            kind=str(card.body.get_kind_display()),
            meetings=card.meetings,
            meetings_url=list_url("meeting", body=card.body.slug) if card.meetings else "",
        )
        for card in cards
    ]
