"""A meeting that is not recorded as held is never told as one that was."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Institution, Person
from tests import world

pytestmark = pytest.mark.django_db

NOT_HELD = ("announced", "scheduled", "postponed", "rescheduled", "cancelled", "reported")


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def seat_at(meeting: Any, **who: Any) -> None:
    delegation = world.delegation(meeting=meeting)
    world.participant(delegation=delegation, **who)


@pytest.mark.parametrize("status", NOT_HELD)
def test_nothing_is_told_as_if_it_had_happened(client: Client, status: str) -> None:
    page = shown(client, world.meeting(status=status).get_absolute_url())
    assert "who sat there" not in page
    assert "What was agreed" not in page
    assert "The sources do not say who was expected." in page


@pytest.mark.parametrize("status", NOT_HELD)
def test_delegations_are_those_expected(client: Client, status: str) -> None:
    meeting = world.meeting(status=status)
    seat_at(meeting, person=world.person())
    page = shown(client, meeting.get_absolute_url())
    assert "Delegations expected" in page
    assert "As expected: the meeting is not recorded as held." in page


def test_a_meeting_held_is_told_as_one(client: Client) -> None:
    page = shown(client, world.meeting(status="held").get_absolute_url())
    assert "who sat there" in page
    assert "What was agreed" in page


def test_an_action_of_a_meeting_put_off_says_so(client: Client) -> None:
    meeting = world.meeting(status="postponed", date="2023-06-02")
    page = shown(client, world.action(meeting=meeting).get_absolute_url())
    assert "Meeting: Postponed" in page
    assert "agreed 2 June 2023" not in page


def test_an_undated_meeting_is_listed_with_the_day_it_was_planned_for(client: Client) -> None:
    meeting = world.meeting(status="scheduled", planned_date="2023-06-02")
    assert "planned for 2 June 2023" in shown(client, "/meetings/")
    assert "Planned for 2 June 2023" in shown(client, meeting.get_absolute_url())


@pytest.fixture
def seated(db: None) -> tuple[Person, Institution]:
    """Somebody who sat at two meetings and was expected at a third, each time for the same ministry."""
    person, institution = world.person(), world.institution()
    for status in ("held", "held", "postponed"):
        seat_at(world.meeting(status=status), person=person, institution=institution)
    return person, institution


@pytest.mark.parametrize("address", ["/people/", "/institutions/"])
def test_presence_counts_meetings_held(client: Client, seated: tuple[Person, Institution], address: str) -> None:
    assert 'data-label="Meetings"><span>2</span>' in shown(client, address)


def test_people_only_expected_are_not_counted_as_having_sat(client: Client) -> None:
    seat_at(world.meeting(status="cancelled"), person=world.person(), institution=world.institution())
    assert 'data-label="Meetings"><span>0</span>' in shown(client, "/people/")
    assert 'data-label="People"><span>0</span>' in shown(client, "/institutions/")


@pytest.mark.parametrize("which", [0, 1])
def test_a_seat_at_a_meeting_put_off_bears_its_status(
    client: Client, seated: tuple[Person, Institution], which: int
) -> None:
    page = shown(client, seated[which].get_absolute_url())
    assert page.count('<span class="tag">Postponed</span>') == 1


@pytest.mark.parametrize("which", [0, 1])
def test_each_count_of_meetings_is_what_its_link_opens(
    client: Client, seated: tuple[Person, Institution], which: int
) -> None:
    name, slug = ("person", "institution")[which], seated[which].slug
    page = shown(client, seated[which].get_absolute_url())
    for said, query in (
        ("2 meetings held", "status=held"),
        (
            "expected at 1 not held",
            "status=announced&status=scheduled&status=postponed&status=rescheduled&status=cancelled&status=reported",
        ),
    ):
        address = f"/meetings/?{name}={slug}&{query}"
        assert f'href="{address.replace("&", "&amp;")}">{said}<' in page
        listed = shown(client, address).count('<a class="t"')
        assert str(listed) in said


def test_two_seats_of_an_institution_at_one_meeting_are_one_meeting(client: Client) -> None:
    institution, delegation = world.institution(), world.delegation()
    for name in ("First", "Second"):
        world.participant(delegation=delegation, person=world.person(name), institution=institution)
    assert "1 meeting held" in shown(client, institution.get_absolute_url())


def test_a_bead_of_a_meeting_put_off_is_drawn_so(client: Client) -> None:
    body = world.body()
    world.meeting(body=body, ordinal=1)
    world.meeting(body=body, ordinal=2, status="postponed")
    assert shown(client, body.get_absolute_url()).count('<li class="pending">') == 1
