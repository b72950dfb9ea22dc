"""Changes to many records at once."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Citation, Meeting, Participant, Source
from tests.admin.people import of_role
from tests.world import citation, delegation, meeting, participant, person, source, topic


def run(client: Client, action: str, *rows: Any, model: str = "meeting", **more: Any) -> Any:
    sent = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(f"/admin/agreements/{model}/", sent, follow=True)


def publication(record: Meeting) -> str:
    return Meeting.objects.get(pk=record.pk).publication


def test_nothing_is_changed_before_it_is_confirmed(desk: Client) -> None:
    draft = meeting(publication="draft")
    page = run(desk, "publish", draft)
    assert "Readers see these records from now on." in page.content.decode()
    assert publication(draft) == "draft"
    run(desk, "publish", draft, confirmed="yes")
    assert publication(draft) == "published"


def test_each_refusal_is_told_and_the_others_go_on(desk: Client) -> None:
    draft, public = meeting(publication="draft"), meeting(title="Talks in Rabat")
    page = run(desk, "publish", draft, public, confirmed="yes").content.decode()
    assert publication(draft) == "published"
    assert "Publish: 1 changed." in page
    assert "Talks in Rabat: It is public already." in page


def test_an_editor_hands_in_and_does_not_publish(db: None) -> None:
    editor, draft = of_role("Editor"), meeting(publication="draft")
    run(editor, "publish", draft, confirmed="yes")
    run(editor, "withdraw", draft, confirmed="yes", reason="No.")
    assert publication(draft) == "draft"
    assert 'value="publish"' not in editor.get("/admin/agreements/meeting/").content.decode()
    run(editor, "hand_in", draft, confirmed="yes")
    assert publication(draft) == "in-review"


def test_withdrawing_asks_why(desk: Client) -> None:
    public = meeting()
    page = run(desk, "withdraw", public, confirmed="yes", reason=" ")
    assert page.status_code == 400
    assert publication(public) == "published"
    run(desk, "withdraw", public, confirmed="yes", reason="Entered twice.")
    assert Meeting.objects.get(pk=public.pk).withdrawn_reason == "Entered twice."


def test_the_reason_stands_in_the_history(desk: Client) -> None:
    public = meeting()
    run(desk, "withdraw", public, confirmed="yes", reason="Entered twice.")
    last: Any = public.events.order_by("-pgh_id").first()  # type: ignore[attr-defined]
    assert last.pgh_context.metadata["note"] == "Entered twice."


def test_a_topic_is_added_once(desk: Client) -> None:
    held, meant = meeting(), topic()
    run(desk, "set_topic", held, confirmed="yes", topic=meant.pk)
    page = run(desk, "set_topic", held, confirmed="yes", topic=meant.pk)
    assert "It has this topic already." in page.content.decode()
    assert list(held.topics.all()) == [meant]


def test_sources_are_marked_as_dead_by_whoever_may_change_them(desk: Client) -> None:
    draft, public = source(), source()
    citation(meeting=meeting(), source=public)
    page = run(of_role("Editor"), "mark_dead", draft, public, model="source", confirmed="yes")
    assert "a reviewer can change it" in page.content.decode()
    assert list(Source.objects.filter(working=False)) == [draft]
    run(desk, "mark_working", draft, model="source", confirmed="yes")
    assert not Source.objects.filter(working=False).exists()


def test_what_readers_saw_and_what_others_need_is_not_deleted(desk: Client) -> None:
    draft, public, seated = meeting(publication="draft"), meeting(), person()
    participant(person=seated)
    page = run(desk, "delete_selected", draft, public, confirmed="yes").content.decode()
    assert "Readers saw it: withdraw it instead." in page
    assert list(Meeting.objects.filter(pk__in=[draft.pk, public.pk])) == [public]
    page = run(desk, "delete_selected", seated, model="person", confirmed="yes").content.decode()
    assert "Others refer to it: participant." in page


def test_too_many_at_once_are_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agreements.admin.lists.bulk.AT_ONCE", 1)
    rows = [meeting(publication="draft") for _ in range(2)]
    assert "Choose at most 1 at once" in run(desk, "publish", *rows, confirmed="yes").content.decode()
    assert {publication(row) for row in rows} == {"draft"}


def test_whoever_may_only_look_changes_nothing(reader: Client) -> None:
    draft = meeting(publication="draft")
    answer = reader.post("/admin/agreements/meeting/", {"action": "hand_in", "_selected_action": [draft.pk]})
    assert answer.status_code == 403
    assert publication(draft) == "draft"
    assert not Citation.objects.exists()


def test_seats_that_readers_see_are_deleted_with_a_reason(desk: Client) -> None:
    seat = participant(delegation=delegation(meeting=meeting()))
    page = run(desk, "delete_selected", seat, model="participant", confirmed="yes").content.decode()
    assert "Readers see it already: say why it is deleted." in page
    assert Participant.objects.exists()
    run(desk, "delete_selected", seat, model="participant", confirmed="yes", reason="Named by mistake.")
    assert not Participant.objects.exists()
