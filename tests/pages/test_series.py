import pytest

from agreements.dates import PartialDate
from agreements.pages.series import Stop, in_order, years


def meeting(name: str, ordinal: int | None, day: str) -> Stop:
    return Stop(0, "", ordinal, PartialDate.parse(day) if day else None, None, "", name, "held")


def names(*meetings: Stop) -> list[str]:
    return [found.title for found in in_order(list(meetings))]


def test_a_meeting_without_a_number_goes_by_its_day_past_numbers_without_one() -> None:
    first, second, third = meeting("1", 1, "2001"), meeting("2", 2, ""), meeting("3", 3, "2010")
    early, late = meeting("2005", None, "2005"), meeting("2015", None, "2015")
    assert names(late, third, early, second, first) == ["1", "2", "2005", "3", "2015"]


def test_numbers_count_before_days() -> None:
    assert names(meeting("14", 14, "201X"), meeting("13", 13, "2011?")) == ["13", "14"]


def test_what_has_neither_number_nor_day_comes_last() -> None:
    assert names(meeting("?", None, ""), meeting("1", 1, "2001"), meeting("2020", None, "2020")) == ["1", "2020", "?"]


@pytest.mark.parametrize(
    ("known", "label"),
    [
        ("2011-05-03", "2011"),
        ("2011?", "2011?"),
        ("2011~", "2011?"),
        ("201X", "2010–2019"),
        ("2011/2013", "2011–2013"),
        ("2011/..", "?"),
    ],
)
def test_a_bead_claims_no_year_that_is_not_known(known: str, label: str) -> None:
    assert years(PartialDate.parse(known)) == label
