"""Two editors on one record: the second to save is asked, with everything typed still there."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import AgreedAction, Meeting, Participant
from tests.admin.pages import current_values
from tests.world import action, delegation, meeting, participant, person

type Page = dict[str, Any]


@pytest.fixture
def held(db: None) -> Meeting:
    record = meeting(city="Madrid", publication="draft")
    participant(delegation=delegation(meeting=record), person=person("Khalid Zerouali"), post="Director")
    action(meeting=record, text="Hold a seminar.", number=1)
    return record


def address(record: Meeting) -> str:
    return f"/admin/agreements/meeting/{record.pk}/change/"


def save(desk: Client, record: Meeting, page: Page, **typed: Any) -> Any:
    return desk.post(address(record), page | typed | {"_continue": "1"})


def asked_again(answer: Any) -> Page:
    """What the page that came back sends, before any choice."""
    content = answer.content.decode()
    values: Page = {"_opened": answer.context["opened"], "_asked": answer.context["asked"].as_json}
    for name, value in re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', content):
        values.setdefault(name, value)
    return values | bound_values(answer)


def bound_values(answer: Any) -> Page:
    return {name: list(values) for name, values in answer.context["adminform"].form.data.lists() if name[0] != "_"}


def questions(answer: Any) -> dict[str, Any]:
    return {f"{question.where}|{question.what}": question for question in answer.context["asked"].questions}


def choose(answer: Any, choice: str) -> Page:
    return {f"_choice:{question.name}": choice for question in answer.context["asked"].questions}


def test_a_second_save_changes_nothing_and_shows_both_versions(desk: Client, held: Meeting) -> None:
    page = current_values(desk, address(held))
    save(desk, held, page, city="Rabat")
    answer = save(desk, held, page, city="Ceuta", venue="Palace")
    held.refresh_from_db()
    assert (held.city, held.venue) == ("Rabat", "")
    assert "saved this record at" in answer.content.decode()
    question = questions(answer)["|City"]
    assert (question.opened, question.theirs, question.mine, question.must) == ("Madrid", "Rabat", "Ceuta", True)
    assert 'value="Palace"' in answer.content.decode()


def test_nothing_is_saved_before_every_question_is_answered(desk: Client, held: Meeting) -> None:
    page = current_values(desk, address(held))
    save(desk, held, page, city="Rabat")
    first = asked_again(save(desk, held, page, city="Ceuta"))
    answer = save(desk, held, first)
    held.refresh_from_db()
    assert held.city == "Rabat"
    assert answer.context["asked"].again


@pytest.mark.parametrize(("choice", "city"), [("mine", "Ceuta"), ("theirs", "Rabat")])
def test_each_change_ends_as_chosen(desk: Client, held: Meeting, choice: str, city: str) -> None:
    page = current_values(desk, address(held))
    save(desk, held, page, city="Rabat")
    answer = save(desk, held, page, city="Ceuta", venue="Palace")
    saved = save(desk, held, asked_again(answer) | choose(answer, choice))
    assert saved.status_code == 302
    held.refresh_from_db()
    assert (held.city, held.venue) == (city, "Palace")


def test_a_row_that_the_other_added_stays_unless_it_is_refused(desk: Client, held: Meeting) -> None:
    page = current_values(desk, address(held))
    seated = Participant.objects.get().delegation
    participant(delegation=seated, person=person("Karima Benyaich"), post="Ambassador")
    answer = save(desk, held, page, venue="Palace")
    (question,) = answer.context["asked"].questions
    assert "Karima Benyaich" in question.theirs
    assert not question.must
    save(desk, held, asked_again(answer) | choose(answer, "theirs"))
    assert Participant.objects.count() == 2
    page = current_values(desk, address(held))
    Participant.objects.create(delegation=seated, post="Interpreter")
    answer = save(desk, held, page, venue="Hall")
    save(desk, held, asked_again(answer) | choose(answer, "mine"))
    assert not Participant.objects.filter(post="Interpreter").exists()


def test_a_row_that_the_other_removed_can_be_put_back_as_typed(desk: Client, held: Meeting) -> None:
    page = current_values(desk, address(held))
    AgreedAction.objects.get().delete()
    answer = save(desk, held, page, **{"actions-0-text": "Hold two seminars."})
    (question,) = answer.context["asked"].questions
    assert question.must
    assert "Hold two seminars." in question.mine
    saved = save(desk, held, asked_again(answer) | choose(answer, "mine"))
    assert saved.status_code == 302
    assert AgreedAction.objects.get().text == "Hold two seminars."


def test_what_was_typed_for_a_record_deleted_meanwhile_becomes_a_new_one(desk: Client, held: Meeting) -> None:
    page = current_values(desk, address(held))
    held.delete()
    answer = save(desk, held, page, city="Ceuta")
    assert "deleted this record" in answer.content.decode()
    assert 'value="Ceuta"' in answer.content.decode()
    saved = desk.post("/admin/agreements/meeting/add/", bound_values(answer))
    assert saved.status_code == 302
    again = Meeting.objects.get()
    assert again.city == "Ceuta"
    assert Participant.objects.get().person


def test_a_page_that_does_not_say_what_it_showed_is_not_saved(desk: Client, held: Meeting) -> None:
    page = current_values(desk, address(held)) | {"_opened": "{"}
    answer = save(desk, held, page, city="Ceuta")
    held.refresh_from_db()
    assert held.city == "Madrid"
    assert 'value="Ceuta"' in answer.content.decode()
    assert json.loads(answer.context["opened"])


def test_what_was_typed_comes_back_unchecked_and_unsaved(desk: Client, held: Meeting) -> None:
    page = current_values(desk, address(held))
    answer = save(desk, held, page, date="30 February", _give_back="1")
    content = answer.content.decode()
    assert 'value="30 February"' in content
    assert not answer.context["errors"]
    held.refresh_from_db()
    assert held.date is None


def test_what_was_typed_into_a_new_record_comes_back_with_its_rows(desk: Client, held: Meeting) -> None:
    page = bound_post(desk, held)
    answer = desk.post("/admin/agreements/meeting/add/", page | {"_give_back": "1", "title": "Other talks"})
    assert 'value="Other talks"' in answer.content.decode()
    assert Meeting.objects.count() == 1


def bound_post(desk: Client, held: Meeting) -> Page:
    values = current_values(desk, address(held))
    return {name: value for name, value in values.items() if not name.startswith("_") and not name.endswith("-id")}
