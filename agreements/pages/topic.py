"""The page of a topic: what was agreed on it, with whom, when, and where it is overdue."""

from dataclasses import dataclass
from datetime import date

from agreements.models import AgreementCard, MeetingCard, Topic
from agreements.pages.chart import Chart, chart
from agreements.pages.entities import Part, latest_agreements, latest_meetings, list_url
from agreements.pages.kept import kept
from agreements.pages.links import Link
from agreements.pages.numbers import SHOWN, of_topic
from agreements.pages.pairs import Counted, Pairs, pairs
from agreements.pages.rows import AgreementRow, MeetingRow
from agreements.pages.tally import Owed, Tally, agreed


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
    part, code = {"topics__contains": [topic.pk]}, topic.code
    numbers = kept(of_topic, on, topic.pk)
    own = numbers.own
    became = agreed(own.groups, on, SHOWN, topic=code)
    return TopicPage(
        topic=topic,
        parent=topic.parent,
        children=_narrower(topic, numbers.narrower),
        chart=chart(own.years, own.first, on, topic=code),
        pairs=pairs(own.pairs, topic=code),
        tally=became.tally,
        owed=became.owed,
        meetings=latest_meetings(MeetingCard.objects.filter(**part), SHOWN, on, own.meetings, topic=code),
        agreements=latest_agreements(AgreementCard.objects.filter(**part), SHOWN, own.agreements, topic=code),
    )


def _narrower(topic: Topic, counts: dict[str, dict[int, int]]) -> list[Narrower]:
    """Those of which nothing is recorded have no page, and are left out."""
    reached = {key for found in counts.values() for key, count in found.items() if count}
    children = Topic.objects.filter(parent=topic, pk__in=reached)

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
