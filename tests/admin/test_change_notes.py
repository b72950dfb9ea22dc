"""What readers see is changed with a word on why."""

import pytest
from django.db.models import Model
from django.test import Client

from agreements.admin.roles import lock
from agreements.models import AgreedAction, Meeting, Participant, Person
from tests.admin.pages import at, current_values, save
from tests.world import action, citation, delegation, meeting, participant, person, source

pytestmark = pytest.mark.django_db


def test_amending_what_is_published_takes_a_note_and_loses_nothing_without(reviewer: Client) -> None:
    public = meeting()
    answer = save(reviewer, public, city="Rabat", _note=" ")
    assert answer.status_code == 400
    content = answer.content.decode()
    assert "Why this change" in content
    assert 'value="Rabat"' in content
    assert Meeting.objects.get().city == ""
    assert save(reviewer, public, city="Rabat", _note="The communiqué says so.").status_code == 302


def test_whoever_is_named_where_readers_see_it_is_renamed_with_a_note_and_a_source_kept_up_without(
    reviewer: Client,
) -> None:
    seat = participant(delegation=delegation(meeting=meeting()), person=person("Jane Roe"))
    cited = citation(meeting=seat.delegation.meeting, source=source()).source
    assert save(reviewer, seat.person, name="Jane Doe", _note="").status_code == 400
    assert not Person.objects.filter(name="Jane Doe").exists()
    assert save(reviewer, seat.person, name="Jane Doe").status_code == 302
    assert save(reviewer, cited, archived_url="https://web.archive.org/1", _note="").status_code == 302


def test_a_person_whom_readers_do_not_see_is_renamed_without_a_note(writer: Client) -> None:
    assert save(writer, person("Jane Roe"), name="Jane Doe", _note="").status_code == 302


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


@pytest.mark.parametrize("way", ["add", "delete"])
def test_a_row_is_not_written_where_the_record_was_published_before_its_lock_was_held(
    writer: Client, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    held = meeting(publication="draft")
    agreed = action(meeting=held, text="Meet again.", number=1)
    form = current_values(writer, at(agreed)) | {"number": "2", "text": "Meet once more."}

    def published_first(row: Model) -> None:
        Meeting.objects.filter(pk=held.pk).update(publication="published")
        lock(row)

    for place in ("agreements.admin.base.lock", "agreements.admin.history.note.lock"):
        monkeypatch.setattr(place, published_first)
    page = "/admin/agreements/agreedaction/add/" if way == "add" else at(agreed, "delete")
    assert writer.post(page, form | {"post": "yes", "_note": "Because."}).status_code in (400, 403)
    assert list(AgreedAction.objects.values_list("text", flat=True)) == ["Meet again."]
