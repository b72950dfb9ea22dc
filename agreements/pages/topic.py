"""The page of a topic: what was agreed on it, with whom, when, and where it is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Min, QuerySet

from agreements.models import ActionCard, AgreementCard, MeetingCard, Topic
from agreements.pages.chart import Chart, chart
from agreements.pages.entities import Part, latest_agreements, latest_meetings, list_url
from agreements.pages.lanes import by_year
from agreements.pages.links import Link
from agreements.pages.pairs import Counted, Pairs, pairs
from agreements.pages.rows import AgreementRow, MeetingRow
from agreements.pages.tally import Owed, Tally, agreed

SHOWN = 8


@dataclass(frozen=True)
class Narrower:
    topic: Link
    meetings: Counted
    agreements: Counted
    actions: Counted


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    parent: Topic | None
    children: list[Narrower]
    chart: Chart | None
    pairs: Pairs
    tally: Tally
    owed: list[Owed]
    meetings: Part[MeetingRow]
    agreements: Part[AgreementRow]


def topic_page(topic: Topic, on: date) -> TopicPage:
    """What bears the topic or one below it. Aliases are the curators' business and stay out."""
    of, code = {"topics__contains": [topic.pk]}, topic.code
    meetings, agreements = MeetingCard.objects.filter(**of), AgreementCard.objects.filter(**of)
    actions = ActionCard.objects.filter(**of)
    became = agreed(actions, on, SHOWN, topic=code)
    first = [
        cards.aggregate(first=Min(column))["first"]
        for cards, column in ((meetings, "earliest"), (agreements, "earliest"), (actions, "agreed"))
    ]
    years = {"meeting": by_year(meetings), "agreement": by_year(agreements), "action": by_year(actions)}
    return TopicPage(
        topic=topic,
        parent=topic.parent,
        children=_narrower(topic),
        chart=chart(years, min(filter(None, first), default=None), on, topic=code),
        pairs=pairs(meetings, agreements, actions, on, topic=code),
        tally=became.tally,
        owed=became.owed,
        meetings=latest_meetings(meetings, SHOWN, topic=code),
        agreements=latest_agreements(agreements, SHOWN, topic=code),
    )


def _narrower(topic: Topic) -> list[Narrower]:
    """Four queries. Those of which nothing is recorded have no page, and are left out."""
    children = list(Topic.published.filter(parent=topic))
    keys = [child.pk for child in children]
    counts = {
        "meeting": _by_topic(MeetingCard.objects, keys),
        "agreement": _by_topic(AgreementCard.objects, keys),
        "action": _by_topic(ActionCard.objects, keys),
    }

    def counted(entity: str, child: Topic) -> Counted:
        count = counts[entity].get(child.pk, 0)
        return Counted(count, list_url(entity, topic=child.code) if count else "")

    return [
        Narrower(
            Link(str(child), child.get_absolute_url()),
            *(counted(entity, child) for entity in ("meeting", "agreement", "action")),
        )
        for child in children
    ]


def _by_topic(cards: Any, keys: list[int]) -> dict[int, int]:
    each = Func(F("topics"), function="unnest", output_field=IntegerField())
    found: QuerySet = cards.filter(topics__overlap=keys).order_by().annotate(each=each)
    return dict(found.values_list("each").annotate(count=Count("pk")))
