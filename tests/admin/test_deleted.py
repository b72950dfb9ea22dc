"""What was deleted is found, looked at, and put back."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from agreements.models import Agreement, Meeting, Person
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Meeting:
    held = world.meeting(publication="draft", title="Talks on visas", slug="talks-on-visas")
    world.participant(delegation=world.delegation(meeting=held))
    return held


def delete(client: Client, row: Any, why: str = "") -> Any:
    answer = client.post(f"/admin/agreements/{row._meta.model_name}/{row.pk}/delete/", {"post": "yes", "_note": why})
    assert answer.status_code == 302
    return answer


def as_role(name: str) -> Client:
    user = User.objects.create_user(f"one {name}", is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client = Client()
    client.force_login(user)
    return client


def test_a_deleted_draft_is_listed_with_who_and_why(desk: Client, draft: Meeting) -> None:
    assert "Why it is deleted" in desk.get(f"/admin/agreements/meeting/{draft.pk}/delete/").content.decode()
    delete(desk, draft, "Entered twice.")
    page = desk.get("/admin/deleted/").content.decode()
    for told in ("Talks on visas", "editor", "Entered twice."):
        assert told in page


def test_a_deleted_draft_is_looked_at_and_put_back(desk: Client, draft: Meeting) -> None:
    delete(desk, draft, "Entered twice.")
    address = f"/admin/deleted/meeting/{draft.pk}/"
    page = desk.get(address).content.decode()
    assert "Khalid Zerouali" in page
    assert "Entered twice." in page
    assert desk.post(address)["Location"] == f"/admin/agreements/meeting/{draft.pk}/change/"
    assert (
        Meeting.objects.get(pk=draft.pk).delegations.get().participants.values_list("person__name", flat=True).get()
        == "Khalid Zerouali"
    )
    assert desk.get(address).status_code == 404
    assert "Talks on visas" not in desk.get("/admin/deleted/").content.decode()


def test_an_earlier_version_of_a_deleted_record_is_shown(desk: Client, draft: Meeting) -> None:
    Meeting.objects.filter(pk=draft.pk).update(title="Talks on visas")
    delete(desk, draft)
    assert desk.get(f"/admin/deleted/meeting/{draft.pk}/1/").status_code == 200
    assert desk.get(f"/admin/deleted/meeting/{draft.pk}/9/").status_code == 404


def test_the_list_is_narrowed_by_kind_and_words(desk: Client, draft: Meeting) -> None:
    delete(desk, draft)
    delete(desk, world.agreement(publication="draft", title="Visa protocol"))
    delete(desk, world.person("Jérôme Visa"))
    assert _names(desk, "?kind=agreement") == {"Visa protocol"}
    assert _names(desk, "?q=VISA") == {"Visa protocol", "Jérôme Visa", "Talks on visas"}
    assert _names(desk, "?q=jerome visa") == {"Jérôme Visa"}
    assert _names(desk, "?page=2") == set()
    answer = desk.get("/admin/deleted/?kind=nothing")
    assert (answer.status_code, "There is no such kind" in answer.content.decode()) == (400, True)


def _names(desk: Client, asked: str) -> set[str]:
    return {row.name for row in desk.get(f"/admin/deleted/{asked}").context["rows"]}


def test_an_address_taken_since_is_told_and_nothing_comes_back(desk: Client, draft: Meeting) -> None:
    delete(desk, draft)
    world.meeting(slug="talks-on-visas")
    answer = desk.post(f"/admin/deleted/meeting/{draft.pk}/", follow=True)
    assert "Another record has this address" in answer.content.decode()
    assert not Meeting.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("address", ["meeting/0/", "meeting/x/", "nothing/1/", "delegation/1/", "party/MA/"])
def test_what_was_never_deleted_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(f"/admin/deleted/{address}").status_code == 404


def test_each_role_puts_back_what_it_may_enter(desk: Client, draft: Meeting) -> None:
    topic = world.topic()
    for row in (draft, topic):
        delete(desk, row)
    editor = as_role("Editor")
    assert editor.get(f"/admin/deleted/topic/{topic.pk}/").status_code == 403
    assert editor.post(f"/admin/deleted/meeting/{draft.pk}/").status_code == 302
    assert Meeting.objects.filter(pk=draft.pk).exists()


def test_whoever_enters_nothing_sees_no_deleted_record(reader: Client) -> None:
    assert reader.get("/admin/deleted/").status_code == 403
    assert Client().get("/admin/deleted/").status_code == 302
    assert "/admin/deleted/" not in reader.get("/admin/").content.decode()


def test_what_readers_saw_is_withdrawn_instead(desk: Client) -> None:
    seen = world.agreement(title="Seen")
    address = f"/admin/agreements/agreement/{seen.pk}/delete/"
    for answer in (desk.get(address), desk.post(address, {"post": "yes"})):
        assert answer.status_code == 403
        assert f"/admin/agreements/agreement/{seen.pk}/change/#id_publication" in answer.content.decode()
    assert Agreement.objects.filter(pk=seen.pk).exists()


def test_the_list_costs_the_same_with_more_rows(desk: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        delete(desk, world.person(f"Person {number}"))
    with django_assert_max_num_queries(20) as asked:
        desk.get("/admin/deleted/")
        few = len(asked)
    for number in range(6):
        delete(desk, world.person(f"More {number}"))
    with django_assert_max_num_queries(few):
        desk.get("/admin/deleted/")
    assert not Person.objects.exists()


def test_what_has_no_history_is_not_said_to_come_back(desk: Client) -> None:
    other = User.objects.create_user("other")
    page = desk.get(f"/admin/auth/user/{other.pk}/delete/").content.decode()
    assert "goes with all that stands below it" in page
    assert "can be put back" not in page
