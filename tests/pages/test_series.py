import pytest

from agreements.dates import PartialDate
from agreements.models import Body
from agreements.pages.series import Stop, Thread, in_order, thread, years
from tests import world


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


@pytest.fixture
def long_series(db: None) -> Body:
    body = world.body()
    for number in range(1, 101):
        world.meeting(body=body, ordinal=number, date=str(1900 + number))
    return body


def labels(found: Thread) -> list[str]:
    return [bead.label for bead in found.beads]


def test_a_long_series_shows_both_its_ends(long_series: Body) -> None:
    found = thread(long_series)
    assert labels(found)[:5] == ["1", "2", "3", "…", "44"]
    assert labels(found)[-1] == "100"
    assert (found.total, found.missing) == (100, 0)


def test_a_long_series_shows_what_is_near_the_current_meeting(long_series: Body) -> None:
    current = long_series.meetings.get(ordinal=50)
    found = thread(long_series, current)
    assert labels(found) == ["1", "2", "3", "…", *map(str, range(38, 63)), "…", "98", "99", "100"]
    assert [bead.label for bead in found.beads if bead.current] == ["50"]
    assert found.previous
    assert found.next
    assert (found.previous.ordinal, found.next.ordinal) == (49, 51)


def test_numbers_without_a_record_are_shown_as_gaps_from_the_first_on(db: None) -> None:
    body = world.body()
    for number in (3, 4, 6):
        world.meeting(body=body, ordinal=number, date="2010")
    found = thread(body)
    assert [(bead.label, bead.missing) for bead in found.beads] == [("1–2", 2), ("3", 0), ("4", 0), ("5", 1), ("6", 0)]
    assert found.missing == 3
