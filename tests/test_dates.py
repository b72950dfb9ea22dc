"""Partial dates: which texts are dates, and which days they can mean."""

import re
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from agreements.dates import PartialDate, PartialDateError, Precision
from tests.edtf_texts import NOT_DATES, edtf_texts, intervals, mangled, parsed_or_skipped, single_dates


def days_of(text: str) -> tuple[str | None, str | None]:
    parsed = PartialDate.parse(text)
    earliest, latest = (day.isoformat() if day else None for day in (parsed.earliest, parsed.latest))
    return earliest, latest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023-06-02", "2023-06-02", "2023-06-02"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("2004-06-XX", "2004-06-01", "2004-06-30"),
        ("2004-XX-XX", "2004-01-01", "2004-12-31"),
        ("2011?", "2011-01-01", "2011-12-31"),
        ("2016-04-01%", "2016-04-01", "2016-04-01"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2023-06-22/2023-06-23", "2023-06-22", "2023-06-23"),
        ("2019~/2021-03?", "2019-01-01", "2021-03-31"),
        ("2012-12-14/..", "2012-12-14", None),
        ("../2019", None, "2019-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-11", "9999-11-01", "9999-11-30"),
    ],
)
def test_a_text_means_these_days(text, earliest, latest):
    assert days_of(text) == (earliest, latest)


@pytest.mark.parametrize("text", ["9999", "9999-12-31", "9999-24", "9999-41", "999X", "99XX", "2023/9999"])
def test_the_end_of_the_calendar_counts_as_open(text):
    assert PartialDate.parse(text).latest is None


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(PartialDateError):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "2023-06-22/2023-06-23 (two days)"),
        ("2023-02-30", "has no day 30"),
        ("2024/2023", "ends before it begins"),
        ("0000", "year 0"),
    ],
)
def test_a_refusal_says_what_is_wrong_or_what_would_do(text, said):
    with pytest.raises(PartialDateError, match=re.escape(said)):
        PartialDate.parse(text)


def test_blanks_around_a_date_are_no_part_of_it():
    assert PartialDate.parse("  2023-06\n") == PartialDate.parse("2023-06")


@given(single_dates())
def test_every_single_date_of_the_grammar_is_read(text):
    assert PartialDate.parse(text).edtf == text


@given(edtf_texts() | mangled())
def test_reading_again_what_was_read_changes_nothing(text):
    parsed = parsed_or_skipped(text)
    assert PartialDate.parse(parsed.edtf) == parsed


@given(edtf_texts() | mangled())
def test_a_date_never_ends_before_it_begins(text):
    parsed = parsed_or_skipped(text)
    assert (parsed.earliest or date.min) <= (parsed.latest or date.max)


@given(single_dates(), st.sampled_from("?~%"))
def test_a_qualifier_does_not_widen_the_range(text, qualifier):
    plain = text.rstrip("?~%")
    assert days_of(plain) == days_of(plain + qualifier)


@given(intervals())
def test_an_interval_runs_from_its_starts_first_day_to_its_ends_last(text):
    start, end = text.split("/")
    parsed = parsed_or_skipped(text)
    assert parsed.earliest == (None if start == ".." else PartialDate.parse(start).earliest)
    assert parsed.latest == (None if end == ".." else PartialDate.parse(end).latest)


def _beyond_the_judge(text: str) -> bool:
    """What the edtf package gets wrong: it raises on open ends, on unknown digits within an interval and on parts of a
    year that are qualified or within an interval, and cuts winter off at 31 December."""
    part_of_year = re.search(r"[0-9]{4}-(2[1-4]|3[3-6]|4[01])(?!-)", text)
    partly = part_of_year and re.search("[?~%/]|-24", text)
    return ".." in text or ("/" in text and "X" in text) or bool(partly)


@given(edtf_texts())
def test_the_edtf_package_finds_the_same_days(text):
    assume(not _beyond_the_judge(text))
    parsed = parsed_or_skipped(text)
    judge = parse_edtf(text)
    assert (parsed.earliest or date.min).timetuple()[:3] == judge.lower_strict()[:3]
    assert (parsed.latest or date.max).timetuple()[:3] == judge.upper_strict()[:3]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2023-06-02?", Precision.DAY),
        ("2023-06-XX", Precision.MONTH),
        ("2023-34", Precision.QUARTER),
        ("2023-24", Precision.SEASON),
        ("2023-41", Precision.SEMESTER),
        ("2023-XX-XX", Precision.YEAR),
        ("202X", Precision.DECADE),
        ("20XX", Precision.CENTURY),
        ("../2023-06-02", Precision.INTERVAL),
    ],
)
def test_precision_is_that_of_what_the_text_names(text, precision):
    assert PartialDate.parse(text).precision == precision


@pytest.mark.parametrize(
    ("text", "is_day", "is_exact", "is_qualified"),
    [
        ("2023-06-02", True, True, False),
        ("2023-06-02~", True, False, True),
        ("2023-06-22/2023-06-23", False, True, False),
        ("2023-06-22/2023-06-23?", False, False, True),
        ("2023-06-22/..", False, False, False),
        ("2023-06", False, False, False),
    ],
)
def test_only_days_that_are_certain_are_exact(text, is_day, is_exact, is_qualified):
    parsed = PartialDate.parse(text)
    assert (parsed.is_day, parsed.is_exact, parsed.is_qualified) == (is_day, is_exact, is_qualified)
