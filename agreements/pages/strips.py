"""The strips: all busy relations under one line of time, a dot for a meeting, a diamond for an agreement.

What would overlap is one mark with its number, so that there are never more marks than a reader can tell apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import ngettext

from agreements.dates import PartialDate
from agreements.models import Agreement, AgreementCard, Meeting, MeetingCard, Relation
from agreements.models.partial_dates import Latest
from agreements.pages.axis import WIDTH, Axis
from agreements.pages.entities import list_url
from agreements.pages.lanes import Years, percent, years_below
from agreements.pages.tense import unheld_status, when
from agreements.wording import commas

MOST_MARKS = 200
CLOSEST = 13  # of the width of 1000: closer marks touch on a wide screen
# Wider than this a date is no dot on the line but somewhere about it.
ABOUT = 62


class Cluster(NamedTuple):
    """Records of a relation that stand together: between which days they lie, how many, and which one it is alone."""

    relation: int
    entity: str
    x: float
    first: date
    last: date
    size: int
    pk: int

    @property
    def vague(self) -> bool:
        return self.size == 1 and (self.last - self.first).days > ABOUT


class Strips(NamedTuple):
    """What is drawn, without words: `busiest` are the relations in their order with their meetings."""

    busiest: list[tuple[int, int]]
    clusters: list[Cluster]
    axis: Axis


@dataclass(frozen=True)
class Mark:
    """`label` is the number of a mark that stands for several. `hollow`: not held, or not known to the season."""

    shape: str
    x: str
    title: str
    url: str
    label: str = ""
    hollow: bool = False


@dataclass(frozen=True)
class Strip:
    name: str
    url: str
    count: int
    count_url: str
    marks: list[Mark]


@dataclass(frozen=True)
class Drawing:
    strips: list[Strip]
    years: Years


def clustered(busiest: list[tuple[int, int]], on: date) -> Strips:
    """Two queries: meetings and agreements of these relations by month, put together until few enough are left."""
    keys = [relation for relation, _count in busiest]
    months = [
        *_months("meeting", MeetingCard.objects.filter(relation__in=keys)),
        *_months("agreement", AgreementCard.objects.filter(relation__in=keys)),
    ]
    begins = min((month["first"] for month in months), default=on)
    ends = max((month["first"] for month in months), default=on)
    axis = Axis.of_years(min(begins, on).year, max(ends, on).year)
    points = sorted(_point(month, axis) for month in months)
    apart = CLOSEST
    while len(clusters := list(_merged(points, apart))) > MOST_MARKS and apart < WIDTH:
        apart *= 2
    return Strips(busiest, clusters, axis)


def _months(entity: str, cards: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    dated = cards.filter(earliest__isnull=False).order_by().annotate(month=TruncMonth("earliest"))
    latest = Coalesce(Latest("date"), "earliest")
    counted = dated.values("relation", "month").annotate(
        count=Count("pk"), pk=Min("pk"), first=Min("earliest"), least=Min(latest), last=Max(latest)
    )
    for row in counted:
        yield {**row, "entity": entity}


def _point(row: dict[str, Any], axis: Axis) -> Cluster:
    """In the middle of all days it can mean."""
    middle = row["first"] + timedelta(days=(row["least"] - row["first"]).days // 2)
    return Cluster(row["relation"], row["entity"], axis.x(middle), row["first"], row["last"], row["count"], row["pk"])


def _merged(points: Iterable[Cluster], apart: float) -> Iterator[Cluster]:
    """Of points in the order of their relation, kind and place."""
    current: Cluster | None = None
    for point in points:
        if current and current[:2] == point[:2] and point.x - current.x < apart:
            current = _together(current, point)
        else:
            if current:
                yield current
            current = point
    if current:
        yield current


def _together(one: Cluster, other: Cluster) -> Cluster:
    size = one.size + other.size
    x = round((one.x * one.size + other.x * other.size) / size, 1)
    days = min(one.first, other.first), max(one.last, other.last)
    return Cluster(one.relation, one.entity, x, *days, size, one.pk)


def strips(found: Strips, relations: dict[int, Relation], on: date) -> Drawing:
    """Two queries: the names of the records that have a mark of their own."""
    alone = {
        (name, record.pk): record
        for name, records in (("meeting", _meetings(found)), ("agreement", _agreements(found)))
        for record in records
    }
    marks: dict[int, list[Mark]] = {}
    for cluster in found.clusters:
        relation = relations.get(cluster.relation)
        if relation:
            record = alone.get((cluster.entity, cluster.pk)) if cluster.size == 1 else None
            mark = _single(cluster, record) if record else _several(cluster, relation)
            marks.setdefault(cluster.relation, []).append(mark)
    drawn = [(relations[key], key, count) for key, count in found.busiest if key in relations]
    return Drawing(
        strips=[_strip(relation, count, marks.get(key, [])) for relation, key, count in drawn],
        years=years_below(found.axis, on),
    )


def _strip(relation: Relation, count: int, marks: list[Mark]) -> Strip:
    # The agreements, which are fewer, lie above the dots.
    marks = sorted(marks, key=lambda mark: mark.shape == "diamond")
    url = list_url("meeting", relation=relation.slug)
    return Strip(str(relation), relation.get_absolute_url(), count, url, marks)


def _alone(found: Strips, entity: str) -> list[int]:
    return [cluster.pk for cluster in found.clusters if cluster.entity == entity and cluster.size == 1]


def _meetings(found: Strips) -> QuerySet[Meeting]:
    columns = ("slug", "title", "ordinal", "date", "planned_date", "city", "status", "body__name", "body__publication")
    return Meeting.published.filter(pk__in=_alone(found, "meeting")).select_related("body").only(*columns)


def _agreements(found: Strips) -> QuerySet[Agreement]:
    return Agreement.published.filter(pk__in=_alone(found, "agreement")).only("slug", "title", "signed")


def _single(cluster: Cluster, record: Meeting | Agreement) -> Mark:
    x, url = percent(cluster.x), record.get_absolute_url()
    if isinstance(record, Agreement):
        return Mark("diamond", x, f"{record.title}, {record.signed}", url, hollow=cluster.vague)
    parts = (record.public_name, when(record), record.city, unheld_status(record))
    title = commas(parts)
    return Mark("dot", x, title, url, hollow=cluster.vague or not record.was_held)


def _several(cluster: Cluster, relation: Relation) -> Mark:
    first, last = f"{cluster.first:%Y-%m}", f"{cluster.last:%Y-%m}"
    between = PartialDate.parse(first if first == last else f"{first}/{last}")
    if cluster.entity == "meeting":
        shape, text = "dot", ngettext("%(count)d meeting, %(dates)s", "%(count)d meetings, %(dates)s", cluster.size)
    else:
        text = ngettext("%(count)d agreement, %(dates)s", "%(count)d agreements, %(dates)s", cluster.size)
        shape = "diamond"
    return Mark(
        shape=shape,
        x=percent(cluster.x),
        title=text % {"count": cluster.size, "dates": between},
        url=list_url(cluster.entity, relation=relation.slug, **{"from": first, "to": last}),
        label=str(cluster.size) if cluster.size < 100 else "",
    )
