"""From a draft to the public and back: the steps of a record, and who takes them."""

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from agreements.models import Comment, Meeting, Participant
from tests.admin.pages import ADD, current_values, meeting_form
from tests.world import action, delegation, meeting, participant, relation

pytestmark = pytest.mark.django_db


def of_role(role: str, name: str = "") -> tuple[Client, User]:
    user = User.objects.create_user(name or role.lower(), is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client, user


@pytest.fixture
def writer() -> Client:
    return of_role("Editor")[0]


@pytest.fixture
def reviewer() -> Client:
    return of_role("Reviewer")[0]


def at(record: Any, page: str = "change") -> str:
    return f"/admin/agreements/{record._meta.model_name}/{record.pk}/{page}/"


def save(client: Client, record: Any, **typed: Any) -> Any:
    return client.post(at(record), current_values(client, at(record)) | typed)


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


# What is published is changed with a word on why ---------------------------------------------------------------------


def test_amending_what_is_published_takes_a_note_and_loses_nothing_without(reviewer: Client) -> None:
    public = meeting()
    answer = save(reviewer, public, city="Rabat", _note=" ")
    assert answer.status_code == 400
    content = answer.content.decode()
    assert "Why this change" in content
    assert 'value="Rabat"' in content
    assert Meeting.objects.get().city == ""
    assert save(reviewer, public, city="Rabat", _note="The communiqué says so.").status_code == 302


def test_saving_without_a_change_takes_no_note(reviewer: Client) -> None:
    assert save(reviewer, meeting(), _note="").status_code == 302


def test_a_draft_is_changed_without_a_note(writer: Client) -> None:
    assert save(writer, meeting(publication="draft"), city="Rabat").status_code == 302


def test_a_row_of_what_is_published_is_changed_and_deleted_with_a_note(reviewer: Client) -> None:
    seat = participant(delegation=delegation(meeting=meeting()), post="Minister")
    assert save(reviewer, seat, post="Envoy", _note="").status_code == 400
    assert reviewer.post(at(seat, "delete"), {"post": "yes"}).status_code == 400
    assert Participant.objects.get().post == "Minister"
    assert reviewer.post(at(seat, "delete"), {"post": "yes", "_note": "Named by mistake."}).status_code == 302
    assert not Participant.objects.exists()


def test_nobody_adds_a_row_to_what_is_published_but_a_reviewer(writer: Client) -> None:
    agreed = action(meeting=meeting(publication="draft"))
    form = current_values(writer, at(agreed)) | {"meeting": meeting().pk}
    assert writer.post("/admin/agreements/agreedaction/add/", form).status_code == 400
    assert writer.post(at(agreed), form | {"_note": "Moved."}).status_code == 400


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


def test_who_changes_it_while_publishing_wrote_it(strict: None) -> None:
    client, _user = of_role("Reviewer")
    waiting = written_by(of_role("Editor")[1])
    answer = save(client, waiting, city="Rabat", _step="publish")
    assert answer.status_code == 400
    assert "you and editor" in answer.content.decode()
    assert (state(waiting), Meeting.objects.get().city) == ("in-review", "")


def test_another_reviewer_publishes_also_after_sending_it_back(strict: None) -> None:
    client, user = of_role("Editor")
    other, _reviewer = of_role("Reviewer")
    waiting = written_by(user)
    step(other, waiting, "send_back", reason="Who chaired?")
    save(client, waiting, city="Rabat", _step="hand_in")
    assert save(other, waiting, _step="publish").status_code == 302
    assert state(waiting) == "published"


def test_nobody_brings_published_records_under_the_rule(strict: None, desk: Client) -> None:
    answer = desk.post(ADD, meeting_form(relation=relation().pk, _step="publish"))
    assert answer.status_code == 400
    assert not Meeting.objects.exists()
