from datetime import date

import pytest

from agreements.pages.month import Month


@pytest.mark.parametrize("text", ["2023", "2023-13", "2023-6", "0999-12", "9999-01", "2023-06-01", "٢٠٢٣-٠٦", ""])
def test_only_a_month_is_read(text: str) -> None:
    assert Month.read(text) is None


def test_a_month_has_its_days() -> None:
    month = Month(2024, 2)
    assert (month.first, month.last, month.code) == (date(2024, 2, 1), date(2024, 2, 29), "2024-02")


def test_weeks_begin_on_monday() -> None:
    assert {week[0].weekday() for week in Month(2023, 6).weeks} == {0}


@pytest.mark.parametrize("month", [Month(1000, 1), Month(9998, 12)])
def test_the_first_and_the_last_month_have_whole_weeks(month: Month) -> None:
    assert {len(week) for week in month.weeks} == {7}
