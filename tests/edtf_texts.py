"""Hypothesis strategies for partial dates: every form of the grammar, written apart from the code that reads it."""

import calendar

from hypothesis import assume
from hypothesis import strategies as st

from agreements.dates import PartialDate, PartialDateError

YEARS = st.integers(1, 9999) | st.sampled_from([1, 999, 1000, 1999, 2000, 2023, 2024, 9998, 9999])
MODERN_YEARS = st.integers(1000, 9998)
QUALIFIERS = st.sampled_from(["", "", "", "?", "~", "%"])
# What chance seldom finds: the borders of the grammar, each just outside.
NOT_DATES = [
    *("2023-02-30", "2023-02-29", "2023-04-31", "2023-13", "2023-00", "2023-01-00", "2023-01-32"),
    *("0000", "000X", "00XX", "12345", "-2004", "2XXX", "XXXX", "201X-05", "2004-XX-05", "2004-25", "2004-37"),
    *("2004-21-XX", "2023-6-2", "20230602", "2023?~", "?2023", "2023-06?-02", "201x", "٢٠٢٣", "2023-06-02T10:00"),
    *("", "..", "../..", "/", "2023/", "/2023", "2023/2024/2025", "2024/2023", "2023-06-02/2023-06-01"),
]


@st.composite
def days(draw: st.DrawFn, years: st.SearchStrategy[int] = YEARS) -> str:
    year, month = draw(years), draw(st.integers(1, 12))
    last = calendar.monthrange(year, month)[1]
    day = draw(st.integers(1, last) | st.just(last))
    return f"{year:04}-{month:02}-{day:02}"


def single_dates(years: st.SearchStrategy[int] = YEARS) -> st.SearchStrategy[str]:
    year = years.map("{:04}".format)
    # The years 0 to 9 and 0 to 99 hold the year 0, which does not exist.
    decade = years.filter(lambda number: number >= 10).map(lambda number: f"{number // 10:03}X")
    century = years.filter(lambda number: number >= 100).map(lambda number: f"{number // 100:02}XX")
    parts = st.sampled_from([*range(1, 13), *range(21, 25), *range(33, 37), 40, 41])
    part = st.builds("{:04}-{:02}".format, years, parts)
    unknown = st.builds("{:04}-{}".format, years, st.sampled_from(["XX", "XX-XX"]))
    unknown_day = st.builds("{:04}-{:02}-XX".format, years, st.integers(1, 12))
    unqualified = st.one_of(days(years), part, year, decade, century, unknown, unknown_day)
    return st.builds("{}{}".format, unqualified, QUALIFIERS)


def _in_order(sides: tuple[str, str]) -> str:
    """Sorted by their first characters, which for years of four digits is the order of the years."""
    return "/".join(sorted(sides, key=lambda side: side[:4].replace("X", "0")))


@st.composite
def _near_each_other(draw: st.DrawFn, years: st.SearchStrategy[int]) -> str:
    """Two sides within a year or two: where the forms for neighbouring days and months apply."""
    near = st.just(draw(years))
    forms = [days(near), single_dates(near), st.builds("{:04}-{:02}".format, near, st.integers(1, 12))]
    form = draw(st.sampled_from(forms))
    return "/".join(sorted((draw(form), draw(form))))


def intervals(years: st.SearchStrategy[int] = YEARS) -> st.SearchStrategy[str]:
    """Intervals and open ends. A few end before they begin, since two sides of one year can do so."""
    single = single_dates(years)
    two = st.tuples(single, single).map(_in_order)
    return st.one_of(two, _near_each_other(years), single.map("{}/..".format), single.map("../{}".format))


def edtf_texts(years: st.SearchStrategy[int] = YEARS) -> st.SearchStrategy[str]:
    return single_dates(years) | intervals(years)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A valid text with a few characters changed, put in or taken out: mostly invalid, and nearly right."""
    text = list(draw(edtf_texts()))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(text)))
        width = draw(st.integers(0, 2))
        text[place : place + width] = draw(st.text("0123459X-/.?~% x\n٢e", max_size=2))
    return "".join(text)


def parsed_or_skipped(text: str) -> PartialDate:
    """The date a generated text makes; the example is dropped when it makes none."""
    try:
        return PartialDate.parse(text)
    except PartialDateError:
        assume(False)
        raise
