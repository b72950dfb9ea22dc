"""What a record lacks."""

from typing import Any

import pytest

from tests.curation.queued import opened, rows
from tests.world import action, agreement, body, citation, delegation, meeting, participant, person, position

pytestmark = pytest.mark.django_db
GONE = {"publication": "withdrawn", "withdrawn_reason": "Entered twice."}


@pytest.mark.parametrize(("kind", "entered"), [("meeting", meeting), ("agreement", agreement), ("body", body)])
@pytest.mark.parametrize("publication", ["draft", "in-review", "published"])
def test_a_record_that_cites_nothing_is_listed(kind: str, entered: Any, publication: str) -> None:
    without = entered(publication=publication)
    citation(**{kind: entered()})
    entered(**GONE)
    [row] = rows("without-source")
    assert (row.opens.model, row.opens.pk, row.opens.at) == (kind, without.pk, "citations-group")


def test_what_readers_see_comes_first() -> None:
    seen, draft = meeting(), meeting(publication="draft")
    assert opened("without-source") == [seen.pk, draft.pk]


def _with_sources(count: int, **given: Any) -> Any:
    held = meeting(**given)
    for _ in range(count):
        citation(meeting=held)
    return held


def test_a_fact_of_a_record_with_several_sources_should_say_which() -> None:
    held = _with_sources(2)
    seat = participant(delegation=delegation(meeting=held))
    agreed = action(meeting=held)
    found = {row.opens.at for row in rows("not-pinned-down")}
    assert found == {f"at=participants:{seat.pk}:cited", f"at=actions:{agreed.pk}:cited"}
    assert set(opened("not-pinned-down")) == {held.pk}


def test_an_action_of_an_agreement_should_as_well() -> None:
    text = agreement()
    for _ in range(2):
        citation(agreement=text)
    agreed = action(agreement=text)
    [row] = rows("not-pinned-down")
    assert (row.opens.model, row.opens.at) == ("agreement", f"at=actions:{agreed.pk}:cited")


def test_where_there_is_one_source_it_goes_without_saying() -> None:
    action(meeting=_with_sources(1))
    assert rows("not-pinned-down") == []


def test_a_fact_with_a_source_of_its_own_is_pinned_down() -> None:
    held = _with_sources(2)
    citation(action=action(meeting=held))
    citation(participant=participant(delegation=delegation(meeting=held)))
    assert rows("not-pinned-down") == []


def test_facts_of_what_is_withdrawn_are_left_alone() -> None:
    held = _with_sources(2, **GONE)
    action(meeting=held)
    participant(delegation=delegation(meeting=held))
    assert rows("not-pinned-down") == []


@pytest.mark.parametrize("role", ["chair", "co-chair", "head-of-delegation"])
def test_a_delegation_with_a_head_is_whole(role: str) -> None:
    led = delegation()
    participant(delegation=led, role=role)
    participant(delegation=led, person=person("Isabel Castro"), role="member")
    assert rows("headless-delegations") == []


def test_a_delegation_of_members_alone_lacks_its_head() -> None:
    led = delegation()
    participant(delegation=led, role="member")
    [row] = rows("headless-delegations")
    assert row.opens.at == f"at=delegations:{led.pk}:role"
    assert row.wrong.startswith("Nobody of Morocco is recorded as chair")


@pytest.mark.parametrize("given", [{"status": "cancelled"}, {"status": "scheduled"}, GONE])
def test_a_meeting_not_held_needs_no_heads(given: dict[str, str]) -> None:
    participant(delegation=delegation(meeting=meeting(**given)))
    assert rows("headless-delegations") == []


def test_a_delegation_of_which_nobody_is_recorded_is_another_matter() -> None:
    delegation()
    assert rows("headless-delegations") == []


@pytest.mark.parametrize("status", ["announced", "scheduled"])
@pytest.mark.parametrize("when", [{"date": "2026-11-23"}, {"planned_date": "2026-10"}, {"planned_date": "2025"}])
@pytest.mark.parametrize("publication", ["draft", "published"])
def test_a_plan_whose_last_day_has_passed_is_listed(status: str, when: dict[str, str], publication: str) -> None:
    planned = meeting(status=status, publication=publication, **when)
    [row] = rows("past-plans")
    assert (row.opens.pk, row.opens.at) == (planned.pk, "id_status")


@pytest.mark.parametrize(
    "given",
    [
        {"status": "scheduled", "planned_date": "2026-11-24"},
        {"status": "scheduled", "planned_date": "2026"},
        {"status": "scheduled", "planned_date": "2025/.."},
        {"status": "scheduled"},
        {"status": "held", "date": "2025-01-01"},
        {"status": "cancelled", "planned_date": "2025"},
        {"status": "scheduled", "planned_date": "2025", **GONE},
    ],
)
def test_a_plan_that_may_still_be_kept_or_is_settled_is_not(given: dict[str, str]) -> None:
    meeting(**given)
    assert rows("past-plans") == []


def test_a_position_needs_no_source_of_its_own() -> None:
    position(meeting=_with_sources(2))
    assert rows("not-pinned-down") == []
