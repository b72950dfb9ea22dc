"""The silence of all bodies at once, held to the rhythm of each."""

from datetime import date, timedelta

import pytest

from agreements.models import Body, Meeting
from agreements.models.rhythm import rhythm
from agreements.models.silence import Silent, silent_bodies
from agreements.pages.silence import silence_row
from tests.world import body, meeting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def met(of: Body, *dates: str) -> None:
    for day in dates:
        meeting(body=of, date=day)


def silent(on: date = TODAY) -> list[Silent]:
    return silent_bodies(on, 10)


def test_the_median_and_the_silence_are_those_of_the_rhythm() -> None:
    of = body(slug="group")
    met(of, "2010-01-05", "2011-06", "2012", "2013-03-01/2013-03-02", "2014-08-08")
    [found] = silent()
    ranges = Meeting.objects.filter(body=of).values_list("date_range", flat=True)
    held = rhythm([(days.lower, days.upper - timedelta(days=1)) for days in ranges], TODAY)
    assert (found.usual, found.since) == (held.usual, held.since)


def test_two_meetings_make_no_rhythm() -> None:
    met(body(), "2010-01-05", "2011-06-01")
    assert silent() == []


def test_the_longest_against_their_own_rhythm_come_first() -> None:
    met(body(slug="yearly"), "2016-01", "2017-01", "2018-01")
    met(body(slug="monthly"), "2020-01", "2020-02", "2020-03")
    assert [found.slug for found in silent()] == ["monthly", "yearly"]


def test_who_met_lately_is_not_silent() -> None:
    met(body(), "2024-10-01", "2025-10-01", "2026-10-01")
    assert silent() == []


@pytest.mark.parametrize("state", ["dormant", "replaced", "concluded", "proposed"])
def test_a_body_that_ended_is_not_silent(state: str) -> None:
    met(body(state=state), "2001-01", "2002-01", "2003-01")
    assert silent() == []


def test_a_body_with_an_end_is_not_silent() -> None:
    met(body(ended="2004"), "2001-01", "2002-01", "2003-01")
    assert silent() == []


def test_only_meetings_that_were_held_count() -> None:
    of = body()
    met(of, "2001-01", "2002-01", "2003-01")
    meeting(body=of, date="2025-01", status="cancelled")
    assert silent()[0].since == (TODAY - date(2003, 1, 31)).days


def test_a_draft_breaks_no_silence() -> None:
    of = body()
    met(of, "2001-01", "2002-01", "2003-01")
    meeting(body=of, date="2025-01", publication="draft")
    assert silent()[0].since == (TODAY - date(2003, 1, 31)).days


def test_a_meeting_of_uncertain_date_leaves_a_doubt() -> None:
    of = body()
    met(of, "2001-01", "2002-01", "2003-01", "201X")
    assert silent()[0].vague


def test_an_early_meeting_of_uncertain_date_leaves_none() -> None:
    of = body()
    met(of, "199X", "2001-01", "2002-01", "2003-01")
    assert not silent()[0].vague


def test_a_line_says_the_silence_and_the_usual_interval() -> None:
    row = silence_row(Silent("group", "Group", usual=400, since=2000, vague=False))
    assert row.sentence == "Silent for 5.5 years, usually every 13 months"
    assert row.usual == "20.00%"
