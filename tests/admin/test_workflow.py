"""From a draft to the public and back: the steps of a record, and who takes them."""

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User
from django.test import Client

from agreements.models import Comment, Meeting
from tests.admin.pages import ADD, at, meeting_form, save
from tests.admin.people import account, logged_in
from tests.world import meeting, relation

pytestmark = pytest.mark.django_db


def step(client: Client, record: Meeting, code: str, **more: str) -> Any:
    return client.post(at(record, "step"), {"step": code, **more})


def state(record: Meeting) -> str:
    return Meeting.objects.get(pk=record.pk).publication


def test_an_editor_saves_and_hands_in_with_one_button(writer: Client) -> None:
    draft = meeting(publication="draft")
    assert save(writer, draft, city="Rabat", _step="hand_in").status_code == 302
    assert (state(draft), Meeting.objects.get().city) == ("in-review", "Rabat")
    assert step(writer, draft, "take_back").status_code == 302
    assert state(draft) == "draft"


def test_a_new_record_is_handed_in_as_it_is_entered(writer: Client) -> None:
    assert writer.post(ADD, meeting_form(relation=relation().pk, _step="hand_in")).status_code == 302
    assert Meeting.objects.get().publication == "in-review"


def test_an_editor_is_not_offered_to_publish_and_publishes_by_no_way(writer: Client) -> None:
    draft = meeting(publication="draft")
    assert "Save and publish" not in writer.get(at(draft)).content.decode()
    for forged in ({"publication": "published"}, {"_step": "publish"}):
        answer = save(writer, draft, city="Rabat", **forged)
        assert answer.status_code == 400
        assert 'value="Rabat"' in answer.content.decode()
        assert (state(draft), Meeting.objects.get().city) == ("draft", "")
    assert step(writer, draft, "publish").status_code == 403
    assert writer.post(ADD, meeting_form(relation=relation().pk, publication="published")).status_code == 400
    assert Meeting.objects.count() == 1


def test_what_is_forged_is_told_in_words(writer: Client) -> None:
    answer = save(writer, meeting(publication="draft"), publication="published")
    assert "Publication: where a record stands is changed by its buttons" in answer.content.decode()


def test_a_reviewer_saves_and_publishes(reviewer: Client) -> None:
    waiting = meeting(publication="in-review")
    assert save(reviewer, waiting, _step="publish").status_code == 302
    assert state(waiting) == "published"


def test_sending_back_takes_a_comment(reviewer: Client) -> None:
    waiting = meeting(publication="in-review")
    assert step(reviewer, waiting, "send_back", reason=" ").status_code == 400
    assert state(waiting) == "in-review"
    assert step(reviewer, waiting, "send_back", reason="Who chaired?").status_code == 302
    assert (state(waiting), Comment.objects.get().text) == ("draft", "Who chaired?")


def test_withdrawing_takes_a_reason_and_reopening_makes_a_draft(reviewer: Client) -> None:
    public = meeting()
    answer = step(reviewer, public, "withdraw")
    assert answer.status_code == 400
    assert "readers who kept its address will ask" in answer.content.decode()
    step(reviewer, public, "withdraw", reason="Entered twice.")
    assert Meeting.objects.get().withdrawn_reason == "Entered twice."
    step(reviewer, public, "reopen")
    assert (state(public), Meeting.objects.get().withdrawn_reason) == ("draft", "")


def test_what_readers_saw_is_not_deleted_once_it_is_reopened(reviewer: Client) -> None:
    public = meeting()
    step(reviewer, public, "withdraw", reason="Entered twice.")
    step(reviewer, public, "reopen")
    assert reviewer.post(at(public, "delete"), {"post": "yes"}).status_code == 403


def test_a_step_decided_on_another_state_is_not_taken(reviewer: Client, writer: Client) -> None:
    waiting = meeting(publication="in-review")
    step(writer, waiting, "take_back")
    answer = save(reviewer, waiting, _step="publish", _state="in-review")
    assert answer.status_code == 400
    assert "Somebody changed where it stands meanwhile" in answer.content.decode()
    assert state(waiting) == "draft"


# Four eyes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def strict(settings: Any) -> None:
    settings.FOUR_EYES = True


def written_by(user: User) -> Meeting:
    with pghistory.context(user=user.pk):
        return meeting(publication="in-review")


def test_who_wrote_it_does_not_publish_it_by_any_way(strict: None, desk: Client) -> None:
    own = written_by(User.objects.get(username="editor"))
    page = desk.get(at(own)).content.decode()
    assert "It was written by you" in page
    assert "Save and publish" not in page
    assert save(desk, own, _step="publish").status_code == 400
    assert step(desk, own, "publish").status_code == 400
    sent = {"action": "publish", "_selected_action": [own.pk], "confirmed": "yes"}
    assert (
        "Who wrote it does not publish it"
        in desk.post("/admin/agreements/meeting/", sent, follow=True).content.decode()
    )
    assert state(own) == "in-review"


def test_who_changes_it_while_publishing_wrote_it(strict: None, reviewer: Client) -> None:
    waiting = written_by(account("Editor"))
    answer = save(reviewer, waiting, city="Rabat", _step="publish")
    assert answer.status_code == 400
    assert "you and Editor" in answer.content.decode()
    assert (state(waiting), Meeting.objects.get().city) == ("in-review", "")


def test_another_reviewer_publishes_also_after_sending_it_back(strict: None, reviewer: Client) -> None:
    author = account("Editor")
    waiting = written_by(author)
    step(reviewer, waiting, "send_back", reason="Who chaired?")
    save(logged_in(author), waiting, city="Rabat", _step="hand_in")
    assert save(reviewer, waiting, _step="publish").status_code == 302
    assert state(waiting) == "published"


def test_nobody_brings_published_records_under_the_rule(strict: None, desk: Client) -> None:
    answer = desk.post(ADD, meeting_form(relation=relation().pk, _step="publish"))
    assert answer.status_code == 400
    assert not Meeting.objects.exists()
