"""What was published is withdrawn with a reason: its address says why, or leads on, and is free for another record."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Meeting, OldAddress
from tests import world

pytestmark = pytest.mark.django_db


def withdraw(desk: Client, record: Any, reason: str) -> Any:
    address = f"/admin/agreements/{record._meta.model_name}/{record.pk}/step/"
    return desk.post(address, {"step": "withdraw", "reason": reason})


@pytest.mark.parametrize("make", [world.meeting, world.agreement, world.body])
def test_what_is_withdrawn_on_its_page_is_gone_for_the_reason_given(desk: Client, make: Any) -> None:
    record = make()
    assert withdraw(desk, record, "It was announced, and never took place.").status_code == 302
    answer = Client().get(record.get_absolute_url())
    assert answer.status_code == 410
    assert "It was announced, and never took place." in answer.content.decode()


def test_withdrawing_asks_for_the_reason(desk: Client) -> None:
    record = world.meeting()
    assert "Say why the record is withdrawn" in withdraw(desk, record, "").content.decode()
    assert Client().get(record.get_absolute_url()).status_code == 200


def test_what_is_withdrawn_leads_on_where_it_has_a_successor(desk: Client) -> None:
    record, other = world.meeting(), world.meeting()
    withdraw(desk, record, "Entered twice.")
    OldAddress.objects.create(path=record.get_absolute_url(), target=other.get_absolute_url())
    answer = Client().get(record.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, other.get_absolute_url())


def test_the_number_and_address_of_what_is_withdrawn_are_free(desk: Client) -> None:
    record = world.meeting(body=world.body(), ordinal=3, slug="third")
    withdraw(desk, record, "Entered twice.")
    world.meeting(body=record.body, ordinal=3, slug="third")
    assert Meeting.objects.filter(slug="third", ordinal=3).count() == 2
