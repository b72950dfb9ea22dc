"""What became of an action as of a day: each timing in plain examples; SQL, cards and Python against each other."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.models.vocabularies import Evidence, ReportedStatus, Timing
from tests import world
from tests.models.status_rows import in_python, in_sql, on_cards
from tests.models.stories import NEAR, Story, days_that_matter, stories, write_all

pytestmark = pytest.mark.django_db


def done(day: str | None, evidence: str = "completed", **more: Any) -> dict[str, Any]:
    basis = {"no-evidence": "", "not-assessed": ""}.get(evidence, "primary-document")
    return {"date": day, "evidence": evidence, "basis": basis, **more}


REPORT = {"evidence": "", "basis": "", "reported_status": "fulfilled", "reporting_party_id": "MA"}

# due, phrase, updates, day -> timing. The window of "2023-06" is open from 1 to 30 June, both days included.
EXAMPLES: list[tuple[str | None, str, list[dict[str, Any]], str, Timing]] = [
    (None, "", [], "2023-06-01", Timing.NO_WINDOW),
    (None, "", [done("2023")], "2024-01-01", Timing.NO_WINDOW),
    (None, "before long", [], "2023-06-01", Timing.CANNOT_TELL),
    ("2023-06", "", [], "2023-05-31", Timing.NOT_YET_DUE),
    ("2023-06", "", [], "2023-06-01", Timing.WINDOW_OPEN),
    ("2023-06", "", [], "2023-06-30", Timing.WINDOW_OPEN),
    ("2023-06", "", [], "2023-07-01", Timing.WINDOW_PASSED),
    ("2023-06/..", "", [], "2050-01-01", Timing.WINDOW_OPEN),
    ("../2023-06", "", [], "1950-01-01", Timing.WINDOW_OPEN),
    ("2023?", "", [], "2024-01-01", Timing.WINDOW_PASSED),
    ("201X", "", [], "2019-12-31", Timing.WINDOW_OPEN),
    ("2024-24", "", [], "2025-02-28", Timing.WINDOW_OPEN),
    # Assessed before it closed says nothing of what came after; on its last day neither.
    ("2023-06", "", [done("2023-06-30", "limited")], "2023-07-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done("2023-07-01", "limited")], "2023-07-01", Timing.OVERDUE),
    ("2023-06", "", [done("2023-07-02", "limited")], "2023-07-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done("2023", "limited")], "2024-01-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done(None, "limited")], "2024-01-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done("2023-05", "limited", checked="2023-07-01")], "2023-07-01", Timing.OVERDUE),
    ("2023-06", "", [done("2023-05", "limited", checked="2023-06-30")], "2023-07-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done("2023-05", "limited", checked="2023-09-01")], "2023-08-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done("2023-05", "limited", checked="2023-08-02")], "2023-08-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done("2023-05", "limited", checked="2023-08-02")], "2023-08-02", Timing.OVERDUE),
    ("2023-06", "", [done("2023-08", "not-assessed")], "2023-09-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [{**REPORT, "date": "2023-08"}], "2023-09-01", Timing.WINDOW_PASSED),
    ("2023-06", "", [done("2023-08", "no-evidence")], "2023-09-01", Timing.OVERDUE),
    ("2023-06", "", [done("2023-08", "not-started")], "2023-09-01", Timing.OVERDUE),
    # Completed: on time while its latest day is within, late when its earliest is past, else nobody can tell.
    ("2023-06", "", [done("2023-06-30")], "2024-01-01", Timing.COMPLETED_ON_TIME),
    ("2023-06", "", [done("2020")], "2024-01-01", Timing.COMPLETED_ON_TIME),
    ("2023-06", "", [done("2023-07-01")], "2024-01-01", Timing.COMPLETED_LATE),
    ("2023-06", "", [done("2023-06-22/2023-07-02")], "2024-01-01", Timing.CANNOT_TELL),
    ("2023-06", "", [done("2023")], "2024-01-01", Timing.CANNOT_TELL),
    ("2023-06", "", [done(None)], "2024-01-01", Timing.CANNOT_TELL),
    ("2023-06", "", [done("2023-06-05/..")], "2024-01-01", Timing.CANNOT_TELL),
    ("2023-06/..", "", [done("2040")], "2041-01-01", Timing.COMPLETED_ON_TIME),
    ("2023-06", "", [done("2023-06-15")], "2023-06-14", Timing.WINDOW_OPEN),
    ("2023-06", "", [done("2023-06-15")], "2023-06-15", Timing.COMPLETED_ON_TIME),
    (None, "before long", [done("2023-06-15")], "2024-01-01", Timing.CANNOT_TELL),
    # Dropped and superseded close whatever was due.
    ("2023-06", "", [done("2023-05", "dropped")], "2024-01-01", Timing.CLOSED),
    (None, "", [done("2023-05", "superseded")], "2024-01-01", Timing.CLOSED),
    # The latest day counts, not the order of entry; among equals the one entered last.
    ("2023-06", "", [done("2023-06-15"), done("2023-06-10", "limited")], "2024-01-01", Timing.COMPLETED_ON_TIME),
    ("2023-06", "", [done("2023-06-15"), done("2023-06-15", "dropped")], "2024-01-01", Timing.CLOSED),
    ("2023-06", "", [done(None, "dropped"), done("2023-06-15")], "2024-01-01", Timing.COMPLETED_ON_TIME),
    ("2023-06", "", [done("2023-06-15"), done(None, "dropped")], "2024-01-01", Timing.COMPLETED_ON_TIME),
    ("2023-06", "", [done("2023-06", "dropped"), done("2023-06-29")], "2024-01-01", Timing.CLOSED),
]


@pytest.mark.parametrize(("due", "phrase", "updates", "day", "expected"), EXAMPLES)
def test_timing_says_what_the_words_say(
    due: str | None, phrase: str, updates: list[dict[str, Any]], day: str, expected: Timing
) -> None:
    action = world.action(due=due, due_phrase=phrase)
    for values in updates:
        world.update(action=action, **values)
    on = date.fromisoformat(day)
    assert in_sql(on)[action.pk].timing == expected
    assert on_cards(on)[action.pk].timing == expected
    assert in_python(on)[action.pk].timing == expected


def test_every_timing_has_an_example() -> None:
    assert {example[-1] for example in EXAMPLES} == set(Timing)


def test_a_corrected_update_does_not_count_from_the_first_day() -> None:
    action = world.action(due="2023-06")
    wrong = world.update(action=action, **done("2023-06-15"))
    world.update(action=action, **done("2024-06-15", "limited"), corrects=wrong)
    status = in_sql(date(2023, 12, 31))[action.pk]
    assert (status.evidence, status.timing) == (Evidence.NOT_ASSESSED, Timing.WINDOW_PASSED)


def test_what_a_party_reports_stands_beside_what_a_curator_judges() -> None:
    action = world.action(due="2023-06")
    world.update(action=action, **done("2023-05", "limited"))
    world.update(action=action, **REPORT, date="2023-06-29")
    status = in_sql(date(2023, 7, 1))[action.pk]
    assert (status.evidence, status.reported) == (Evidence.LIMITED, ReportedStatus.FULFILLED)


# A batch at a time, since what costs is the way to the database.
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(st.lists(stories(), min_size=10, max_size=25), NEAR, st.integers(0))
def test_sql_and_python_agree_on_every_story(drawn: list[Story], day: date, which: int) -> None:
    borders = days_that_matter(drawn) or [day]
    with transaction.atomic():
        write_all(drawn)
        for on in (day, borders[which % len(borders)]):
            assert in_sql(on) == (told := in_python(on))
            assert on_cards(on) == {pk: status._replace(evidence_update=None) for pk, status in told.items()}
        transaction.set_rollback(True)
