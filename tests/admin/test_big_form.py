"""A meeting of sixty people and sixty actions opens by as many queries as one of four, and so does saving it."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import ActionParty, Meeting
from tests.admin.pages import current_values
from tests.world import action, citation, delegation, meeting, participant, person


def full(rows: int) -> Meeting:
    record = meeting(publication="draft")
    sides = [delegation(meeting=record, party_id=code) for code in ("MA", "ES")]
    known = citation(meeting=record).source
    for number in range(1, rows + 1):
        seat = participant(delegation=sides[number % 2], person=person(f"Delegate {number}"), post=f"Post {number}")
        citation(participant=seat, source=known)
        owed = action(meeting=record, number=number, text=f"Do {number} things.", due="2023")
        ActionParty.objects.create(action=owed, party_id="MA")
        citation(action=owed, source=known)
    return record


def address(record: Meeting) -> str:
    return f"/admin/agreements/meeting/{record.pk}/change/"


def test_opening_takes_as_many_queries_whatever_the_rows(desk: Client) -> None:
    counts = []
    for record in (full(4), full(4), full(60)):
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address(record)).status_code == 200
        counts.append(len(asked))
    _warming, small, large = counts
    assert large == small


def test_saving_one_change_takes_as_many_queries_whatever_the_rows_that_stay(desk: Client) -> None:
    counts = []
    for record in (full(4), full(4), full(60)):
        page = current_values(desk, address(record))
        with CaptureQueriesContext(connection) as asked:
            assert desk.post(address(record), page | {"city": "Rabat"}).status_code == 302
        counts.append(len(asked))
    _warming, small, large = counts
    assert large == small


def test_a_row_chosen_in_each_of_sixty_is_named_in_each(desk: Client) -> None:
    content = desk.get(address(full(60))).content.decode()
    assert all(f">Delegate {number}</option>" in content for number in range(1, 61))
