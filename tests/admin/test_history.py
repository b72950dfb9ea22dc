"""History in the admin: read whole, and restored from."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
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


def _as(role: str) -> Client:
    user = User.objects.create_user(f"one {role}", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def test_what_is_public_is_restored_by_a_reviewer_alone(desk: Client, held: Meeting) -> None:
    _retitle(desk, held, "Talks on something else")
    Meeting.objects.filter(pk=held.pk).update(publication="published")
    last = str(len(desk.get(_address(held)).context["versions"]))
    address, sent = _address(held, "history/1/restore/"), {"latest": last}
    assert _as("Editor").post(address, sent).status_code == 403
    assert Client().post(address, sent).status_code == 302
    held.refresh_from_db()
    assert held.title == "Talks on something else"
    assert _as("Reviewer").post(address, sent).status_code == 302
    held.refresh_from_db()
    assert (held.title, held.publication) == ("Talks on migration in the spring", "published")


def test_a_record_changed_meanwhile_is_looked_at_once_more(desk: Client, held: Meeting) -> None:
    _retitle(desk, held, "Talks on something else")
    answer = desk.post(_address(held, "history/1/restore/"), {"latest": "1"})
    assert "Somebody changed the record meanwhile" in answer.content.decode()
    held.refresh_from_db()
    assert held.title == "Talks on something else"


def test_a_restore_that_a_rule_refuses_says_which(desk: Client) -> None:
    held = meeting(publication="draft", slug="taken")
    address = _address(held, "change/")
    desk.post(address, current_values(desk, address) | {"slug": "another"})
    meeting(slug="taken")
    last = str(len(desk.get(_address(held)).context["versions"]))
    answer = desk.post(_address(held, "history/1/restore/"), {"latest": last})
    assert "Another record has this address" in answer.content.decode()
    held.refresh_from_db()
    assert held.slug == "another"


@pytest.mark.parametrize("page", ["history/0/", "history/99/", "history/99/restore/", "history/?page=x"])
def test_a_version_that_never_was_is_not_found(desk: Client, held: Meeting, page: str) -> None:
    assert desk.get(_address(held, page)).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"table": "participant", "key": "x"}, {"table": "source", "key": "1"}])
def test_a_row_that_never_was_is_not_put_back(desk: Client, held: Meeting, sent: dict[str, str]) -> None:
    assert desk.post(_address(held, "history/1/put-back/"), sent).status_code == 404


def test_the_page_costs_the_same_with_more_versions_and_rows(
    desk: Client, held: Meeting, django_assert_max_num_queries: Any
) -> None:
    _retitle(desk, held, "First")
    delegated = held.delegations.get()
    with django_assert_max_num_queries(60) as asked:
        desk.get(_address(held))
        few = len(asked)
    for number in range(4):
        _retitle(desk, held, f"Title {number}")
        citation(participant=participant(delegation=delegated))
    with django_assert_max_num_queries(few):
        desk.get(_address(held))


def test_what_a_reviewer_published_meanwhile_is_restored_by_no_editor(
    writer: Client, held: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for the lock is asked again once they hold it."""
    writer.post(f"/admin/agreements/participant/{Participant.objects.get().pk}/delete/", {"post": "yes"})
    _retitle(writer, held, "Talks on something else")
    context = writer.get(_address(held)).context
    found = [(version.entry.number, row) for version in context["versions"] for row in version.rows if row.table]

    def published_first(row: Any) -> None:
        Meeting.objects.filter(pk=held.pk).update(publication="published")

    monkeypatch.setattr("agreements.admin.history.views.lock", published_first)
    for number, row in found:
        sent = {"table": row.table, "key": row.key}
        assert writer.post(_address(held, f"history/{number}/put-back/"), sent).status_code == 403
        Meeting.objects.filter(pk=held.pk).update(publication="draft")
    latest = str(len(writer.get(_address(held)).context["versions"]))
    assert writer.post(_address(held, "history/1/restore/"), {"latest": latest}).status_code == 403
    assert Meeting.objects.get().title == "Talks on something else"
    assert found
    assert not Participant.objects.exists()
