"""The pages of relations, parties, bodies and topics: what was published of them, the latest first.

What could be long is bounded and leads to its list.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from agreements.models import AgreedAction, Agreement, Body, Meeting, Party, RecordTopic, Relation, Topic
from agreements.models.partial_dates import Earliest
from agreements.models.vocabularies import Timing
from agreements.pages.links import Link, public_links
from agreements.pages.marks import SourceList
from agreements.pages.rows import ActionRow, AgreementRow, MeetingRow, action_rows, agreement_rows, meeting_rows
from agreements.pages.series import Thread, thread

MOST = 30


@dataclass(frozen=True)
class Part[R]:
    """The first rows of a list, how many there are in all, and the address of the whole."""

    rows: list[R]
    count: int
    url: str

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


def list_url(entity: str, **parameters: str | list[str]) -> str:
    address = reverse(f"{entity}-list")
    return f"{address}?{urlencode(parameters, doseq=True)}" if parameters else address


def meetings_part(meetings: QuerySet[Meeting], most: int = MOST, **parameters: str) -> Part[MeetingRow]:
    latest = meetings.for_list().order_by(Earliest("date").desc(nulls_last=True), "pk")  # type: ignore[attr-defined]
    return Part(list(meeting_rows(latest[:most])), meetings.count(), list_url("meeting", **parameters))


def agreements_part(agreements: QuerySet[Agreement], **parameters: str) -> Part[AgreementRow]:
    latest = agreements.for_list().order_by(Earliest("signed").desc(nulls_last=True), "pk")  # type: ignore[attr-defined]
    return Part(list(agreement_rows(latest[:MOST])), agreements.count(), list_url("agreement", **parameters))


def _bodies_part(bodies: QuerySet[Body], **parameters: str) -> Part[Body]:
    rows = bodies.for_list().order_by("sort_key", "pk")[:MOST]  # type: ignore[attr-defined]
    return Part(list(rows), bodies.count(), list_url("body", **parameters))


OPEN = (Timing.OVERDUE, Timing.WINDOW_PASSED, Timing.WINDOW_OPEN, Timing.NOT_YET_DUE)


def open_part(actions: QuerySet[AgreedAction], on: date, most: int = MOST, **parameters: str) -> Part[ActionRow]:
    """What is owed: windows that passed, are open or still to come."""
    owed = actions.with_status(on).filter(timing__in=OPEN)  # type: ignore[attr-defined]
    rows = owed.for_list().order_by(Earliest("due").asc(nulls_last=True), "pk")[:most]
    query = urlencode([*parameters.items(), *(("timing", str(timing)) for timing in OPEN), ("sort", "due")])
    return Part(list(action_rows(on)(rows)), owed.count(), f"{reverse('action-list')}?{query}")


@dataclass(frozen=True)
class RelationPage:
    relation: Relation
    sides: list[Link]
    bodies: Part[Body]
    meetings: Part[MeetingRow]
    agreements: Part[AgreementRow]
    owed: Part[ActionRow]
    action_count: int
    actions_url: str


def relation_page(relation: Relation, on: date) -> RelationPage:
    links = public_links([relation.a, relation.b])
    of_relation = Q(meeting__relation=relation) | Q(agreement__relation=relation)
    actions = AgreedAction.published.filter(of_relation)
    slug = relation.slug
    return RelationPage(
        relation=relation,
        sides=[links[party.pk] for party in relation.sides],
        bodies=_bodies_part(Body.published.filter(relation=relation), relation=slug),
        meetings=meetings_part(Meeting.published.filter(relation=relation), relation=slug),
        agreements=agreements_part(Agreement.published.filter(relation=relation), relation=slug),
        owed=open_part(actions, on, relation=slug),
        action_count=actions.count(),
        actions_url=list_url("action", relation=slug),
    )


@dataclass(frozen=True)
class PartyPage:
    party: Party
    relations: Part[Relation]
    meetings: Part[MeetingRow]
    agreements: Part[AgreementRow]
    owed: Part[ActionRow]
    bodies_url: str
    actions_url: str
    people_url: str
    institutions_url: str


def party_page(party: Party, on: date) -> PartyPage:
    code = party.code
    relations = Relation.published.for_list().filter(Q(a=party) | Q(b=party))
    busiest = relations.order_by("-meeting_count", "a__sort_key", "b__sort_key")  # type: ignore[misc]
    actions = AgreedAction.published.filter(party_rows__party=party)
    return PartyPage(
        party=party,
        relations=Part(list(busiest[:MOST]), relations.count(), list_url("relation", party=code)),
        meetings=meetings_part(Meeting.published.of_party(code), party=code),
        agreements=agreements_part(Agreement.published.of_party(code), party=code),
        owed=open_part(actions, on, responsible=code),
        bodies_url=list_url("body", party=code),
        actions_url=list_url("action", party=code),
        people_url=list_url("person", party=code),
        institutions_url=list_url("institution", party=code),
    )


@dataclass(frozen=True)
class BodyPage:
    body: Body
    relation: Link
    further_parties: list[Link]
    parent: Link | None
    replaced_by: Link | None
    replaces: list[Link]
    sub_bodies: list[Link]
    thread: Thread
    meetings: Part[MeetingRow]
    owed: Part[ActionRow]
    actions_url: str
    sources: SourceList


def _link(body: Body | None) -> Link | None:
    return Link(body.name, body.get_absolute_url()) if body and body.is_public else None


def body_page(body: Body, on: date) -> BodyPage:
    relation = body.relation
    links = public_links(body.further_parties)
    return BodyPage(
        body=body,
        relation=Link(str(relation), relation.get_absolute_url()),
        further_parties=list(links.values()),
        parent=_link(body.parent),
        replaced_by=_link(body.replaced_by),
        replaces=[Link(other.name, other.get_absolute_url()) for other in Body.published.filter(replaced_by=body)],
        sub_bodies=[Link(other.name, other.get_absolute_url()) for other in Body.published.filter(parent=body)],
        thread=thread(body),
        meetings=meetings_part(Meeting.published.filter(body=body), body=body.slug),
        owed=open_part(AgreedAction.published.filter(meeting__body=body), on, body=body.slug),
        actions_url=list_url("action", body=body.slug),
        sources=SourceList(list(body.citations.all())),
    )


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    parent: Topic | None
    children: list[Topic]
    meetings: Part[MeetingRow]
    agreements: Part[AgreementRow]
    actions_url: str


def topic_page(topic: Topic) -> TopicPage:
    """What bears the topic or one below it. Aliases are the curators' business and stay out."""
    rows = RecordTopic.objects.filter(Q(topic=topic) | Q(topic__parent=topic))
    return TopicPage(
        topic=topic,
        parent=topic.parent,
        children=list(Topic.published.for_list().filter(parent=topic)),
        meetings=meetings_part(Meeting.published.filter(pk__in=rows.values("meeting")), topic=topic.code),
        agreements=agreements_part(Agreement.published.filter(pk__in=rows.values("agreement")), topic=topic.code),
        actions_url=list_url("action", topic=topic.code),
    )
