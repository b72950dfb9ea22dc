"""Topics over the years: for each of the most frequent ones, a strip of bars."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import ngettext

from agreements.models import Topic
from agreements.pages.axis import Axis
from agreements.pages.entities import list_url
from agreements.pages.kept import kept
from agreements.pages.lanes import Mark, percent
from agreements.pages.links import Link

MOST_TOPICS = 12
HEIGHT = 22

TOTALS = """
SELECT topic, count(*) FROM agreements_meetingcard card, unnest(card.topics) topic WHERE card.{column} = %s GROUP BY 1
"""
# Two arrays against each other: each topic of a meeting in each year it may have been held in.
BY_TOPIC_AND_YEAR = """
SELECT topic, year, count(*) FROM agreements_meetingcard card, unnest(card.topics) topic, unnest(card.years) year
WHERE card.{column} = %s GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Strip:
    """`child`: it stands below its own top topic. `count` is of all its meetings, also of those without a date."""

    topic: Link
    child: bool
    count: int
    url: str
    bars: list[Mark]


def strips(column: str, pk: int, axis: Axis | None, on: date, **of: str) -> list[Strip]:
    """One query, and two that are kept. Meetings whose `column` is `pk`, which the parameters `of` list."""
    totals, cells = kept(_counted, on, column, pk)
    most = sorted(totals, key=lambda topic: -totals[topic])[: 3 * MOST_TOPICS]
    topics = {topic.pk: topic for topic in Topic.objects.select_related("parent").filter(pk__in=most)}
    chosen = _chosen([topics[key] for key in most if key in topics])
    top = max((count for (topic, _year), count in cells.items() if topic in {one.pk for one in chosen}), default=1)
    return [
        Strip(
            topic=Link(str(topic), topic.get_absolute_url()),
            child=topic.parent_id is not None,
            count=totals[topic.pk],
            url=list_url("meeting", **of, topic=topic.code),
            bars=_bars(topic, cells, top, axis, of) if axis else [],
        )
        for topic in chosen
    ]


def _counted(_on: date, column: str, pk: int) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    with connection.cursor() as cursor:
        cursor.execute(TOTALS.format(column=column), [pk])
        totals = dict(cursor.fetchall())
        cursor.execute(BY_TOPIC_AND_YEAR.format(column=column), [pk])
        cells = {(topic, year): count for topic, year, count in cursor.fetchall()}
    return totals, cells


def _chosen(topics: list[Topic]) -> list[Topic]:
    """The most frequent ones, in the order of the topics, those of a second level after their own."""
    most = topics[:MOST_TOPICS]
    return sorted(most, key=lambda topic: ((topic.parent or topic).position, topic.parent is not None, topic.position))


def _bars(topic: Topic, cells: dict[tuple[int, int], int], top: int, axis: Axis, of: dict[str, str]) -> list[Mark]:
    step = axis.width / (axis.last.year - axis.first.year + 1)
    address = list_url("meeting", **of, topic=topic.code)
    marks = []
    for year in range(axis.first.year, axis.last.year + 1):
        count = cells.get((topic.pk, year), 0)
        if count:
            said = ngettext("%(topic)s, %(year)s: %(count)s meeting", "%(topic)s, %(year)s: %(count)s meetings", count)
            height = max(round(HEIGHT * count / top), 4)
            url = f"{address}&from={year}&to={year}"
            title = said % {"topic": topic, "year": year, "count": count}
            x, width = percent(axis.x(date(year, 1, 1))), percent(step * 0.8)
            marks.append(Mark("bar", title, url, x, HEIGHT - height, width, height, count=count))
    return marks
