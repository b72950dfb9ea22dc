"""A list of a thousand agreements goes in without a hand laid on it."""

from dataclasses import replace

import pytest

from agreements.corpus.tables.cells import Cells
from agreements.corpus.tables.columns import recognised
from agreements.corpus.tables.reading import read_table
from agreements.corpus.tables.trial import import_table
from agreements.models import Agreement, Citation
from tests.corpus.labour_agreements import STATUS, TYPES, Listed

pytestmark = pytest.mark.django_db


def test_a_thousand_labour_agreements_go_in() -> None:
    listed = Listed()
    sheet = read_table(listed.as_csv())
    mapping = recognised("agreements", sheet)
    asked = Cells("agreements", mapping).questions(sheet)
    assert asked.words == {"party": {"republic of nowhere": ("Republic of Nowhere", listed.refused)}}
    assert asked.ambiguous
    mapping = replace(
        mapping, dates="dmy", constants={"subject": "labour-mobility", "sources": "https://example.org/l"}
    )
    outcome = import_table("agreements", sheet, mapping, file="l.csv", may_amend=lambda row: True, dry_run=False)
    assert outcome.counts == {
        "new": len(listed.expected),
        "changed": 0,
        "unchanged": 0,
        "repeated": listed.repeated,
        "refused": listed.refused,
        "doubtful": 0,
    }
    rows = Agreement.objects.values_list("relation__a", "relation__b", "title", "signed")
    assert sorted(((a, b), title, date.edtf if date else "") for a, b, title, date in rows) == sorted(
        (parties, title, date or "") for parties, title, date in listed.expected
    )
    assert set(Agreement.objects.values_list("subject", "publication")) == {("labour-mobility", "draft")}
    assert set(Agreement.objects.values_list("designation", flat=True)) == set(TYPES.values())
    assert set(Agreement.objects.values_list("lifecycle", flat=True)) == {*filter(None, STATUS.values()), "unknown"}
    assert Citation.objects.filter(agreement__isnull=False).count() == len(listed.expected)


@pytest.mark.parametrize(
    ("divider", "encoding", "end"),
    [(",", "utf-8-sig", "\n"), ("\t", "utf-16", "\r\n"), (";", "cp1252", "\r\n"), ("|", "utf-8", "\r\n")],
)
def test_the_list_is_the_same_in_every_form(divider: str, encoding: str, end: str) -> None:
    listed = Listed(120)
    sheet = read_table(listed.as_csv(divider, encoding, end))
    assert [row.cells for row in sheet.rows] == [
        tuple(cell.replace("\u00a0", " ").strip() for cell in row) for row in listed.rows
    ]
