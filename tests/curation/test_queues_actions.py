"""Actions that somebody should look at again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from agreements.models import ActionUpdate
from tests.curation.queued import opened, rows
from tests.world import action, agreement, meeting, update

pytestmark = pytest.mark.django_db
GONE = {"publication": "withdrawn", "withdrawn_reason": "Entered twice."}
PUBLICATIONS = pytest.mark.parametrize("publication", ["draft", "in-review", "published"])


@PUBLICATIONS
@pytest.mark.parametrize("parent", [("meeting", meeting), ("agreement", agreement)])
def test_a_window_that_passed_unassessed_is_listed(publication: str, parent: tuple[str, Any]) -> None:
    kind, entered = parent
    agreed = action(**{kind: entered(publication=publication)}, due="2023")
    [row] = rows("window-passed")
    assert (row.opens.pk, row.opens.at, row.since) == (agreed.pk, "updates-group", date(2023, 12, 31))


@PUBLICATIONS
def test_a_window_that_is_open_or_assessed_since_is_not(publication: str) -> None:
    held = meeting(publication=publication)
    action(meeting=held, due="2027")
    action(meeting=held, number=2)
    update(action=action(meeting=held, number=3, due="2023"), date="2024-05")
    assert rows("window-passed") == []


def test_an_assessment_before_it_closed_does_not_count() -> None:
    agreed = action(due="2023")
    update(action=agreed, date="2023-05")
    assert opened("window-passed") == [agreed.pk]


def test_what_closed_last_comes_first_and_what_is_withdrawn_not_at_all() -> None:
    held = meeting()
    old, new = action(meeting=held, due="2001"), action(meeting=held, number=2, due="2025")
    action(meeting=meeting(**GONE), due="2023")
    assert opened("window-passed") == [new.pk, old.pk]


@PUBLICATIONS
@pytest.mark.parametrize("evidence", ["not-started", "limited", "substantial"])
def test_an_open_judgement_of_half_a_year_ago_is_stale(publication: str, evidence: str) -> None:
    agreed = action(meeting=meeting(publication=publication))
    update(action=agreed, evidence=evidence, date="2026-03", checked="2026-04-02")
    [row] = rows("stale-assessments")
    assert (row.opens.pk, row.since) == (agreed.pk, date(2026, 4, 2))
    assert "last looked at on 2 April 2026" in row.wrong


def test_a_search_without_result_grows_stale_too() -> None:
    agreed = action()
    update(action=agreed, evidence="no-evidence", basis="", checked="2025-01-01")
    assert opened("stale-assessments") == [agreed.pk]


@pytest.mark.parametrize(
    "told",
    [
        {"date": "2026-09"},
        {"date": "2020", "checked": "2026-09-01"},
        {"date": "2020", "evidence": "completed", "basis": "primary-document"},
        {"date": "2020", "evidence": "dropped"},
        {"date": "2020", "evidence": "superseded"},
    ],
)
def test_a_late_look_and_a_closed_action_are_not(told: dict[str, str]) -> None:
    update(**told)
    assert rows("stale-assessments") == []


def test_nothing_new_keeps_a_judgement_fresh_though_another_entry_is_the_current_one() -> None:
    agreed = action()
    update(action=agreed, date="2024-01")
    update(action=agreed, what="Nothing new.", checked="2026-10-01")
    assert rows("stale-assessments") == []


def test_a_corrected_look_does_not_count() -> None:
    agreed = action()
    wrong = update(action=agreed, date="2026-10")
    update(action=agreed, date="2024-01", corrects=wrong)
    assert opened("stale-assessments") == [agreed.pk]


def test_without_any_date_the_day_of_entry_counts() -> None:
    agreed = action()
    entry = update(action=agreed)
    assert entry.entered.date() == timezone.now().date()
    assert rows("stale-assessments", on=date(2026, 11, 24)) == []
    assert [row.opens.pk for row in rows("stale-assessments", on=date(2030, 1, 1))] == [agreed.pk]


def test_the_longest_unseen_comes_first_and_a_report_is_no_look() -> None:
    held = meeting()
    newer, older = action(meeting=held), action(meeting=held, number=2)
    update(action=newer, date="2025-01")
    update(action=older, date="2019-01")
    ActionUpdate.objects.create(
        action=older, what="Said to go on.", reported_status="planning", reporting_party_id="MA", checked="2026-11-01"
    )
    assert opened("stale-assessments") == [older.pk, newer.pk]


def test_an_assessed_action_of_a_withdrawn_record_is_left_alone() -> None:
    update(action=action(meeting=meeting(**GONE)), date="2019", checked=datetime(2019, 1, 1, tzinfo=UTC).date())
    assert rows("stale-assessments") == []
