"""The numbers at the facts of a page, and what is said where sources differ."""

import re

import pytest
from django.test import Client

from tests import world
from tests.views.test_unheld import shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("ordinal", r"<h1[^>]*>Talks on migration<sup class=\"marks\" data-fact=\"number\">"),
        ("date", r"2 June 2023<sup class=\"marks\" data-fact=\"date\">"),
        ("city", r"Madrid<sup class=\"marks\" data-fact=\"city\">"),
        ("status", r"<span class=\"tag\">Held<sup class=\"marks\" data-fact=\"status\">"),
    ],
)
def test_a_fact_of_a_meeting_bears_its_own_numbers(client: Client, field: str, place: str) -> None:
    meeting = world.meeting(date="2023-06-02", city="Madrid")
    world.citation(meeting=meeting, field=field)
    assert re.search(place + '<a class="src" href="#s1"', shown(client, meeting.get_absolute_url()))


def test_where_sources_differ_both_versions_stand_at_the_fact(client: Client) -> None:
    meeting = world.meeting(date="2023-06-02")
    world.citation(meeting=meeting, field="date", source=world.source(publisher="MAP"))
    world.citation(meeting=meeting, field="date", source=world.source(publisher="El País"), says="3 <June>")
    dateline = shown(client, meeting.get_absolute_url()).partition('<p class="dateline">')[2].partition("</p>")[0]
    assert "2 June 2023" in dateline
    assert "<bdi>El País</bdi> says: <bdi>3 &lt;June&gt;</bdi>" in dateline
    assert 'aria-label="Source 2, which says otherwise">≠2</a>' in dateline


def test_a_participant_whose_source_differs_says_so_at_the_seat(client: Client) -> None:
    meeting = world.meeting()
    participant = world.participant(delegation=world.delegation(meeting=meeting))
    world.citation(participant=participant, source=world.source(publisher="MAP"), says="A deputy came.")
    seats = shown(client, meeting.get_absolute_url()).partition('class="seats"')[2].partition("</section>")[0]
    assert "<bdi>MAP</bdi> says: <bdi>A deputy came.</bdi>" in seats


def test_a_number_leads_to_the_note_that_is_about_its_fact(client: Client) -> None:
    meeting = world.meeting(date="2023")
    citation = world.citation(meeting=meeting, field="date", locator="p. 7")
    page = shown(client, meeting.get_absolute_url())
    assert f'data-passage="c{citation.pk}"' in page
    assert f'id="c{citation.pk}"' in page


def test_the_status_of_an_action_says_who_judged_it_when_and_on_what(client: Client) -> None:
    update = world.update(date="2024-05", reported_status="fulfilled", reporting_party_id="MA")
    page = shown(client, update.action.get_absolute_url())
    stands = page.partition("Where it stands")[2].partition("</section>")[0]
    assert re.search(r"Limited progress</span><sup.*href=\"#s1\"", stands)
    assert "Judged by the editors, May 2024" in stands
    assert "Basis: Independent source" in stands
    assert "Morocco reports: fulfilled" in stands.replace("Fulfilled", "fulfilled")
