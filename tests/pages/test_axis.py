"""Days on a line of time."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agreements.dates import PartialDate
from agreements.pages.axis import Axis

AXIS = Axis.of_years(2000, 2026)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days, days)
def test_a_later_day_never_stands_before_an_earlier_one(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= AXIS.x(earlier) <= AXIS.x(later) <= AXIS.width


def test_a_vague_date_covers_all_days_it_can_mean() -> None:
    stretch = AXIS.stretch(PartialDate.parse("201X"))
    assert stretch is not None
    assert (stretch.x, stretch.x + stretch.width) == (AXIS.x(date(2010, 1, 1)), AXIS.x(date(2019, 12, 31)))


def test_what_goes_on_beyond_the_axis_says_so() -> None:
    stretch = AXIS.stretch(PartialDate.parse("2020/.."))
    assert stretch is not None
    assert (stretch.open_start, stretch.open_end, stretch.x + stretch.width) == (False, True, AXIS.width)


def test_what_lies_outside_is_not_drawn() -> None:
    assert AXIS.stretch(PartialDate.parse("1990")) is None


@given(st.integers(1950, 2026), st.integers(1, 100), st.integers(2, 12))
def test_there_are_no_more_years_than_have_room(first: int, length: int, most: int) -> None:
    ticks = Axis.of_years(first, first + length).ticks(most)
    assert len(ticks) <= most + 1
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
