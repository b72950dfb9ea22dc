"""Import in the admin: bring a file, say what its columns are, see what would be done, and do exactly that."""

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from agreements.admin.history import history_of
from agreements.models import Agreement, Body, ImportFile, Meeting, Person
from tests.admin.importing import ADDRESS, agreements, brought, confirmed, mapping_form, outcome, the_file, tried
from tests.corpus import records_of
from tests.corpus.traces import changes_since, marks
from tests.world import agreement, relation

pytestmark = pytest.mark.django_db
ONE = "Spain,Mali,Accord cadre,2007-01-23,https://example.org/a"
TWO = "Spain,Chad,On workers,1999,https://example.org/b"


def somebody(role: str, name: str = "somebody") -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def test_a_trial_writes_nothing_and_a_confirmation_what_it_showed(desk: Client) -> None:
    before = marks()
    address = tried(desk, "agreements", agreements(ONE, "Nowhere,Spain,Three,,"))
    assert changes_since(before) == set()
    assert [(row.what, row.row) for row in outcome(desk, address)] == [("new", 2), ("refused", 3)]
    answer = confirmed(desk, address)
    assert "Imported: list.csv." in answer.content.decode()
    assert (Agreement.objects.get().title, Agreement.objects.get().publication) == ("Accord cadre", "draft")
    assert the_file().applied_at is not None


def test_a_change_is_shown_with_the_old_beside_the_new(desk: Client) -> None:
    known = agreement(relation=relation("ES", "ML"), title="Accord cadre", signed="2007", publication="draft")
    address = tried(desk, "agreements", agreements(ONE))
    (row,) = outcome(desk, address, "changed")
    assert ["signed", "2007", "23 January 2007"] in row.changes
    assert row.link == f"/admin/agreements/agreement/{known.pk}/change/"
    assert "<del>2007</del>" in desk.get(address).content.decode()


def test_a_record_that_changed_meanwhile_is_not_overwritten(desk: Client) -> None:
    known = agreement(relation=relation("ES", "ML"), title="Accord cadre", signed="2007", publication="draft")
    address = tried(desk, "agreements", agreements(ONE, TWO))
    Agreement.objects.filter(pk=known.pk).update(signed="2007-01")
    before = marks()
    answer = confirmed(desk, address)
    assert "Nothing was imported: the record has changed since." in answer.content.decode()
    assert changes_since(before) == set()
    (row,) = outcome(desk, address, "changed")
    assert row.changes[0] == ["signed", "January 2007", "23 January 2007"]
    confirmed(desk, address)
    known.refresh_from_db()
    assert known.signed.edtf == "2007-01-23"  # type: ignore[union-attr]


def test_an_old_tab_confirms_nothing_that_it_did_not_show(desk: Client) -> None:
    address = tried(desk, "agreements", agreements(ONE))
    desk.post(address, {"digest": "of another trial", "confirm": ""})
    assert (Agreement.objects.count(), the_file().applied_at) == (0, None)


def test_a_file_is_imported_once(desk: Client) -> None:
    address = tried(desk, "agreements", agreements(ONE))
    digest = desk.get(address).context["page"].digest
    confirmed(desk, address)
    answer = desk.post(address, {"digest": digest, "confirm": ""}, follow=True)
    assert "This file was imported already." in answer.content.decode()
    assert Agreement.objects.count() == 1
    assert desk.get(f"{address}map/")["Location"] == address


def test_a_file_that_is_thrown_away_is_gone(desk: Client) -> None:
    address = tried(desk, "agreements", agreements(ONE))
    desk.post(address, {"discard": ""})
    assert (ImportFile.objects.count(), Agreement.objects.count()) == (0, 0)
    assert desk.get(address).status_code == 404


def test_the_history_says_which_file_and_who(desk: Client) -> None:
    confirmed(desk, tried(desk, "agreements", agreements(ONE)))
    made = Agreement.objects.get()
    assert {entry.who for entry in history_of(made)} == {"editor"}
    event = made.events.select_related("pgh_context").get()  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["note"] == "Import: list.csv"


