"""Rows of a table into the record."""

from typing import Any

import pytest

from agreements.corpus.tables.columns import recognised
from agreements.corpus.tables.outcome import Outcome
from agreements.corpus.tables.reading import read_table
from agreements.models import Agreement, Citation, Institution, Meeting, Person, Relation
from tests.corpus.tables import csv_of, imported, only, reasons
from tests.corpus.test_tables_files import workbook
from tests.corpus.traces import changes_since, marks
from tests.world import agreement, body, citation, institution, meeting, person, relation

pytestmark = pytest.mark.django_db
HEAD = "Country A,Country B,Title,Date,Year,URL"


def agreed(*rows: str, **said: Any) -> Outcome:
    return imported("agreements", csv_of(HEAD, *rows), **said)


def test_a_row_becomes_a_draft_with_its_source() -> None:
    row = only(agreed("Spain,Morocco,Labour agreement,2001-07-25,2001,https://example.org/a"))
    made = Agreement.objects.get()
    assert (row.what, row.row, row.pk, row.key) == ("new", 2, made.pk, "es-ma-labour-agreement-2001")
    assert (made.title, str(made.signed), made.publication) == ("Labour agreement", "25 July 2001", "draft")
    assert made.relation == Relation.objects.get(a="ES", b="MA")
    assert Citation.objects.get(agreement=made).source.url == "https://example.org/a"
    assert row.doubts == []


def test_a_trial_writes_nothing_and_tells_the_same_as_the_import() -> None:
    agreement(title="Labour agreement", signed="2001", slug="known")
    before = marks()
    rows = ("Spain,Morocco,Labour agreement,2001-07-25,,", "Spain,Mali,On workers,,1999,")
    tried = agreed(*rows, dry_run=True)
    assert changes_since(before) == set()
    assert [row.what for row in tried.rows] == ["changed", "new"]
    assert tried.digest == agreed(*rows).digest
    assert agreed(*rows, dry_run=True).digest != tried.digest


def test_the_year_is_the_date_where_that_is_missing_and_unknown_is_none() -> None:
    agreed("Spain,Mali,One,,1999,", "Spain,Mali,Two,,9999,", "Spain,Mali,Three,n/a,-,")
    assert {row.title: row.signed and row.signed.edtf for row in Agreement.objects.all()} == {
        "One": "1999",
        "Two": None,
        "Three": None,
    }


def test_a_date_outside_its_year_is_a_doubt_and_is_taken() -> None:
    row = only(agreed("Spain,Mali,One,2001-07-25,2002,"))
    assert ["Date", "The date 2001-07-25 is not in the year 2002; the date is taken."] in row.doubts
    assert Agreement.objects.get().signed.edtf == "2001-07-25"  # type: ignore[union-attr]


def test_a_row_without_a_source_is_a_doubt() -> None:
    assert only(agreed("Spain,Mali,One,,1999,")).doubts == [["URL", "Without a source."]]


def test_what_stands_for_all_rows_fills_blanks_and_yields_to_cells() -> None:
    agreed(
        "Spain,Mali,One,,1999,",
        "Spain,Mali,Two,,1999,https://example.org/own",
        constants={"sources": "https://example.org/list", "subject": "labour-mobility", "source_title": "The list"},
    )
    cited = {
        str(row.agreement): (row.source.url, row.source.title) for row in Citation.objects.select_related("source")
    }
    assert cited == {
        "One": ("https://example.org/list", "The list"),
        "Two": ("https://example.org/own", "The list"),
    }
    assert set(Agreement.objects.values_list("subject", flat=True)) == {"labour-mobility"}


def test_the_same_agreement_in_either_order_is_one_and_said_once() -> None:
    first, second = agreed("Spain,Mali,One,,1999,", "Mali,Spain,ONE,,1999,").rows
    assert (first.what, second.what) == ("new", "refused")  # its title is written otherwise
    assert reasons(second) == "Row 2 is the same record and says otherwise in: Title. Keep one of the two."
    _first, second = agreed("Spain,Chad,One,,1999,", "Chad,Spain,One,,1999,").rows
    assert (second.what, reasons(second)) == ("repeated", "Row 2 says the same: it is imported once.")
    assert Agreement.objects.count() == 2


def test_a_known_agreement_is_found_by_parties_title_and_date() -> None:
    known = agreement(relation=relation("ES", "ML"), title="Accord cadre", signed="2007-01-23", summary="Kept.")
    row = only(agreed("Mali,Spain,ACCORD  CADRE,23 January 2007,2007,"))
    assert (row.what, row.key) == ("unchanged", known.slug)
    row = only(agreed("Mali,Spain,Accord cadre,2007-01,,https://example.org/a"))
    assert row.what == "changed"
    assert row.changes == [["address of the source", "", "https://example.org/a"]]
    assert row.doubts == [["Date", "2007-01 is less precise than 2007-01-23, which is known and kept."]]
    known.refresh_from_db()
    assert (known.title, known.signed.edtf, known.summary) == ("Accord cadre", "2007-01-23", "Kept.")  # type: ignore[union-attr]


