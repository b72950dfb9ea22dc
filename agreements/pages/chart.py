"""What was held, signed and agreed, year by year, under one line of time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from agreements.pages.axis import Axis
from agreements.pages.entities import list_url
from agreements.pages.lanes import Lane, Years, summed_lane, years_below
from agreements.pages.links import Link
from agreements.pages.timeline import AHEAD


@dataclass(frozen=True)
class Chart:
    lanes: list[Lane]
    years: Years
    summary: str


def chart(counts: Mapping[str, Mapping[int, int]], first: date | None, on: date, **of: str) -> Chart | None:
    """`counts` by year of each entity that has a list; `first` is the earliest day among them. None where no year is
    known."""
    years = [year for found in counts.values() for year, count in found.items() if count and year <= on.year + AHEAD]
    if not years or first is None:
        return None
    axis = Axis.of_years(min(max(first.year, min(years)), on.year), max(*years, on.year))
    return Chart(
        lanes=[_lane(entity, found, axis, of) for entity, found in counts.items() if found],
        years=years_below(axis, on),
        summary=gettext("By year, from %(first)s to %(last)s") % {"first": axis.first.year, "last": axis.last.year},
    )


def _lane(entity: str, counts: Mapping[int, int], axis: Axis, of: dict[str, str]) -> Lane:
    def url(year: int) -> str:
        return list_url(entity, **of, **{"from": str(year), "to": str(year)})

    name, said = _words(entity)
    return summed_lane(Link(name), None, counts, axis, url, said)


def _words(entity: str) -> tuple[str, Callable[[int, int], str]]:
    """The name of the lane, and that of one of its bars."""

    def meetings(year: int, count: int) -> str:
        said = ngettext("%(year)s: %(count)s meeting", "%(year)s: %(count)s meetings", count)
        return said % {"year": year, "count": count}

    def agreements(year: int, count: int) -> str:
        said = ngettext("%(year)s: %(count)s agreement", "%(year)s: %(count)s agreements", count)
        return said % {"year": year, "count": count}

    def actions(year: int, count: int) -> str:
        said = ngettext("%(year)s: %(count)s agreed action", "%(year)s: %(count)s agreed actions", count)
        return said % {"year": year, "count": count}

    words = {
        "meeting": (gettext("Meetings"), meetings),
        "agreement": (gettext("Agreements"), agreements),
        "action": (gettext("Agreed actions"), actions),
    }
    return words[entity]
