"""History in the admin: read whole, and restored from."""

import pytest
from django.test import Client

from agreements.models import Meeting, Participant
from tests.admin.pages import current_values
from tests.world import citation, delegation, meeting, participant, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Meeting:
    held = meeting(publication="draft", title="Talks on migration in the spring")
    citation(participant=participant(delegation=delegation(meeting=held), person=person("Khalid Zerouali")))
    return held


def _address(held: Meeting, page: str = "history/") -> str:
    return f"/admin/agreements/meeting/{held.pk}/{page}"


def _retitle(desk: Client, held: Meeting, title: str, note: str = "") -> None:
    address = _address(held, "change/")
    answer = desk.post(address, current_values(desk, address) | {"title": title, "_note": note})
    assert answer.status_code == 302


def test_a_version_says_who_changed_what_and_why(desk: Client, held: Meeting) -> None:
    _retitle(desk, held, "Talks on migration in the autumn", "The communiqué says so.")
    page = desk.get(_address(held)).content.decode()
    assert "editor" in page
    assert "The communiqué says so." in page
    assert "<del>spring</del>" in page
    assert "<ins>autumn</ins>" in page


def test_a_deleted_row_is_put_back_under_its_key_with_its_citations(desk: Client, held: Meeting) -> None:
    sat = Participant.objects.get()
    address = f"/admin/agreements/participant/{sat.pk}/delete/"
    assert desk.post(address, {"post": "yes"}).status_code == 302
    context = desk.get(_address(held)).context
    found = next((version.entry.number, row) for version in context["versions"] for row in version.rows if row.table)
    number, row = found
    assert row.title == "Participant Khalid Zerouali"
    desk.post(_address(held, f"history/{number}/put-back/"), {"table": row.table, "key": row.key})
    assert Participant.objects.get() == sat
    assert sat.citations.count() == 1


def test_an_earlier_version_is_shown_and_made_the_current_one(desk: Client, held: Meeting) -> None:
    _retitle(desk, held, "Talks on something else")
    last = len(desk.get(_address(held)).context["versions"])
    earlier = desk.get(_address(held, "history/1/")).content.decode()
    assert "Talks on migration in the spring" in earlier
    address = _address(held, "history/1/restore/")
    assert "Talks on something else" in desk.get(address).content.decode()
    assert desk.post(address, {"latest": str(last)}).status_code == 302
    held.refresh_from_db()
    assert held.title == "Talks on migration in the spring"
    assert "Restored the version of" in desk.get(_address(held)).content.decode()


def test_whoever_may_only_look_restores_nothing(reader: Client, held: Meeting) -> None:
    assert reader.get(_address(held)).status_code == 403
    assert reader.post(_address(held, "history/1/restore/"), {"latest": "1"}).status_code == 403