def test_columns_are_shown_with_samples_and_can_be_said_otherwise(desk: Client) -> None:
    content = b"A,B,C,D\nSpain,Mali,Accord,2001\nSpain,Chad,Other,2002\n"
    address = brought(desk, "agreements", ("x.csv", content))["Location"]
    page = desk.get(address).context["page"]
    assert [(row.heading, row.samples) for row in page.columns][1] == ("B", ["Mali", "Chad"])
    answer = desk.post(address, mapping_form(desk, address))
    assert answer.status_code == 400
    assert "No column is chosen yet" in answer.content.decode()
    said = {"column__0": "party_a", "column__1": "party_b", "column__2": "title", "column__3": "signed_year"}
    answer = desk.post(address, mapping_form(desk, address, **said))
    assert [row.what for row in outcome(desk, answer["Location"])] == ["new", "new"]


def test_a_field_is_taken_by_one_column(desk: Client) -> None:
    address = brought(desk, "agreements", agreements(ONE))["Location"]
    answer = desk.post(address, mapping_form(desk, address, column__0="title"))
    assert "“Country A” is this as well" in answer.content.decode()


def test_the_order_of_days_and_months_has_to_be_said(desk: Client) -> None:
    file = agreements("Spain,Mali,One,03/05/2004,", "Spain,Mali,Two,25/05/2004,")
    address = brought(desk, "agreements", file)["Location"]
    answer = desk.post(address, mapping_form(desk, address))
    assert answer.status_code == 400
    assert "Say whether the day or the month comes first" in answer.content.decode()
    answer = desk.post(address, mapping_form(desk, address, dates="mdy"))
    first, second = outcome(desk, answer["Location"])
    assert ["signed", "2004-03-05"] in first.values
    assert second.what == "refused"


def test_an_unknown_country_is_asked_once_and_remembered(desk: Client) -> None:
    file = agreements("Upper Nowhere,Spain,One,1999,", "Spain,upper nowhere,Two,1999,")
    address = brought(desk, "agreements", file)["Location"]
    (asked,) = desk.get(address).context["page"].meanings
    assert asked.label == "Upper Nowhere (2)"
    answer = desk.post(address, mapping_form(desk, address, **{asked.name: "BF"}))
    confirmed(desk, answer["Location"])
    assert set(Agreement.objects.values_list("relation__slug", flat=True)) == {"bf-es"}
    again = brought(desk, "agreements", file)["Location"]
    (asked,) = desk.get(again).context["page"].meanings
    assert asked.value() == "BF"


def test_words_that_a_newly_chosen_column_holds_are_asked_before_it_is_tried(desk: Client) -> None:
    content = b"Country A,Country B,Title,Sort\nSpain,Mali,One,Verbal note\n"
    address = brought(desk, "agreements", ("x.csv", content))["Location"]
    said = mapping_form(desk, address, column__3="designation")
    answer = desk.post(address, said)
    assert answer.status_code == 400
    assert "hold words that mean nothing here yet" in answer.content.decode()
    (asked,) = answer.context["page"].meanings
    answer = desk.post(address, said | {asked.html_name: "exchange-of-notes"})
    (row,) = outcome(desk, answer["Location"])
    assert ["designation", "Exchange of notes or letters"] in row.values


def test_what_was_said_of_a_file_is_offered_for_the_same_headings(desk: Client) -> None:
    content = b"A,B,C\nSpain,Mali,Accord\n"
    tried(desk, "agreements", ("x.csv", content), column__0="party_a", column__1="party_b", column__2="title",
          constant__subject="labour-mobility")  # fmt: skip
    again = brought(desk, "agreements", ("y.csv", content))["Location"]
    form = desk.get(again).context["form"]
    assert [form[name].value() for name in ("column-0", "column-2", "constant-subject")] == [
        "party_a",
        "title",
        "labour-mobility",
    ]


