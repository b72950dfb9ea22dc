"""Dates for machines: never more precise than they are known."""

import pytest

from agreements.dates import PartialDate
from agreements.pages.heads.iso import iso, span, window


@pytest.mark.parametrize(
    ("edtf", "known"),
    [
        ("2023-06-02", "2023-06-02"),
        ("2023-06", "2023-06"),
        ("2023-06-XX", "2023-06"),
        ("2023", "2023"),
        ("2023-XX-XX", "2023"),
        ("2023-41", "2023"),
        ("2024-33", "2024"),
        ("2024-21", "2024"),
        ("2024-24", ""),
        ("2023-06-02?", ""),
        ("2023~", ""),
        ("201X", ""),
        ("20XX", ""),
        ("2012-12-14/..", ""),
        ("2019-05/2019-09", "2019"),
        ("2019/2021", ""),
    ],
)
def test_a_date_is_as_precise_as_its_source(edtf: str, known: str) -> None:
    assert iso(PartialDate.parse(edtf)) == known


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2023-06-22/2023-06-23", "2023-06-22", "2023-06-23"),
        ("2023-06-02", "2023-06-02", ""),
        ("2019-05/2019-09", "2019", ""),
        ("2023-06-22/2023-06-23?", "", ""),
    ],
)
def test_an_event_lasts_where_both_its_days_are_known(edtf: str, first: str, last: str) -> None:
    assert span(PartialDate.parse(edtf)) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "known"),
    [
        ("2023-41", "2023-07/2023-12"),
        ("2024-24", "2024-12/2025-02"),
        ("2023-06", "2023-06"),
        ("2023-06/2024", "2023-06/2024"),
        ("2012-12-14/..", "2012-12-14/.."),
        ("2023~", ""),
        ("202X", ""),
    ],
)
def test_a_window_is_the_months_it_spans(edtf: str, known: str) -> None:
    assert window(PartialDate.parse(edtf)) == known


def test_what_is_not_known_has_no_date() -> None:
    assert (iso(None), span(None), window(None)) == ("", ("", ""), "")
