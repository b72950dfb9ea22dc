"""A record that is given another address keeps its old one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from agreements.models import OldAddress
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
