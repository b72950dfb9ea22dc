"""Ways on from a page: to what it is tied to, and to the rest of what it cannot hold."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agreements.models import ActionLink
from agreements.pages import people, relation, source
from tests import world
from tests.views.test_unheld import shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("relation", "of_earlier", "of_later"),
    [
        ("restates", "restated by action 4", "restates action 3"),
        ("revises", "revised by action 4", "revises action 3"),
        ("supersedes", "superseded by action 4", "supersedes action 3"),
    ],
)
def test_a_meeting_says_how_an_action_takes_up_another(
    client: Client, relation: str, of_earlier: str, of_later: str
) -> None:
    earlier, later = world.action(number=3), world.action(number=4)
    ActionLink.objects.create(later=later, earlier=earlier, relation=relation)
    assert of_earlier in shown(client, later.parent.get_absolute_url())
    assert of_later in shown(client, earlier.parent.get_absolute_url())


def test_what_led_to_a_meeting_is_said_on_both_sides(client: Client) -> None:
    meeting = world.meeting(title="Second talks")
    action = world.action(leads_to_meeting=meeting, text="Meet again.")
    before = shown(client, meeting.get_absolute_url())
    assert re.search(r"Meet again\..*led to this meeting", before)
    assert "action 1 led to it" in shown(client, action.parent.get_absolute_url())


def of_meeting(**given: Any) -> Callable[[], str]:
    return lambda: world.meeting(**given).get_absolute_url()


def source_page() -> str:
    found = world.source(issuing_party_id="ES")
    world.citation(meeting=world.meeting(), source=found)
    return found.get_absolute_url()


def party_page() -> str:
    world.action(meeting=world.meeting(body=world.body()))
    return "/parties/ma/"


def body_page() -> str:
    body = world.body(slug="es-ma-group")
    world.action(meeting=world.meeting(body=body))
    return body.get_absolute_url()


def person_page() -> str:
    person = world.person(slug="somebody")
    world.participant(person=person)
    return person.get_absolute_url()


@pytest.mark.parametrize(
    ("page", "way"),
    [
        (of_meeting(country_id="ES"), "/parties/es/"),
        (source_page, "/parties/es/"),
        (party_page, "/bodies/?party=MA"),
        (party_page, "/actions/?party=MA"),
        (body_page, "/actions/?body=es-ma-group"),
        (person_page, "/actions/?person=somebody"),
    ],
)
def test_a_page_leads_to_what_it_names(client: Client, page: Callable[[], str], way: str) -> None:
    main = shown(client, page()).partition("<main")[2].partition('id="sources"')[0]
    assert f'href="{way}"' in main
    assert client.get(way).status_code == 200


def test_bodies_beyond_the_bound_lead_to_their_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relation, "MOST_BODIES", 2)
    for name in ("First", "Second", "Third"):
        world.body(name=name)
    page = shown(client, "/relations/es-ma/")
    assert "Third" not in page
    assert re.search(r'<a href="/bodies/\?relation=es-ma"[^>]*>all 3 bodies</a>', page)


def test_seats_beyond_the_bound_are_counted_and_their_parties_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "MOST_SEATS", 1)
    person = world.person(slug="somebody")
    latest, earlier = world.meeting(date="2023"), world.meeting(date="2013")
    world.participant(person=person, delegation=world.delegation(meeting=latest))
    world.participant(person=person, delegation=world.delegation(meeting=earlier, party_id="ES"))
    page = shown(client, "/people/somebody/")
    assert '<a href="/parties/es/">Spain</a>' in page
    assert '<a href="/meetings/?person=somebody">1 earlier seat is not shown' in page


def test_facts_beyond_the_bound_stand_on_further_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FACTS_A_PAGE", 2)
    found = world.source()
    for number in range(3):
        world.citation(meeting=world.meeting(title=f"Talks {number}"), source=found)
    world.update(what="A seminar was held.", source=found)
    first, second = (shown(client, f"{found.get_absolute_url()}?page={number}") for number in (1, 2))
    assert [text in first for text in ("Talks 0", "Talks 1", "Talks 2", "A seminar was held.")] == [1, 1, 0, 0]
    assert [text in second for text in ("Talks 0", "Talks 1", "Talks 2", "A seminar was held.")] == [0, 0, 1, 1]
    assert "3 to 4 of 4" in second
    assert 'href="?page=2" rel="next"' in first


@pytest.mark.parametrize("number", ["2", "0", "x", "-1", "9999999999"])
def test_a_page_of_facts_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"{source_page()}?page={number}").status_code == 404


def test_topics_stand_in_their_own_order(client: Client) -> None:
    last, first = (world.topic(f"topic-{position}", name=f"Topic {position}", position=position) for position in (9, 1))
    meeting, agreement = world.meeting(), world.agreement()
    action = world.action(meeting=meeting)
    for record in (meeting, agreement, action):
        record.topics.add(last)
        record.topics.add(first)
        names = re.findall(r'href="/topics/[^"]+">(Topic \d)<', shown(client, record.get_absolute_url()))
        assert names == ["Topic 1", "Topic 9"]


def test_what_is_not_yet_due_is_among_the_open_obligations(client: Client) -> None:
    world.action(due="2999")
    page = shown(client, "/relations/es-ma/")
    assert re.search(r'href="/actions/\?relation=es-ma&amp;timing=not-yet-due"[^>]*><b>1</b>Not yet due</a>', page)


def test_a_meeting_without_actions_is_described_without_a_word_of_them(client: Client) -> None:
    page = shown(client, world.meeting().get_absolute_url())
    description = re.search(r'<meta name="description" content="([^"]+)"', page)
    assert description
    assert "action" not in description[1]
