from datetime import date

import pytest
from hypothesis import given

from agreements.dates import PartialDate
from agreements.pages.due_bar import due_bar
from tests.edtf_texts import edtf_texts, parsed_or_skipped

TODAY = date(2026, 11, 24)


def test_a_window_that_passed_is_followed_by_the_time_since() -> None:
    bar = due_bar(PartialDate.parse("2023-06-02"), PartialDate.parse("2023-07/2023-12"), TODAY, owed=True)
    assert bar is not None
    assert (bar.first, bar.last, bar.today) == ("June 2023", "today", 100)
    assert bar.start == pytest.approx(2.28, abs=0.1)
    assert (bar.after_start, bar.after_end) == (pytest.approx(16.7, abs=0.2), 100)


def test_a_window_to_come_ends_the_scale() -> None:
    bar = due_bar(PartialDate.parse("2026-01"), PartialDate.parse("2028"), TODAY, owed=False)
    assert bar is not None
    assert (bar.last, bar.start + bar.width) == ("December 2028", pytest.approx(100))
    assert bar.after_end == bar.after_start


@pytest.mark.parametrize("text", ["2012-12-14/..", "../2019"])
def test_an_open_window_is_not_drawn(text: str) -> None:
    assert due_bar(None, PartialDate.parse(text), TODAY, owed=False) is None


@given(edtf_texts(), edtf_texts())
def test_every_mark_lies_on_the_scale(agreed: str, due: str) -> None:
    bar = due_bar(parsed_or_skipped(agreed), parsed_or_skipped(due), TODAY, owed=True)
    if bar is not None:
        marks = (bar.start, bar.start + bar.width, bar.after_start, bar.after_end, bar.today)
        assert all(-0.01 <= mark <= 100.01 for mark in marks)
