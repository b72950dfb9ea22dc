"""The map: a line between the two parties of each relation, over a picture of the world drawn once (docs/map)."""

import json
from collections import Counter
from dataclasses import dataclass
from math import hypot, sqrt
from pathlib import Path

from django.utils.translation import gettext, ngettext

from agreements.models import Party, Relation
from agreements.pages.entities import list_url

WIDTH, HEIGHT = 1000, 435  # of static/map/world.svg, as docs/map/draw.py says
PLACES: dict[str, list[int]] = json.loads(Path(__file__).with_name("places.json").read_text())
WIDEST = 7


@dataclass(frozen=True)
class Line:
    """`path` and `width` in the units of the picture. `quiet`: no meeting is recorded, only an agreement or a body."""

    name: str
    url: str
    title: str
    count: int
    count_url: str
    path: str
    width: str
    quiet: bool


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    radius: int
    name: str
    url: str


@dataclass(frozen=True)
class WorldMap:
    """`lines` are drawn and listed alike, the busiest first; `more` that there are relations beyond."""

    lines: list[Line]
    dots: list[Dot]
    more: bool
    width: int = WIDTH
    height: int = HEIGHT


def world_map(relations: list[tuple[Relation, int]], *, more: bool) -> WorldMap:
    """Of relations and the number of their meetings, in their order."""
    ends = Counter(party for relation, _count in relations for party in relation.sides)
    return WorldMap(
        lines=[_line(relation, count) for relation, count in relations],
        dots=[_dot(party, count) for party, count in ends.items()],
        more=more,
    )


def _line(relation: Relation, count: int) -> Line:
    meetings = ngettext("%(count)d meeting", "%(count)d meetings", count) % {"count": count}
    return Line(
        name=str(relation),
        url=relation.get_absolute_url(),
        title=gettext("%(relation)s: %(meetings)s") % {"relation": relation, "meetings": meetings},
        count=count,
        count_url=list_url("meeting", relation=relation.slug),
        path=_bow(PLACES[relation.a_id], PLACES[relation.b_id]),
        width=f"{min(1.2 + sqrt(count), WIDEST):.1f}",
        quiet=not count,
    )


def _bow(one: list[int], other: list[int]) -> str:
    """Bent to the north, so that lines between neighbours in a row do not lie upon each other."""
    (x1, y1), (x2, y2) = sorted((one, other))
    length = hypot(x2 - x1, y2 - y1) or 1
    bend = length * 0.18
    middle = ((x1 + x2) / 2 + bend * (y2 - y1) / length, (y1 + y2) / 2 - bend * (x2 - x1) / length)
    return f"M{x1} {y1}Q{middle[0]:.0f} {middle[1]:.0f} {x2} {y2}"


def _dot(party: Party, relations: int) -> Dot:
    x, y = PLACES[party.code]
    return Dot(x, y, min(2 + round(sqrt(relations)), 6), str(party), party.get_absolute_url())