def test_a_source_of_a_row_goes_after_those_there_are() -> None:
    known = agreement(relation=relation("ES", "ML"), title="One", signed="1999")
    first, second = citation(agreement=known, position=1).source, citation(agreement=known, position=2).source
    assert only(agreed(f"Spain,Mali,One,,1999,{second.url}")).what == "unchanged"
    assert only(agreed("Spain,Mali,One,,1999,https://example.org/third")).what == "changed"
    cited = Citation.objects.filter(agreement=known).order_by("position")
    assert [(row.position, row.source.url) for row in cited] == [
        (1, first.url),
        (2, second.url),
        (3, "https://example.org/third"),
    ]


def test_a_more_precise_date_is_a_change_shown_beside_the_old_one() -> None:
    agreement(relation=relation("ES", "ML"), title="Accord cadre", signed="2007")
    row = only(agreed("Mali,Spain,Accord cadre,2007-01-23,,"))
    assert (row.what, row.changes) == ("changed", [["signed", "2007", "23 January 2007"]])


def test_another_year_is_another_agreement_and_a_missing_date_a_doubt() -> None:
    agreement(relation=relation("ES", "ML"), title="Accord cadre", slug="undated")
    row = only(agreed("Mali,Spain,Accord cadre,,1999,https://example.org/a"))
    assert row.what == "new"
    assert "This may be undated" in row.doubts[0][1]
    assert only(agreed("Mali,Spain,Accord cadre,,2005,https://example.org/a")).what == "new"


def test_a_row_that_could_be_two_records_asks_for_a_key() -> None:
    for slug in ("one", "two"):
        agreement(relation=relation("ES", "ML"), title="Accord cadre", signed="1999", slug=slug)
    row = only(agreed("Mali,Spain,Accord cadre,,1999,"))
    assert row.what == "refused"
    assert "one, two. Say which one in a column for its key." in reasons(row)
    content = csv_of(f"{HEAD},Key", "Mali,Spain,Accord cadre,,1999,https://example.org/a,two")
    assert only(imported("agreements", content)).key == "two"


def test_a_key_of_other_parties_is_refused() -> None:
    agreement(relation=relation("ES", "ML"), slug="one")
    row = only(imported("agreements", csv_of(f"{HEAD},Key", "Chad,Spain,Accord cadre,,1999,,one")))
    assert "This is the key of a record of other parties (ES ML)" in reasons(row)


def test_what_was_withdrawn_does_not_come_back() -> None:
    gone = {"publication": "withdrawn", "withdrawn_reason": "It was a hoax."}
    agreement(relation=relation("ES", "ML"), title="Accord cadre", signed="1999", **gone)
    assert "It was a hoax." in reasons(only(agreed("Mali,Spain,Accord cadre,,1999,")))


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("Nowhere,Spain,One,,1999,", "Country A", "No party is called “Nowhere”."),
        ("Spain,,One,,1999,", "Country B", "This is needed, and the row has none."),
        ("Spain,España,One,,1999,", "Country B", "Both parties are ES"),
        ("Spain,Mali,,,1999,", "Title", "This is needed, and the row has none."),
        ("Spain,Mali,One,03/05/2004,,", "Date", "can be read in two ways"),
        ("Spain,Mali,One,,99,", "Year", "no year of four digits"),
        ("Spain,Mali,One,,1999,none", "URL", "is no address that begins with http"),
    ],
)
def test_a_refused_row_names_its_column_and_the_way_out(row: str, column: str, reason: str) -> None:
    outcome = only(agreed(row))
    assert (outcome.what, outcome.row, [name for name, _why in outcome.reasons]) == ("refused", 2, [column])
    assert reason in reasons(outcome)
    assert Agreement.objects.count() == 0


def test_a_row_that_the_database_refuses_names_its_column_and_leaves_the_others() -> None:
    content = csv_of(
        "Country A,Country B,Title,Signed,In force", "Spain,Mali,One,2001,1999", "Spain,Mali,Two,2001,2002"
    )
    first, second = imported("agreements", content).rows
    assert first.reasons[0][0] == "In force"
    assert (first.what, second.what) == ("refused", "new")
    assert Agreement.objects.get().title == "Two"


def test_a_blank_cell_never_blanks_what_is_known() -> None:
    known = agreement(relation=relation("ES", "ML"), title="One", signed="1999", summary="Kept.", lifecycle="in-force")
    content = csv_of("Country A,Country B,Title,Year,Summary,Status", "Spain,Mali,One,1999,,")
    assert only(imported("agreements", content)).what == "unchanged"
    known.refresh_from_db()
    assert (known.summary, known.lifecycle) == ("Kept.", "in-force")


def test_words_are_known_by_code_label_and_synonym_or_have_to_be_said() -> None:
    content = csv_of(
        "Country A,Country B,Title,Type,Status",
        "Spain,Mali,One,MoU,In force",
        "Spain,Mali,Two,Framework,in-force",
        "Spain,Mali,Three,Verbal note,Terminated",
    )
    meanings = {"designation": {"framework": "agreement"}}
    rows = imported("agreements", content, meanings=meanings).rows
    assert [row.what for row in rows] == ["new", "new", "refused"]
    assert "“Verbal note” is none of the words for designation." in reasons(rows[2])
    assert set(Agreement.objects.values_list("designation", "lifecycle")) == {
        ("memorandum", "in-force"),
        ("agreement", "in-force"),
    }


