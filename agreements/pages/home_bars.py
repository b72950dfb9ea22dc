"""Meetings by year, as bars that lead to the list of their year."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from agreements.pages.axis import Axis
from agreements.pages.entities import list_url
from agreements.pages.lanes import Years, percent, years_below
from agreements.pages.links import Link

HEIGHT = 120
LOWEST = 3  # in pixels: a single meeting is still to be seen
# Years before these are a link beside the bars.
MOST_YEARS = 60


@dataclass(frozen=True)
class Bar:
    x: str
    y: int
    width: str
    height: int
    title: str
    url: str


@dataclass(frozen=True)
class Bars:
    """`top` is the highest count. `earlier` leads to the meetings before the first bar, where there are any."""

    bars: list[Bar]
    years: Years
    top: int
    summary: str
    earlier: Link | None
    height: int = HEIGHT


def bars_by_year(counts: dict[int, int], on: date) -> Bars | None:
    """The bars hold the meetings that may lie in a year, as the list of that year does."""
    known = [year for year, count in counts.items() if count and year <= on.year]
    if not known:
        return None
    begins = max(min(known), on.year - MOST_YEARS + 1)
    shown = {year: counts[year] for year in range(begins, on.year + 1) if counts.get(year)}
    top, axis = max(shown.values(), default=1), Axis.of_years(begins, on.year)
    step = axis.width / (on.year - begins + 1)

    def bar(year: int, count: int) -> Bar:
        height = max(round(HEIGHT * count / top), LOWEST)
        text = ngettext("%(year)s: %(count)s meeting", "%(year)s: %(count)s meetings", count)
        return Bar(
            x=percent((year - begins + 0.1) * step),
            y=HEIGHT - height,
            width=percent(step * 0.8),
            height=height,
            title=text % {"year": year, "count": count},
            url=list_url("meeting", **{"from": str(year), "to": str(year)}),
        )

    return Bars(
        bars=[bar(year, count) for year, count in shown.items()],
        years=years_below(axis, on),
        top=top,
        summary=gettext("Meetings by year, %(first)s to %(last)s") % {"first": begins, "last": on.year},
        earlier=Link(gettext("earlier ones"), list_url("meeting", to=str(begins - 1))) if min(known) < begins else None,
    )
