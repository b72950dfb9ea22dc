"""Partial dates in words: as they are shown, and as editors type them."""

import re
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given

from agreements.dates import PartialDate, PartialDateError, Reading, read_phrase
from tests.edtf_texts import MODERN_YEARS, edtf_texts, parsed_or_skipped

MONTHS = [date(2023, number, 1).strftime("%B") for number in range(1, 13)]
MONTH_NUMBERS = {f"{number:02}" for number in range(1, 13)}


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2023-06-02", "2 June 2023"),
        ("2023-06", "June 2023"),
        ("2023", "2023"),
        ("2023-06-22/2023-06-23", "22 and 23 June 2023"),
        ("2022-01-22/2022-01-28", "22 to 28 January 2022"),
        ("2023-06-30/2023-07-02", "30 June to 2 July 2023"),
        ("2023-12-30/2024-01-02", "30 December 2023 to 2 January 2024"),
        ("2023-06-02/2023-06-02", "2 June 2023"),
        ("2023-07/2023-12", "second half of 2023"),
        ("2023-01/2023-06", "first half of 2023"),
        ("2023-06/2023-08", "June to August 2023"),
        ("2022-11/2023-02", "November 2022 to February 2023"),
        ("2023-40", "first half of 2023"),
        ("2024-33", "first quarter of 2024"),
        ("2024-21", "spring 2024"),
        ("2024-24", "winter 2024–25"),
        ("1999-24", "winter 1999–00"),
        ("201X", "2010s"),
        ("19XX", "between 1900 and 1999"),
        ("2012-12-14/..", "from 14 December 2012"),
        ("../2019", "until 2019"),
        ("2019/2021", "2019 to 2021"),
        ("2019~/2021", "from about 2019 to 2021"),
        ("2023~", "about 2023"),
        ("2011?", "2011 (uncertain)"),
        ("2016-04-01?", "1 April 2016 (uncertain)"),
        ("2025%", "about 2025 (uncertain)"),
        ("2004-XX", "some month of 2004"),
        ("2004-06-XX", "some day of June 2004"),
        ("2004-XX-XX", "some day of 2004"),
        ("0045-03-01", "1 March 45"),
    ],
)
def test_dates_are_shown_as_people_write_them(edtf, shown):
    assert str(PartialDate.parse(edtf)) == shown


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2023-06-02", "Friday 2 June 2023"),
        ("2023-06-02?", "2 June 2023 (uncertain)"),
        ("2023-06", "June 2023"),
        ("2023-06-22/2023-06-23", "22 and 23 June 2023"),
    ],
)
def test_the_weekday_is_named_for_a_day_that_is_certain(edtf, shown):
    assert PartialDate.parse(edtf).with_weekday() == shown


def test_months_are_named_in_the_readers_language():
    with override("fr"):
        assert "juin" in str(PartialDate.parse("2023-06"))
        assert "vendredi" in PartialDate.parse("2023-06-02").with_weekday()


@given(edtf_texts(MODERN_YEARS))
def test_no_day_month_or_year_is_shown_that_the_text_does_not_name(text):
    shown = str(parsed_or_skipped(text))
    sides = [side.rstrip("?~%").split("-") for side in text.split("/") if side != ".."]
    days_named = {int(side[2]) for side in sides if len(side) == 3 and side[2] != "XX"}
    months_named = {MONTHS[int(side[1]) - 1] for side in sides if len(side) > 1 and side[1] in MONTH_NUMBERS}
    years_named = {side[0] for side in sides if "X" not in side[0]}
    spans_aside = re.sub(r"between \d+ and \d+|\d+s\b|–\d\d", "", shown)
    assert {int(number) for number in re.findall(r"\b\d{1,2}\b", spans_aside)} <= days_named
    assert set(re.findall("|".join(MONTHS), shown)) <= months_named
    assert set(re.findall(r"\d{4}", spans_aside)) <= years_named