def test_refused_rows_come_back_as_a_table_with_reasons(desk: Client) -> None:
    address = tried(desk, "agreements", agreements(ONE, "Nowhere,Spain,=cmd|'/c calc'!A0,,"))
    answer = desk.get(f"{address}refused.csv")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row["Country A"], row["Row"]) for row in rows] == [("Nowhere", "3")]
    assert rows[0]["Reason"].startswith("Country A: No party is called “Nowhere”.")
    assert rows[0]["Title"].startswith("'=")


def test_record_files_are_tried_and_imported_together(desk: Client) -> None:
    files = (
        ("bodies.json", json.dumps({"bodies": [records_of.body()]}).encode()),
        ("meetings.yaml", json.dumps({"meetings": [records_of.meeting(title=None, body="fr-it-group")]}).encode()),
        ("bad.json", json.dumps({"meetings": [{"key": "x", "parties": ["FR", "IT"]}]}).encode()),
    )
    address = tried(desk, "records", *files, publication="in-review")
    assert [(row.what, row.name) for row in outcome(desk, address)] == [
        ("new", "French-Italian Group"),
        ("new", "fr-it-talks"),
        ("refused", "x"),
    ]
    assert Meeting.objects.count() == 0
    confirmed(desk, address)
    assert (Body.objects.get().publication, Meeting.objects.get().publication) == ("in-review", "in-review")
    assert b"has the key of its body" in b"".join(desk.get(f"{address}refused.csv"))


def test_people_come_without_a_state(desk: Client) -> None:
    address = tried(desk, "people", ("p.csv", b"Name,Country\nAda Rossi,Italy\n"))
    confirmed(desk, address)
    assert [party.code for party in Person.objects.get().parties.all()] == ["IT"]


def test_a_long_list_is_paged(desk: Client) -> None:
    address = tried(desk, "agreements", agreements(*(f"Spain,Mali,Number {n},1999," for n in range(70))))
    assert len(outcome(desk, address)) == 50
    assert len(list(desk.get(address, {"page": "2"}).context["page"].rows)) == 20
    assert "Page 2 of 2" in desk.get(address, {"page": "99"}).content.decode()


def test_past_imports_are_listed_with_who_and_what_came_of_them(desk: Client) -> None:
    confirmed(desk, tried(desk, "agreements", agreements(ONE, TWO)))
    tried(desk, "agreements", ("later.csv", agreements("Nowhere,Spain,Three,,")[1]))
    brought(desk, "agreements", ("last.csv", agreements(ONE)[1]))
    files = desk.get(ADDRESS).context["files"]
    assert [(file.name, file.who, file.outcome) for file in files] == [
        ("last.csv", "editor", "Not tried yet."),
        ("later.csv", "editor", "Tried, not imported. Refused: 1"),
        ("list.csv", "editor", "Imported. New: 2"),
    ]


@pytest.mark.parametrize(("role", "allowed"), [("Editor", False), ("Reviewer", True), ("Administrator", True)])
def test_reviewers_and_administrators_import_and_editors_do_not(role: str, allowed: bool, desk: Client) -> None:
    address = tried(desk, "agreements", agreements(ONE))
    client = somebody(role)
    for page in (ADDRESS, address, f"{address}map/", f"{address}refused.csv"):
        assert (client.get(page).status_code, Client().get(page).status_code) == (200 if allowed else 403, 302)
    assert client.post(address, {"digest": "x", "confirm": ""}).status_code == (302 if allowed else 403)
    assert (ADDRESS in client.get("/admin/").content.decode()) == allowed


def test_whoever_may_not_publish_neither_makes_nor_changes_what_is_published() -> None:
    user = User.objects.create_user("importer", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["add_importfile", "view_importfile"]))
    client = Client()
    client.force_login(user)
    agreement(relation=relation("ES", "ML"), title="Accord cadre", signed="2007", publication="published")
    address = brought(client, "agreements", agreements(ONE))["Location"]
    form: dict[str, Any] = mapping_form(client, address)
    assert client.post(address, form | {"publication": "published"}).status_code == 400
    (row,) = outcome(client, client.post(address, form)["Location"])
    assert "takes the right to publish" in row.reasons[0][1]
