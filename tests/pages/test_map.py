"""The map holds every party there can be."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from agreements.models import Party
from agreements.pages.map import HEIGHT, PLACES, WIDTH, world_map
from tests.world import relation

WORLD = settings.BASE_DIR / "static" / "map" / "world.svg"


@pytest.mark.django_db
def test_every_party_has_a_place_on_the_picture() -> None:
    codes = set(Party.objects.values_list("pk", flat=True))
    assert len(codes) > 240
    assert codes <= set(PLACES)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in PLACES.values())


def test_the_picture_has_the_shape_the_page_reserves() -> None:
    box = ElementTree.parse(WORLD).getroot().attrib["viewBox"].split()  # noqa: S314 (a file of our own)
    assert [float(side) for side in box] == [0, 0, 10 * WIDTH, 10 * HEIGHT]


def test_the_picture_is_light() -> None:
    assert WORLD.stat().st_size < 60_000


@pytest.mark.django_db
def test_a_line_joins_the_two_parties_the_wider_the_more_they_met() -> None:
    found = world_map([(relation("ES", "MA"), 20), (relation("FR", "IT"), 1)], more=False)
    busy, calm = found.lines
    ends = [[int(number) for number in pair] for pair in re.findall(r"(?:M|\d )(\d+) (\d+)(?=Q|$)", busy.path)]
    assert sorted(ends) == sorted([PLACES["ES"], PLACES["MA"]])
    assert float(busy.width) > float(calm.width)
    assert (busy.title, busy.count_url) == ("Morocco and Spain: 20 meetings", "/meetings/?relation=es-ma")


@pytest.mark.django_db
def test_a_relation_without_a_meeting_is_dashed() -> None:
    [line] = world_map([(relation(), 0)], more=False).lines
    assert line.quiet
