"""Tables as spreadsheets and scripts read them, whoever writes them: Python, or the database itself."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agreements.exports.copied import csv_copied
from agreements.exports.flat import FORMULA
from agreements.exports.naming import attachment
from agreements.exports.tables import ROWS_AT_ONCE
from agreements.models import AgreedAction
from agreements.records import action
from agreements.records.cells import columns
from agreements.records.common import Site
from agreements.views.listings import LISTINGS
from tests import world
from tests.views.test_exports import FOLDERS, csv_rows, fetch

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "exports.md"


def sheet_of(client: Client, address: str) -> Any:
    sheet = load_workbook(io.BytesIO(fetch(client, address))).active
    assert sheet is not None
    return sheet


@pytest.mark.django_db
@pytest.mark.parametrize("mark", FORMULA)
def test_what_looks_like_a_formula_is_text_in_every_table(client: Client, mark: str) -> None:
    words = f"{mark}HYPERLINK(1)"
    world.action(text=words, due_phrase=words, meeting=world.meeting(title=words, notes=f"said {words}"))
    row = csv_rows(client, "/actions.csv")[0]
    assert (row["text"], row["due_phrase"]) == (f"'{words}", f"'{words}")
    row = csv_rows(client, "/meetings.csv")[0]
    assert (row["name"], row["notes"]) == (f"'{words}", f"said {words}")
    for address in ("/actions.xlsx", "/meetings.xlsx"):
        cells = [cell for line in sheet_of(client, address).iter_rows() for cell in line if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
        alike = [cell for cell in cells if str(cell.value).startswith(FORMULA)]
        assert alike
        assert all(cell.quotePrefix for cell in alike)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ['Says "now", twice', "Two\nlines", "Two\r\nlines", "a,b", "'quoted'", "100% %s"])
def test_a_text_comes_back_as_it_is(client: Client, text: str) -> None:
    world.action(text=text, meeting=world.meeting(notes=text))
    assert csv_rows(client, "/actions.csv")[0]["text"] == text
    assert csv_rows(client, "/meetings.csv")[0]["notes"] == text


@pytest.mark.django_db
def test_the_name_of_an_error_is_text_in_a_workbook(client: Client) -> None:
    world.action(text="#N/A")
    [cell] = [cell for line in sheet_of(client, "/actions.xlsx").iter_rows() for cell in line if cell.value == "#N/A"]
    assert cell.data_type == "s"


@pytest.mark.django_db
def test_who_leaves_half_way_leaves_the_connection_to_others() -> None:
    meeting, count = world.meeting(), 3 * ROWS_AT_ONCE
    AgreedAction.objects.bulk_create(AgreedAction(meeting=meeting, number=n, text="Meet.") for n in range(1, count + 1))
    rows = AgreedAction.published.with_status(date(2024, 1, 1))
    with transaction.atomic():
        parts = csv_copied(rows, action.cells(Site("")), columns(action.ActionRecord))
        assert [next(parts).count(b"\r\n"), next(parts).count(b"\r\n")] == [1, ROWS_AT_ONCE]
        parts.close()
        # What is broken off fails as a command, which ends the transaction that the tests are in.
        transaction.set_rollback(True)
    assert AgreedAction.objects.count() == count


@pytest.mark.django_db
def test_lines_end_as_in_rfc_4180(client: Client) -> None:
    world.action()
    assert fetch(client, "/actions.csv").count(b"\r\n") == fetch(client, "/meetings.csv").count(b"\r\n") == 2


@pytest.mark.django_db
def test_a_table_without_rows_has_its_head(client: Client) -> None:
    text = fetch(client, "/actions.csv").decode().removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text))) == [LISTINGS["action"].columns]


@pytest.mark.django_db
def test_all_actions_are_one_question_however_many(client: Client) -> None:
    asked = []
    for number in range(1, 5):
        world.citation(action=world.action(number=number))
        with CaptureQueriesContext(connection) as queries:
            fetch(client, "/actions.csv")
        asked.append(len(queries))
    # The version of the record, whether every status is settled (of the cards and of the rows), how many rows there
    # are, and the rows.
    assert set(asked) == {5}


def test_every_column_of_an_action_has_its_expression() -> None:
    assert list(action.cells(Site(""))) == list(columns(action.ActionRecord))


@pytest.mark.parametrize("entity", LISTINGS)
def test_every_field_is_explained(entity: str) -> None:
    sections = DOCUMENT.read_text().split("\n## ")[1:]
    [section] = [text for text in sections if text.startswith(f"`{FOLDERS[entity]}`\n")]
    explained = [name for row in re.findall(r"^\| (`.*?) \|", section, re.M) for name in re.findall(r"`(\w+)`", row)]
    assert explained
    assert sorted(explained) == sorted(get_type_hints(LISTINGS[entity].record_type))


class TestNames:
    @pytest.mark.parametrize(
        ("title", "header"),
        [
            ("27 meetings", 'attachment; filename="27-meetings.csv"'),
            (
                "27 réunions d'experts",
                "attachment; filename=\"27-reunions-dexperts.csv\"; filename*=UTF-8''27-r%C3%A9unions-dexperts.csv",
            ),
            ("3 لقاء", "attachment; filename=\"meetings-3.csv\"; filename*=UTF-8''3-%D9%84%D9%82%D8%A7%D8%A1.csv"),
            ("…", 'attachment; filename="meetings.csv"'),
        ],
    )
    def test_of_a_title(self, title: str, header: str) -> None:
        assert attachment(title, "csv", "meetings") == header

    def test_are_not_too_long_to_be_kept(self) -> None:
        header = attachment("réunion " * 100, "csv", "meetings")
        assert max(map(len, re.findall(r"=\W*([^;]+)", header))) < 255
