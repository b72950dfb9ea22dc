"""The admin's lists: filters, what is wrong in words, and the selection as a table."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.admin.desk_cast import something_in_every_queue
from tests.world import action, agreement, body, citation, meeting, person, relation, source, topic, update

LISTS = ("meeting", "agreedaction", "agreement", "body", "person", "institution", "source", "citation", "topic")


def found(desk: Client, address: str) -> list[int]:
    return sorted(row.pk for row in desk.get(f"/admin/agreements/{address}").context["cl"].result_list)


def test_twice_the_rows_ask_the_same_number_of_questions(desk: Client, editor: Any) -> None:
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(f"/admin/agreements/{name}/").status_code == 200
        return len(asked)

    def more(turn: int) -> None:
        something_in_every_queue(turn, relation(), editor)
        citation(agreement=agreement(title=f"Treaty {turn}"))
        topic(name=f"Topic {turn}")

    more(4)
    desk.get("/admin/agreements/meeting/")
    once = {name: queries(name) for name in LISTS}
    more(9)
    assert {name: queries(name) for name in LISTS} == once
    assert len(once) == 9


def test_meetings_are_filtered_by_what_editors_look_for(desk: Client) -> None:
    sourced = meeting(body=body(name="Comisión Mixta"), publication="draft")
    citation(meeting=sourced)
    other = meeting(relation=relation("FR", "MA"), status="scheduled")
    for asked, kept in {
        "publication=draft": [sourced.pk],
        "status=scheduled": [other.pk],
        "relation=fr-ma": [other.pk],
        "party=MA": [sourced.pk, other.pk],
        "party=FR": [other.pk],
        "body=comision": [sourced.pk],
        "sourced=yes": [sourced.pk],
        "sourced=no": [other.pk],
        "since=2020-01-01": [sourced.pk, other.pk],
        "since=2999-01-01": [],
    }.items():
        assert found(desk, f"meeting/?{asked}") == kept, asked


def test_actions_are_filtered_by_their_status_in_drafts_too(desk: Client) -> None:
    passed = action(meeting=meeting(publication="draft"), due="2020")
    done = action(due="2020")
    update(action=done, date="2019", evidence="completed", basis="primary-document")
    assert found(desk, "agreedaction/?timing=window-passed") == [passed.pk]
    assert found(desk, "agreedaction/?evidence=completed") == [done.pk]
    assert found(desk, "agreedaction/?publication=draft") == [passed.pk]


def test_dead_links_are_filtered(desk: Client) -> None:
    dead, alive, unknown = source(working=False), source(working=True), source()
    assert found(desk, "source/?answers=no") == [dead.pk]
    assert found(desk, "source/?answers=yes") == [alive.pk]
    assert found(desk, "source/?answers=unknown") == [unknown.pk]


@pytest.mark.parametrize("asked", ["publication=nonsense", "party=ZZ", "since=yesterday", "sourced=perhaps"])
def test_a_value_that_a_filter_does_not_know_is_told_and_shows_no_rows(desk: Client, asked: str) -> None:
    meeting()
    answer = desk.get(f"/admin/agreements/meeting/?{asked}")
    assert "is no value of the filter" in answer.content.decode()
    assert not answer.context["cl"].result_list


def test_what_is_wrong_is_said_in_words(desk: Client) -> None:
    meeting(status="scheduled", planned_date="2020")
    assert "no source, its date has passed" in desk.get("/admin/agreements/meeting/").content.decode()


def _export(desk: Client, model: str, keys: list[int], kind: str) -> Any:
    return desk.post(f"/admin/agreements/{model}/", {"action": f"export_{kind}", "_selected_action": keys})


def test_the_selection_goes_out_as_csv_with_drafts_and_harmless(desk: Client) -> None:
    draft, _other = meeting(publication="draft", city="=cmd()"), meeting()
    text = b"".join(_export(desk, "meeting", [draft.pk], "csv").streaming_content).decode("utf-8-sig")
    [row] = list(csv.DictReader(io.StringIO(text)))
    assert (row["key"], row["publication"], row["city"]) == (draft.slug, "draft", "'=cmd()")


def test_the_selection_goes_out_as_a_workbook_without_formulas(desk: Client) -> None:
    named = person("=1+1")
    content = b"".join(_export(desk, "person", [named.pk], "xlsx").streaming_content)
    sheet: Any = load_workbook(io.BytesIO(content)).active
    assert [(cell.value, cell.data_type) for cell in sheet[2] if cell.value == "=1+1"] == [("=1+1", "s")]


def test_every_list_has_an_export(desk: Client) -> None:
    held = meeting()
    rows = {
        "agreedaction": action(meeting=held),
        "agreement": agreement(),
        "body": body(),
        "source": source(),
        "citation": citation(meeting=held),
        "topic": topic(),
    }
    for name, row in rows.items():
        lines = b"".join(_export(desk, name, [row.pk], "csv").streaming_content).decode().splitlines()
        assert len(lines) == 2, name
