"""How often a body meets, and its silences."""

from datetime import date

import pytest

from agreements.models.rhythm import duration, rhythm

TODAY = date(2026, 11, 24)


def held(*days: str) -> list[tuple[date | None, date | None]]:
    return [(date.fromisoformat(day), date.fromisoformat(day)) for day in days]


EVERY_YEAR = held("2010-06-01", "2011-06-01", "2012-06-01", "2013-06-01", "2014-06-01")


def test_a_gap_of_more_than_twice_the_usual_one_is_a_silence() -> None:
    found = rhythm([*EVERY_YEAR, *held("2020-06-01", "2021-06-01", "2026-01-01")], TODAY)
    assert found.usual == 365
    assert [(gap.first.year, gap.last.year, gap.lasting) for gap in found.silences] == [
        (2014, 2020, False),
        (2021, 2026, False),
    ]


def test_what_lasts_to_this_day_is_a_silence_too() -> None:
    found = rhythm(EVERY_YEAR, TODAY)
    assert [gap.lasting for gap in found.silences] == [True]
    assert found.sentence == "Silent for 12.5 years, usually every 12 months"


def test_a_short_gap_is_no_silence_however_often_they_meet() -> None:
    found = rhythm(held("2026-01-01", "2026-01-08", "2026-01-15", "2026-01-22"), TODAY)
    assert found.silences == []
    assert found.sentence == "Last met 10 months ago, usually every 7 days"


def test_two_meetings_make_no_rhythm() -> None:
    found = rhythm(held("2001-01-01", "2020-01-01"), TODAY)
    assert (found.usual, found.silences) == (None, [])
    assert found.sentence == "Last met 6.9 years ago"


def test_a_meeting_known_to_the_decade_neither_ends_a_silence_nor_is_forgotten() -> None:
    decade = (date(2010, 1, 1), date(2019, 12, 31))
    found = rhythm([*EVERY_YEAR, decade, *held("2026-01-01")], TODAY)
    assert [(gap.first.year, gap.vague) for gap in found.silences] == [(2014, 1)]
    assert found.silences[0].doubt == "1 meeting of uncertain date may fall in it"


def test_days_to_come_are_no_meetings_yet() -> None:
    assert rhythm(held("2027-01-01"), TODAY).since is None


def test_nothing_is_said_of_nothing() -> None:
    assert rhythm([], TODAY).sentence == rhythm([(None, None)], TODAY).sentence == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (59, "59 days"), (60, "2 months"), (400, "13 months"), (767, "2.1 years"), (1096, "3 years")],
)
def test_time_is_said_as_people_say_it(days: int, words: str) -> None:
    assert duration(days) == words
