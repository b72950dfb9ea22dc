"""A record that is given another address keeps its old one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from agreements.models import AgreedAction, OldAddress
from tests import world

pytestmark = pytest.mark.django_db

ADDRESSED: dict[str, tuple[Callable[..., Any], str]] = {
    "meetings": (world.meeting, "slug"),
    "agreements": (world.agreement, "slug"),
    "bodies": (world.body, "slug"),
    "people": (world.person, "slug"),
    "institutions": (world.institution, "slug"),
    "topics": (world.topic, "code"),
}


def rename(row: Any, field: str, *names: str) -> dict[str, str]:
    """By SQL, one name after the other; the old addresses then."""
    for name in names:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {row._meta.db_table} SET {field} = %s WHERE id = %s", [name, row.pk])  # noqa: S608
    return dict(OldAddress.objects.values_list("path", "target"))


@pytest.mark.parametrize("folder", ADDRESSED)
def test_a_renamed_record_leads_on_from_its_old_address(folder: str) -> None:
    make, field = ADDRESSED[folder]
    row = make(**{field: "once"})
    assert row.get_absolute_url() == f"/{folder}/once/"
    assert rename(row, field, "now") == {f"/{folder}/once/": f"/{folder}/now/"}


@pytest.mark.parametrize("folder", ADDRESSED)
def test_every_address_it_ever_had_leads_to_the_last(folder: str) -> None:
    make, field = ADDRESSED[folder]
    found = rename(make(**{field: "first"}), field, "second", "third")
    assert found == {f"/{folder}/first/": f"/{folder}/third/", f"/{folder}/second/": f"/{folder}/third/"}


@pytest.mark.parametrize("folder", ADDRESSED)
def test_a_record_that_gets_its_old_name_back_leads_nowhere_from_it(folder: str) -> None:
    make, field = ADDRESSED[folder]
    found = rename(make(**{field: "first"}), field, "second", "first")
    assert found == {f"/{folder}/second/": f"/{folder}/first/"}


def move(action: AgreedAction, **changes: Any) -> dict[str, str]:
    AgreedAction.objects.filter(pk=action.pk).update(**changes)
    return dict(OldAddress.objects.filter(path__startswith="/actions/").values_list("path", "target"))


@pytest.mark.parametrize("kind", ["meeting", "agreement"])
def test_a_renumbered_action_leads_on_from_every_number_it_had(kind: str) -> None:
    action = world.action(**{kind: getattr(world, kind)(slug="talks")})
    assert action.get_absolute_url() == "/actions/talks-a1/"
    assert move(action, number=2) == {"/actions/talks-a1/": "/actions/talks-a2/"}
    assert move(action, number=3) == {
        "/actions/talks-a1/": "/actions/talks-a3/", "/actions/talks-a2/": "/actions/talks-a3/"
    }  # fmt: skip
    assert move(action, number=1) == {
        "/actions/talks-a2/": "/actions/talks-a1/", "/actions/talks-a3/": "/actions/talks-a1/"
    }  # fmt: skip


def test_an_action_that_moves_to_another_record_leads_on_from_where_it_stood() -> None:
    action = world.action(meeting=world.meeting(slug="talks"))
    found = move(action, meeting=None, agreement=world.agreement(slug="treaty"), number=4)
    assert found == {"/actions/talks-a1/": "/actions/treaty-a4/"}


def test_actions_that_change_numbers_have_no_old_address_where_another_stands() -> None:
    meeting = world.meeting(slug="talks")
    one, two = world.action(meeting=meeting, number=1), world.action(meeting=meeting, number=2)
    move(one, number=9)
    move(two, number=1)
    assert move(one, number=2) == {"/actions/talks-a9/": "/actions/talks-a2/"}


def test_an_action_that_moves_from_a_withdrawn_record_to_its_namesake_keeps_its_address() -> None:
    withdrawn = world.meeting(slug="talks", publication="withdrawn", withdrawn_reason="Entered twice.")
    assert move(world.action(meeting=withdrawn), meeting=world.meeting(slug="talks")) == {}


def test_a_change_of_an_actions_text_leaves_the_addresses_alone() -> None:
    action = world.action()
    action.text = "Hold another seminar."
    action.save()
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("kind", ["meeting", "agreement"])
def test_a_renumbered_action_is_found_when_its_record_is_renamed_as_well(kind: str, client: Any) -> None:
    record = getattr(world, kind)(slug="once")
    move(world.action(**{kind: record}), number=2)
    rename(record, "slug", "between", "now")
    assert client.get("/actions/once-a1/")["Location"] == "/actions/now-a2/"
    assert client.get("/actions/once-a2/")["Location"] == "/actions/now-a2/"


def test_no_address_leads_to_itself_when_a_record_takes_the_name_of_another() -> None:
    once, other = world.meeting(slug="once"), world.meeting(slug="other")
    action = world.action(meeting=once)
    move(action, meeting=other)
    rename(once, "slug", "long-ago")
    rename(other, "slug", "once")
    assert move(action) == {}


def test_a_change_of_anything_else_leaves_the_addresses_alone() -> None:
    meeting = world.meeting(slug="once")
    meeting.title = "Other talks"
    meeting.save()
    assert not OldAddress.objects.exists()


def test_an_old_address_answers_with_the_new_one(client: Any) -> None:
    action = world.action(meeting=world.meeting(slug="once"))
    rename(action.meeting, "slug", "now")
    for old, new in (("/meetings/once/", "/meetings/now/"), ("/fr/meetings/once/", "/fr/meetings/now/"),
                     ("/actions/once-a1/", "/actions/now-a1/")):  # fmt: skip
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)
