"""One list, every format: the same rows, whoever takes them along."""

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook

from agreements.exports.flat import flat, in_csv
from agreements.models import AgreedAction
from agreements.views.listings import LISTINGS

FOLDERS = {
    "meeting": "meetings",
    "action": "actions",
    "agreement": "agreements",
    "body": "bodies",
    "relation": "relations",
    "party": "parties",
    "person": "people",
    "institution": "institutions",
    "topic": "topics",
    "source": "sources",
}
ALL_FORMATS = [(entity, extension) for entity, listing in LISTINGS.items() for extension in listing.formats]


def fetch(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return b"".join(response)


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    text = fetch(client, address).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def as_csv(record: dict[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(in_csv(value)) for name, value in flat(record).items()}


@pytest.mark.usefixtures("corpus", "db")
class TestOnTheCorpus:
    @pytest.mark.parametrize(("entity", "extension"), ALL_FORMATS)
    def test_every_list_comes_in_every_format(self, client: Client, entity: str, extension: str) -> None:
        assert fetch(client, f"/{FOLDERS[entity]}.{extension}")

    def test_a_table_holds_exactly_the_filtered_rows(self, client: Client) -> None:
        rows = csv_rows(client, "/actions.csv?timing=overdue&party=MA")
        assert {row["timing"] for row in rows} == {"overdue"}
        assert all("MA" in row["parties"].split("; ") for row in rows)
        page = client.get("/actions/?timing=overdue&party=MA").content.decode()
        assert f"{len(rows)} agreed action" in page

    def test_csv_json_and_excel_hold_the_same(self, client: Client) -> None:
        rows = csv_rows(client, "/meetings.csv?relation=es-ma")
        records = json.loads(fetch(client, "/meetings.json?relation=es-ma"))
        sheet = load_workbook(io.BytesIO(fetch(client, "/meetings.xlsx?relation=es-ma"))).active
        assert sheet is not None
        names = [cell.value for cell in next(sheet.iter_rows())]
        keys = [row[names.index("key")] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert [row["key"] for row in rows] == [record["key"] for record in records["records"]] == keys
        assert (len(rows), records["count"]) == (28, 28)

    def test_what_the_database_writes_is_what_the_records_say(self, client: Client) -> None:
        records = json.loads(fetch(client, "/actions.json"))["records"]
        assert csv_rows(client, "/actions.csv") == [as_csv(record) for record in records]
        assert len(records) == AgreedAction.published.count() > 100

    def test_a_date_is_given_as_written_and_as_a_range(self, client: Client) -> None:
        rows = {row["key"]: row for row in csv_rows(client, "/meetings.csv?relation=es-ma")}
        row = rows["es-ma-gmmp-14"]
        assert (row["date"], row["date_earliest"], row["date_latest"]) == ("201X", "2010-01-01", "2019-12-31")

    def test_a_calendar_holds_known_days_and_says_how_many_it_leaves_out(self, client: Client) -> None:
        book = Calendar.from_ical(fetch(client, "/meetings.ics?relation=es-ma"))
        events = {str(event["url"]).rstrip("/").rpartition("/")[2]: event for event in book.walk("VEVENT")}
        assert "es-ma-gmmp-21" in events
        assert "es-ma-gmmp-14" not in events
        assert f"{28 - len(events)} are left out" in str(book["x-wr-caldesc"])

    def test_a_feed_is_well_formed_and_carries_the_sentence(self, client: Client) -> None:
        feed = ElementTree.fromstring(fetch(client, "/meetings.atom?relation=es-ma"))  # noqa: S314
        space = "{http://www.w3.org/2005/Atom}"
        assert feed.findtext(f"{space}title") == "28 meetings between Morocco and Spain"
        assert len(feed.findall(f"{space}entry")) == 28

    def test_an_invalid_filter_names_the_field(self, client: Client) -> None:
        response = client.get("/actions.json?timing=late")
        assert (response.status_code, list(response.json()["errors"])) == (400, ["timing"])
        text = client.get("/actions.csv?colour=red")
        assert (text.status_code, text.content[:7]) == (400, b"colour:")

    def test_pages_are_refused_where_all_rows_are_given(self, client: Client) -> None:
        assert client.get("/meetings.csv?page=2").status_code == 400

    def test_only_what_has_days_has_a_calendar(self, client: Client) -> None:
        assert client.get("/people.ics").status_code == 404

    def test_an_unchanged_export_is_answered_304(self, client: Client) -> None:
        etag = client.get("/topics.csv")["ETag"]
        assert client.get("/topics.csv", headers={"If-None-Match": etag}).status_code == 304

    def test_the_file_is_named_for_what_it_holds(self, client: Client) -> None:
        response = client.get("/meetings.csv?relation=es-ma")
        assert 'filename="28-meetings-between-morocco-and-spain.csv"' in response["Content-Disposition"]

    @pytest.mark.parametrize("language", ["fr", "es", "ar"])
    def test_a_file_has_a_name_in_ascii_as_well(self, client: Client, language: str) -> None:
        header = client.get(f"/{language}/meetings.csv?relation=es-ma")["Content-Disposition"]
        plain = re.search(r'filename="([^"]+)[.]csv"', header)
        assert plain is not None
        assert plain[1].isascii()
        assert re.search("[a-z]", plain[1])
