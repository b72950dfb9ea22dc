"""Lanes of marks under one line of time, drawn so that they need no more than a phone's width.

Places along the line are percents of the drawing, heights are pixels: lines, dots and letters keep their size however
narrow it gets.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Func, IntegerField, QuerySet
from django.utils.translation import gettext

from agreements.pages.axis import Axis
from agreements.pages.links import Link

LEVEL = 20
MOST_LEVELS = 5
# Of the width: marks closer than this stand one above the other, on a phone as on a wide screen.
APART = 20
BARS = 46
# Where the lane of bars goes on after this many years, numbers above them would run into each other.
MOST_NUMBERS = 36


def percent(place: float) -> str:
    """A place on an axis of 1000, as drawings take it. Not a number, so that no language writes it with a comma."""
    return f"{place / 10:.2f}%"


@dataclass(frozen=True)
class Mark:
    """`shape` is dot, span, diamond, window or bar; `x` its middle (its left edge for what has a `width`), `y` its
    middle (its top). `held` is False for what is drawn hollow; `count` is how many rows it stands for,
    0 for a record."""

    shape: str
    title: str
    url: str
    x: str
    y: int
    width: str = ""
    height: int = 0
    label: str = ""
    tone: str = ""
    held: bool = True
    count: int = 0


@dataclass(frozen=True)
class All:
    """A link to the rows of a lane, and how many they are."""

    text: str
    url: str
    count: int


@dataclass(frozen=True)
class Life:
    """A line behind the marks: while a body or an agreement lasts. `open`: its end is not known."""

    x: str
    end: str
    y: int
    open: bool = False


@dataclass(frozen=True)
class Lane:
    """`quiet`: silences are shaded in it, and `named` in words. `summed`: its marks are years with their numbers."""

    name: Link
    count: All | None
    height: int
    marks: list[Mark]
    lives: list[Life] = field(default_factory=list)
    quiet: bool = False
    summed: bool = False
    named: bool = False


@dataclass(frozen=True)
class Years:
    """The years below all lanes; `slim` ones are left out where there is no room. `today` is where today stands."""

    ticks: list[tuple[str, str, bool]]
    today: str


def years_below(axis: Axis, on: date) -> Years:
    # At the very ends a year would be cut off.
    written = [tick for tick in axis.ticks(9) if 12 <= tick.x <= 975]
    return Years(
        [(percent(tick.x), tick.label, number % 2 == 1) for number, tick in enumerate(written)], percent(axis.x(on))
    )


def levels(spans: Iterable[tuple[float, float]], apart: float = APART, most: int = MOST_LEVELS) -> list[int]:
    """For each span, in their order, the lowest level on which it keeps its distance; the emptiest where none does."""
    ends: list[float] = []
    chosen = []
    for start, end in spans:
        free = next((level for level, last in enumerate(ends) if start - last >= apart), None)
        if free is None and len(ends) < most:
            free = len(ends)
            ends.append(end)
        elif free is None:
            free = min(range(len(ends)), key=lambda level: ends[level])
        ends[free] = max(ends[free], end)
        chosen.append(free)
    return chosen


def by_year(cards: QuerySet, column: str = "years") -> dict[int, int]:
    """One query: rows by each year they may lie in, as the filters `from` and `to` find them."""
    each = Func(F(column), function="unnest", output_field=IntegerField())
    return dict(cards.order_by().annotate(each_year=each).values_list("each_year").annotate(count=Count("pk")))


def summed_lane(
    name: Link,
    count: All | None,
    counts: Mapping[int, int],
    axis: Axis,
    url: Callable[[int], str],
    said: Callable[[int, int], str],
    *,
    quiet: bool = False,
) -> Lane:
    """A bar for each year, a link to its rows. `said(year, count)` is its name."""
    first, last = axis.first.year, axis.last.year
    shown = {year: count for year, count in sorted(counts.items()) if first <= year <= last and count}
    top = max(shown.values(), default=1)
    step = axis.width / (last - first + 1)
    numbers = len(shown) <= MOST_NUMBERS

    def bar(year: int, count: int) -> Mark:
        height = max(round(BARS * count / top), 3)
        left = axis.x(date(year, 1, 1))
        return Mark(
            shape="bar",
            title=said(year, count),
            url=url(year),
            x=percent(left),
            width=percent(step * 0.8),
            y=BARS + 16 - height,
            height=height,
            label=str(count) if numbers else "",
            count=count,
        )

    return Lane(name, count, BARS + 18, [bar(*one) for one in shown.items()], quiet=quiet, summed=True)


def year_span(first: date | None, last: date | None) -> str:
    """ "2005–2019", "2011", "" where nothing is known."""
    known = list(dict.fromkeys(day.year for day in (first, last) if day))
    return (
        gettext("%(first)s–%(last)s") % {"first": known[0], "last": known[-1]}
        if len(known) > 1
        else "".join(map(str, known))
    )
