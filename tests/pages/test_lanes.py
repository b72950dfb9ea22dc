"""Marks on lanes: none covers another, none beyond bounds."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agreements.pages.axis import Axis
from agreements.pages.lanes import BARS, levels, summed_lane, year_span
from agreements.pages.links import Link
from tests.models.test_rhythm import TODAY

places = st.lists(st.floats(0, 1000), max_size=30).map(sorted)


@given(places)
def test_marks_on_one_level_keep_their_distance_while_there_is_a_level_free(at: list[float]) -> None:
    rows = levels(((place, place) for place in at), apart=20, most=40)
    for level in set(rows):
        on_it = [place for place, row in zip(at, rows, strict=True) if row == level]
        assert all(later - earlier >= 20 for earlier, later in pairwise(on_it))


@given(places)
def test_there_are_no_more_levels_than_have_room(at: list[float]) -> None:
    assert max(levels(((place, place) for place in at), most=5), default=0) < 5


@given(st.dictionaries(st.integers(1990, 2030), st.integers(0, 5000), max_size=40))
def test_each_year_on_the_axis_that_has_rows_gets_a_bar(counts: dict[int, int]) -> None:
    axis = Axis.of_years(2000, TODAY.year)
    lane = summed_lane(Link("Meetings"), None, counts, axis, str, lambda year, count: f"{year}: {count}")
    shown = {year: count for year, count in counts.items() if 2000 <= year <= TODAY.year and count}
    assert {(int(mark.url), mark.count) for mark in lane.marks} == set(shown.items())
    assert all(3 <= mark.height <= BARS for mark in lane.marks)


def test_years_are_a_span_only_where_they_differ() -> None:
    assert year_span(TODAY, TODAY) == "2026"
    assert year_span(TODAY.replace(year=2001), TODAY) == "2001–2026"
    assert year_span(None, TODAY) == "2026"
    assert year_span(None, None) == ""
