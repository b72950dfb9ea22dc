"""The grammar of dates in SQL, on which the tables build, against the one in Python."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.dates import PartialDate, PartialDateError
from tests.edtf_texts import NOT_DATES, edtf_texts, mangled

pytestmark = pytest.mark.django_db


def python_days(text: str) -> tuple[date | None, date | None] | None:
    """First and last day, or None where the text is no date as it stands: blanks around it may not be stored."""
    try:
        parsed = PartialDate.parse(text)
    except PartialDateError:
        return None
    return (parsed.earliest, parsed.latest) if parsed.edtf == text else None


def sql_days(texts: list[str]) -> list[tuple[date | None, date | None] | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT edtf_range(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u (t, n) ORDER BY n", [texts])
        ranges = [row[0] for row in cursor.fetchall()]
    return [r if r is None else (r.lower, r.upper and r.upper - timedelta(days=1)) for r in ranges]


# A batch at a time, since what costs is the way to the database.
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)
@given(st.lists(edtf_texts() | mangled(), min_size=40, max_size=120))
def test_sql_and_python_read_every_text_alike(texts):
    assert dict(zip(texts, sql_days(texts), strict=True)) == {text: python_days(text) for text in texts}


def test_sql_finds_no_days_in_what_is_no_date():
    assert dict(zip(NOT_DATES, sql_days(NOT_DATES), strict=True)) == dict.fromkeys(NOT_DATES)


def test_sql_and_python_agree_on_every_day_that_two_years_could_have():
    texts = [f"{year}-{month:02}-{day:02}" for year in (1900, 2024) for month in range(14) for day in range(33)]
    assert sql_days(texts) == [python_days(text) for text in texts]


def test_sql_and_python_agree_on_every_part_of_a_year():
    texts = [f"{year}-{part:02}" for year in ("0001", "2023", "9999") for part in range(100)]
    assert sql_days(texts) == [python_days(text) for text in texts]
