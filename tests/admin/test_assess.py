"""Several actions assessed in one go: all rows or none, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import ActionUpdate, Source
from tests.admin.assessing import PROVEN, at, sent, three, today
from tests.world import action, agreement, body, citation, meeting, update

pytestmark = pytest.mark.django_db


def test_three_actions_are_assessed_in_one_go_and_a_blank_row_is_untouched(reviewer: Client) -> None:
    one, two, three_ = three()
    unlooked = action(meeting=one.meeting, number=4)
    written = {
        one: {**PROVEN, "source": "https://example.org/communique", "date": "September 2023"},
        two: {**PROVEN, "source_address": "https://news.example/held?utm_source=x", "evidence": "completed"}
        | {"basis": "two-independent-sources", "second_source": "https://example.org/communique", "date": "2023-11-05"},
        three_: {"evidence": "no-evidence", "what": "Searched both ministries' sites."},
    }
    answer = reviewer.post(at(one), sent(reviewer, at(one), written))
    assert answer.status_code == 302
    told = [ActionUpdate.objects.get(action=agreed) for agreed in (one, two, three_)]
    assert [one.evidence for one in told] == ["limited", "completed", "no-evidence"]
    assert {one.checked for one in told} == {today()}
    assert str(told[0].date) == "September 2023"
    assert told[1].source
    assert told[1].source.url == "https://news.example/held"
    assert not unlooked.updates.exists()


def test_one_wrong_row_saves_none_and_everything_typed_stays(reviewer: Client) -> None:
    one, two, _three = three()
    written = {
        one: {**PROVEN, "source": "https://example.org/communique"},
        two: {**PROVEN, "basis": "two-independent-sources", "source_address": "https://new.example/a"},
    }
    answer = reviewer.post(at(one), sent(reviewer, at(one), written))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The second of the two independent sources is missing." in page
    assert page.count("A seminar was announced.") == 2
    assert "https://new.example/a" in page
    assert not ActionUpdate.objects.exists()
    assert not Source.objects.filter(url="https://new.example/a").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"source": ""}, "A source is missing"),
        ({"source_address": "no address", "source": ""}, "Enter a valid URL"),
        ({"source_address": "https://other.example/"}, "Choose a source or paste one, not both."),
        ({"basis": "hearsay"}, "not one of the available choices"),
        ({"date": "never"}, "data-wrong"),
        ({"what": "x\0y"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_stand_is_told_at_its_field(reviewer: Client, given: dict[str, str], told: str) -> None:
    one, *_ = three()
    row = {**PROVEN, "source": "https://example.org/communique", **given}
    answer = reviewer.post(at(one), sent(reviewer, at(one), {one: row}))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not ActionUpdate.objects.exists()


def test_a_day_to_come_and_an_empty_page_are_refused(reviewer: Client) -> None:
    one, *_ = three()
    row = {**PROVEN, "source": "https://example.org/communique"}
    tomorrow = (today() + timedelta(days=1)).isoformat()
    answer = reviewer.post(at(one), sent(reviewer, at(one), {one: row}, checked=tomorrow))
    assert (answer.status_code, "still to come" in answer.content.decode()) == (400, True)
    answer = reviewer.post(at(one), sent(reviewer, at(one), {}))
    assert (answer.status_code, "Nothing is filled in" in answer.content.decode()) == (400, True)


def test_what_somebody_entered_meanwhile_is_told_once_and_nothing_typed_is_lost(reviewer: Client) -> None:
    one, two, _three = three()
    row = {**PROVEN, "source": "https://example.org/communique"}
    form = sent(reviewer, at(one), {one: row, two: row})
    update(action=two, what="The office opened.", evidence="substantial")
    answer = reviewer.post(at(one), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody entered an update meanwhile: “The office opened.”" in page
    assert page.count("A seminar was announced.") == 2
    assert ActionUpdate.objects.count() == 1
    shown = {f"a{row.action.pk}-seen": row.seen for row in answer.context["page"].rows}
    assert reviewer.post(at(one), form | shown).status_code == 302
    assert ActionUpdate.objects.count() == 3


def test_an_update_of_a_row_nobody_wrote_in_is_no_hindrance(reviewer: Client) -> None:
    one, two, _three = three()
    form = sent(reviewer, at(one), {one: {**PROVEN, "source": "https://example.org/communique"}})
    update(action=two)
    assert reviewer.post(at(one), form).status_code == 302


def test_what_was_written_about_a_deleted_action_is_given_back(reviewer: Client) -> None:
    one, two, _three = three()
    form = sent(reviewer, at(one), {two: {**PROVEN, "what": "Long typed words."}})
    two.delete()
    answer = reviewer.post(at(one), form)
    assert answer.status_code == 400
    assert "Long typed words." in answer.content.decode()


def test_a_body_shows_the_open_actions_of_its_meetings_and_an_agreement_its_own(reviewer: Client) -> None:
    group = body()
    first, second = (meeting(body=group, ordinal=number, date=f"20{number + 10}") for number in (1, 2))
    done = update(action=action(meeting=first), evidence="dropped").action
    open_ = [action(meeting=second), action(meeting=first, number=2)]
    gone = meeting(body=group, ordinal=3, publication="withdrawn", withdrawn_reason="Twice.")
    action(meeting=gone)
    shown = reviewer.get(f"/admin/assess/?body={group.pk}").context["page"].rows
    assert [row.action for row in shown] == open_
    assert done.pk not in [row.action.pk for row in shown]
    owed = action(agreement=agreement())
    shown = reviewer.get(f"/admin/assess/?agreement={owed.agreement_id}").context["page"].rows
    assert [row.action for row in shown] == [owed]


def test_a_hundred_at_a_time_and_it_says_how_many_are_left(reviewer: Client) -> None:
    held = meeting()
    for number in range(1, 104):
        action(meeting=held, number=number)
    first = reviewer.get(f"/admin/assess/?meeting={held.pk}")
    assert (len(first.context["page"].rows), first.context["page"].left) == (100, 3)
    assert "3 more actions on the next pages" in first.content.decode()
    assert len(reviewer.get(f"/admin/assess/?meeting={held.pk}&page=2").context["page"].rows) == 3


def test_twice_the_rows_ask_the_same_number_of_questions(reviewer: Client) -> None:
    group = body()

    def add(ordinal: int) -> None:
        held = meeting(body=group, ordinal=ordinal)
        citation(meeting=held)
        update(action=action(meeting=held))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reviewer.get(f"/admin/assess/?body={group.pk}").status_code == 200
        return len(asked)

    for ordinal in (1, 2):
        add(ordinal)
    questions()
    once = questions()
    for ordinal in (3, 4):
        add(ordinal)
    assert questions() == once


@pytest.mark.parametrize("asked", ["", "?meeting=x", "?meeting=1&body=1", "?meeting=-1", "?meeting=" + "9" * 30])
def test_a_question_that_is_none_is_refused(reviewer: Client, asked: str) -> None:
    answer = reviewer.get(f"/admin/assess/{asked}")
    assert answer.status_code == 400
    assert "one number: meeting, agreement or body" in answer.content.decode()


def test_more_rows_than_a_page_has_are_refused(reviewer: Client) -> None:
    one, *_ = three()
    form = {f"a{key}-seen": "0" for key in range(1, 102)}
    assert reviewer.post(at(one), form).status_code == 400


def test_what_is_not_there_is_not_found(reviewer: Client) -> None:
    held = action().meeting
    assert held is not None
    for asked in ("?meeting=999999999", f"?meeting={held.pk}&page=0", f"?meeting={held.pk}&page=x"):
        assert reviewer.get(f"/admin/assess/{asked}").status_code == 404
    assert reviewer.post("/admin/assess/999999999/nothing-new/").status_code == 404
