"""What the calendar asks of the cards: what may lie in a month, which months have something, and how much."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Func, IntegerField, QuerySet, Window
from django.db.models.functions import ExtractMonth

from agreements.models import Meeting
from agreements.models.partial_dates import may_lie_between
from agreements.pages.month import Month

# As many days as a month has: what is known less exactly belongs to no month of its own.
EXACT = 31
# As many as a year has: what is known less exactly belongs to no year.
BROAD = 366
MOST = 120
MOST_PLANNED = 500


class Width(Func):
    """The number of days that a partial date can mean; NULL where an end is open."""

    template = "(upper(%(expressions)s) - lower(%(expressions)s))"
    output_field = IntegerField()


@dataclass(frozen=True)
class Dated:
    """Cards by one of their dates: `name` leads to `<name>_range`, `first` is the column of its first day."""

    cards: QuerySet[Any]
    name: str
    first: str

    @property
    def _wide(self) -> QuerySet[Any]:
        return self.cards.order_by().annotate(width=Width(f"{self.name}_range"))

    def within(self, month: Month) -> tuple[int, list[int]]:
        """One query: how many may lie in the month, and the keys of those known best."""
        found = self._wide.filter(may_lie_between(self.name, month.first, month.last))
        order = (F("width").asc(nulls_last=True), self.first, "pk")
        rows = list(found.annotate(all=Window(Count("pk"))).order_by(*order).values_list("pk", "all")[:MOST])
        return (rows[0][1] if rows else 0), [key for key, _all in rows]

    def before(self, day: date, within: int = EXACT) -> date | None:
        """The first day of the last one that begins before; `within` is how exactly it is known, in days."""
        earlier = self._wide.filter(width__lte=within, **{f"{self.first}__lt": day}).order_by(f"-{self.first}")
        return earlier.values_list(self.first, flat=True).first()

    def after(self, day: date, within: int = EXACT) -> date | None:
        later = self._wide.filter(width__lte=within, **{f"{self.first}__gt": day}).order_by(self.first)
        return later.values_list(self.first, flat=True).first()

    def broad_in(self, year: int) -> bool:
        """Whether something may lie in several months of a year."""
        days = (date(year - 1, 1, 1), date(year, 12, 31))
        near = self._wide.filter(width__gt=EXACT, width__lte=BROAD, **{f"{self.first}__range": days})
        return near.filter(may_lie_between(self.name, date(year, 1, 1), days[1])).exists()

    def by_month(self, year: int) -> Counter[int]:
        """Of a year, those known to the month or better."""
        days = (date(year, 1, 1), date(year, 12, 31))
        rows = self._wide.filter(width__lte=EXACT, **{f"{self.first}__range": days}).annotate(
            month=ExtractMonth(self.first)
        )
        return Counter(dict(rows.values_list("month").annotate(count=Count("pk"))))


class Planned(NamedTuple):
    """A meeting without a date of its own, between the first and the last day it was planned for."""

    pk: int
    first: date
    last: date

    def may_lie_in(self, month: Month) -> bool:
        return self.first <= month.last and self.last >= month.first


def planned(cards: QuerySet[Any]) -> list[Planned]:
    """One query. Plans with an open end are left out: they would stand in every month."""
    undated = cards.filter(earliest__isnull=True).order_by().values("pk")
    closed = Meeting.published.filter(
        pk__in=undated, planned_date_range__startswith__isnull=False, planned_date_range__endswith__isnull=False
    )
    rows = closed.order_by("pk").values_list("pk", "planned_date_range")[:MOST_PLANNED]
    return [Planned(pk, days.lower, days.upper - timedelta(days=1)) for pk, days in rows]