def test_a_formula_refuses_its_row_where_its_column_is_wanted() -> None:
    content = workbook(["Country A", "Country B", "Title", "Sum"], ["ES", "ML", "One", "=1+1"], ["ES", "ML", "=A1", 1])
    first, second = imported("agreements", content).rows
    assert (first.what, second.what) == ("new", "refused")
    assert second.reasons == [["Title", "This cell holds a formula. Copy the column and paste it as values."]]


def test_lists_are_divided_by_semicolons_and_the_first_two_parties_are_the_relation() -> None:
    content = csv_of("Parties,Title,Topics", '"Spain; Mali; EU",One,"return; visas "')
    imported("agreements", content)
    made = Agreement.objects.get()
    assert [party.code for party in made.all_parties] == ["ML", "ES", "EU"]
    assert made.topic_words == ["return", "visas"]


def test_what_is_published_is_changed_by_whoever_may_and_refused_to_others() -> None:
    agreement(relation=relation("ES", "ML"), title="One", signed="1999", publication="published")
    row = only(agreed("Spain,Mali,One,1999-05-03,,", may_amend=lambda row: False))
    assert "takes the right to publish" in reasons(row)
    assert only(agreed("Spain,Mali,One,,1999,", may_amend=lambda row: False)).what == "unchanged"
    assert only(agreed("Spain,Mali,One,1999-05-03,,")).what == "changed"


def test_meetings_are_found_by_body_and_number_or_by_parties_and_date() -> None:
    group = body(slug="es-ma-group", name="Joint Group")
    known = meeting(body=group, ordinal=3)
    talks = meeting(title="Talks", date="2020-05-03")
    content = csv_of(
        "Body,Number,Title,Country A,Country B,Date,City",
        "joint group,3,,,,2019-01-02,Rabat",
        "es-ma-group,4,,,,2020-01-02,Madrid",
        ",,TALKS,Morocco,Spain,2020-05-03,Ceuta",
        "No such group,1,,,,2020,",
        ",,Other talks,Morocco,Spain,2020-05-03,",
    )
    rows = imported("meetings", content).rows
    assert [(row.what, row.key) for row in rows[:3]] == [
        ("changed", known.slug),
        ("new", "es-ma-group-4"),
        ("changed", talks.slug),
    ]
    assert "No body is called “No such group”" in reasons(rows[3])
    assert rows[4].what == "new"
    assert f"This may be {talks.slug}" in rows[4].doubts[0][1]
    assert Meeting.objects.get(slug="es-ma-group-4").city == "Madrid"


def test_people_are_found_by_any_of_their_names_within_the_party() -> None:
    known = person("Khalid Zerouali", variants=("Khaled Zerouali",))
    known.party_rows.create(party_id="MA")
    content = csv_of(
        "Name,Country,Variants,Wikidata",
        "Khaled Zerouali,Morocco,Jaled Zerouali,Q5",
        "Khalid Zerouali,Spain,,",
        "Ada Rossi,Italy; France,,X5",
    )
    rows = imported("people", content).rows
    assert [row.what for row in rows] == ["changed", "new", "refused"]
    assert rows[2].reasons[0][0] == "Wikidata"
    known.refresh_from_db()
    assert (known.wikidata, {row.name for row in known.variants.all()}) == ("Q5", {"Khaled Zerouali", "Jaled Zerouali"})
    assert Person.objects.count() == 2


def test_institutions_are_found_by_name_within_the_party() -> None:
    known = institution("Ministry of the Interior")
    content = csv_of(
        "Institution,Country,Type,Other names,Link",
        "MINISTRY OF THE INTERIOR,MAR,ministry,Ministère de l'Intérieur,https://example.org/mi",
        "Ministry of the Interior,Spain,Ministry,,",
    )
    rows = imported("institutions", content).rows
    assert [row.what for row in rows] == ["changed", "new"]
    known.refresh_from_db()
    assert (known.kind, known.citations.get().source.url) == ("ministry", "https://example.org/mi")
    assert Institution.objects.count() == 2


def test_columns_are_recognised_each_once_and_an_unknown_one_is_left_out() -> None:
    sheet = read_table(csv_of("ID,COUNTRY_1,Country 2,Titre,Année,Date of signature,Name", "1,2,3,4,5,6,7"))
    assert recognised("agreements", sheet).columns == ["", "party_a", "party_b", "title", "signed_year", "signed", ""]


def test_a_source_column_that_holds_no_addresses_says_who_published_it() -> None:
    sheet = read_table(csv_of("Title,URL,Source", "Accord,www.example.org/1,ILO", "Convention,,World Bank"))
    assert recognised("agreements", sheet).columns == ["title", "sources", "source_publisher"]
