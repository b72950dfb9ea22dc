"""What a page says of its sources: which facts they support, where in them, in which words, and where they differ."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agreements.models import Citation
from tests import world
from tests.views.test_unheld import shown

pytestmark = pytest.mark.django_db


def supports(client: Client, record: Any) -> list[str]:
    rows = shown(client, record.get_absolute_url()).split('<small class="supports">')[1:]
    return [row.partition("<")[0] for row in rows]


def test_a_source_of_the_record_and_of_a_fact_in_it_supports_both(client: Client) -> None:
    meeting, source = world.meeting(date="2023"), world.source()
    world.citation(meeting=meeting, source=source)
    world.citation(meeting=meeting, source=source, field="date")
    assert supports(client, meeting) == ["the record, date"]


def test_a_source_of_one_fact_alone_does_not_support_the_record(client: Client) -> None:
    meeting = world.meeting()
    world.citation(meeting=meeting, field="planned_date")
    assert supports(client, meeting) == ["planned date"]


def test_a_source_of_many_facts_is_still_one_of_the_record(client: Client) -> None:
    meeting, source = world.meeting(), world.source()
    for field in ("", "date", "ordinal", "title", "city"):
        world.citation(meeting=meeting, source=source, field=field)
    assert supports(client, meeting) == ["the record, 4 facts"]


def test_an_actions_own_source_is_not_one_of_the_record(client: Client) -> None:
    action = world.action()
    world.citation(action=action)
    assert supports(client, action) == ["action 1"]


@pytest.mark.parametrize(
    ("field", "label"), [("planned_date", "Planned date"), ("date_note", "Note on the date"), ("place", "Place")]
)
def test_where_sources_differ_a_fact_has_its_name(client: Client, field: str, label: str) -> None:
    meeting = world.meeting()
    world.citation(meeting=meeting, field=field, says="Something else.")
    page = shown(client, meeting.get_absolute_url())
    assert f'<li>{label}: <span dir="auto">Something else.</span>' in page


def test_where_the_source_of_one_action_differs_is_said(client: Client) -> None:
    action = world.action()
    world.citation(action=action, says="Within a year.")
    page = shown(client, action.parent.get_absolute_url())
    assert '<li>Action 1: <span dir="auto">Within a year.</span>' in page


QUOTED = {"locator": "p. 7", "quote": "se acordó renovar"}


@pytest.fixture
def quoted(db: None) -> Citation:
    meeting = world.meeting(date="2023-06-02")
    return world.citation(meeting=meeting, field="date", source=world.source(language="es"), **QUOTED)


def test_a_quote_stands_at_the_mark_and_in_the_list_in_its_language(client: Client, quoted: Citation) -> None:
    assert quoted.meeting
    page = shown(client, quoted.meeting.get_absolute_url())
    assert 'title="p. 7: “se acordó renovar”"' in page
    assert '<q dir="auto" lang="es">se acordó renovar</q>' in page


def test_a_quote_stands_on_the_page_of_its_source(client: Client, quoted: Citation) -> None:
    page = shown(client, quoted.source.get_absolute_url())
    assert "p. 7" in page
    assert '<q dir="auto" lang="es">se acordó renovar</q>' in page
    assert "Meeting: date" in page


def test_a_quote_of_a_participant_stands_in_the_list(client: Client) -> None:
    meeting = world.meeting()
    participant = world.participant(delegation=world.delegation(meeting=meeting))
    world.citation(participant=participant, **QUOTED)
    assert "se acordó renovar</q>" in shown(client, meeting.get_absolute_url())


def test_every_note_on_a_source_is_shown(client: Client) -> None:
    meeting, source = world.meeting(), world.source(note="Behind a paywall.")
    world.citation(meeting=meeting, source=source, note="Read in a copy.")
    world.citation(meeting=meeting, source=source, field="date", note="By the day of the post.")
    page = shown(client, meeting.get_absolute_url())
    assert "Read in a copy." in page
    assert "By the day of the post." in page
    assert "Behind a paywall." in page
    assert "Behind a paywall." in shown(client, source.get_absolute_url())


def test_people_and_institutions_show_their_own_sources(client: Client) -> None:
    person, institution = world.person(), world.institution()
    world.participant(person=person, institution=institution)
    world.citation(person=person, source=world.source(title="Who is who"))
    world.citation(institution=institution, source=world.source(title="State calendar"))
    assert "Who is who" in shown(client, person.get_absolute_url())
    assert "State calendar" in shown(client, institution.get_absolute_url())


def test_what_was_said_bears_its_topic(client: Client) -> None:
    meeting, topic = world.meeting(), world.topic("visas", name="Visas")
    world.position(meeting=meeting, topic=topic)
    assert '<span class="tag" lang="en">Visas</span>' in shown(client, meeting.get_absolute_url())
    meeting.topics.add(topic)
    assert '<a class="tag" lang="en" href="/topics/visas/">Visas</a>' in shown(client, meeting.get_absolute_url())


def test_days_of_checking_and_access_are_written_as_people_write_them(client: Client) -> None:
    source = world.source(accessed=date(2024, 5, 4))
    update = world.update(checked=date(2024, 5, 3), source=source)
    assert "checked 3 May 2024" in shown(client, update.action.get_absolute_url())
    assert "4 May 2024" in shown(client, source.get_absolute_url())