@given(edtf_texts(MODERN_YEARS))
def test_doubt_is_shown_wherever_the_text_has_it(text):
    shown = str(parsed_or_skipped(text))
    assert ("about" in shown) == ("~" in text or "%" in text)
    assert ("(uncertain)" in shown) == ("?" in text or "%" in text)


@given(edtf_texts(MODERN_YEARS))
def test_what_is_shown_can_be_typed_and_means_the_same_days(text):
    parsed = parsed_or_skipped(text)
    again = PartialDate.parse(read_phrase(str(parsed)).edtf)
    assert (again.earliest, again.latest, again.is_qualified) == (parsed.earliest, parsed.latest, parsed.is_qualified)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2 June 2023", "2023-06-02"),
        ("June 2, 2023", "2023-06-02"),
        ("Friday, 2nd June 2023", "2023-06-02"),
        ("on 12th January, 2016", "2016-01-12"),
        ("on Mar. 31, 2021", "2021-03-31"),
        ("by November 7, 2022", "2022-11-07"),
        ("JUNE 2023", "2023-06"),
        ("22 and 23 June 2023", "2023-06-22/2023-06-23"),
        ("22-23 June 2023", "2023-06-22/2023-06-23"),
        ("November 24–25, 2019", "2019-11-24/2019-11-25"),
        ("from 30 June to 2 July 2023", "2023-06-30/2023-07-02"),
        ("in the second half of 2023", "2023-41"),
        ("Q3 2024", "2024-35"),
        ("in the spring of 2024", "2024-21"),
        ("winter 2024-25", "2024-24"),
        ("c. 2023", "2023~"),
        ("the 2010s", "201X"),
        ("since 2012", "2012/.."),
        ("2 juin 2023", "2023-06-02"),
        ("le 1er février 2023", "2023-02-01"),
        ("du 22 au 28 janvier 2022", "2022-01-22/2022-01-28"),
        ("durant le deuxième semestre de l’année 2019", "2019-41"),
        ("2e trimestre 2019", "2019-34"),
        ("jusqu’en 2019", "../2019"),
        ("été 2024", "2024-22"),
        ("2 de junio de 2023", "2023-06-02"),
        ("el viernes 19 de diciembre de 2025", "2025-12-19"),
        ("segundo semestre de 2023", "2023-41"),
        ("au second semestre de 2023", "2023-41"),
        ("au premier trimestre 2024", "2024-33"),
        ("a partir del lunes 9 de octubre de 2023", "2023-10-09/.."),
        ("entre 2001 y 2003", "2001/2003"),
        ("٢ يونيو ٢٠٢٣", "2023-06-02"),
        ("2 نونبر 2023", "2023-11-02"),
        ("النصف الثاني من عام 2023", "2023-41"),
    ],
)
def test_words_are_understood_and_kept(typed, edtf):
    assert read_phrase(typed) == Reading(edtf, typed)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        (" 2023-06 ", "2023-06"),
        ("22/6/2023", "2023-06-22"),
        ("6/22/2023", "2023-06-22"),
        ("2.2.2023", "2023-02-02"),
        ("2019 – 2021", "2019/2021"),
        ("", ""),
    ],
)
def test_of_numbers_no_phrase_is_kept(typed, edtf):
    assert read_phrase(typed) == Reading(edtf, "")


@pytest.mark.parametrize(
    "typed",
    ["early 2023", "soon", "on Dec 14", "in 15 days", "before December 2022", "next month", "para finales de agosto"],
)
def test_words_that_make_no_date_stay_a_phrase(typed):
    assert read_phrase(typed) == Reading("", typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2/6/2023", "2023-06-02 or 2023-02-06"),
        ("30 February 2023", "has no day 30"),
        ("2023-02-30", "has no day 30"),
        ("June 2023 to May 2023", "ends before it begins"),
        ("2023/24", "2023-06-02"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_the_reason(typed, said):
    with pytest.raises(PartialDateError) as refusal:
        read_phrase(typed)
    assert said in str(refusal.value)
