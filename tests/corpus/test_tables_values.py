"""What a cell says."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.corpus.tables.countries import VARIANTS, Countries
from agreements.corpus.tables.values import (
    CellRefused,
    addresses_of,
    date_of,
    is_ambiguous,
    list_of,
    number_of,
    year_of,
)
from agreements.dates import PartialDate
from agreements.models import Party

DAYS = st.dates(date(1500, 1, 1), date(2100, 12, 31))


@given(DAYS, st.sampled_from(["dmy", "mdy"]), st.sampled_from("./-"), st.booleans())
def test_a_day_in_numbers_is_that_day_in_the_order_told(day: date, order: str, mark: str, padded: bool) -> None:
    width = 2 if padded else 1
    one, other = (day.day, day.month) if order == "dmy" else (day.month, day.day)
    text = f"{one:0{width}}{mark}{other:0{width}}{mark}{day.year}"
    assert date_of(text, order) == day.isoformat()


@given(DAYS, st.sampled_from("./-"))
def test_an_order_is_never_guessed(day: date, mark: str) -> None:
    text = f"{day.day}{mark}{day.month}{mark}{day.year}"
    if is_ambiguous(text):
        with pytest.raises(CellRefused, match="two ways"):
            date_of(text, "")
    else:
        assert date_of(text, "") == day.isoformat()


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True))
def test_whatever_is_taken_for_a_date_is_one(text: str) -> None:
    for order in ("", "dmy", "mdy"):
        try:
            edtf = date_of(text, order)
        except CellRefused:
            continue
        parsed = PartialDate.parse(edtf)
        assert all(1500 <= day.year <= 2100 for day in (parsed.earliest, parsed.latest) if day)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2004", "2004"),
        ("2004.0", "2004"),
        ("2004-05", "2004-05"),
        ("2004-05-03 00:00:00", "2004-05-03"),
        ("2004-05-03T00:00:00Z", "2004-05-03"),
        ("2004/5/3", "2004-05-03"),
        ("3 May 2004", "2004-05-03"),
        ("mai 2004", "2004-05"),
        ("2/2/2004", "2004-02-02"),
        ("1960s", "196X"),
    ],
)
def test_a_date_is_as_precise_as_its_cell(text: str, edtf: str) -> None:
    assert date_of(text, "") == edtf


@pytest.mark.parametrize(
    ("text", "order", "said"),
    [
        ("13/05/2004", "mdy", "no date in the order month/day/year"),
        ("31/02/2004", "dmy", "no date in the order day/month/year"),
        ("03/05/04", "dmy", "four digits"),
        ("9999", "", "lies outside"),
        ("0204", "", "lies outside"),
        ("soon", "", "is no date"),
        ("38110", "", "38110"),
        ("2004-13-01", "", "2004-13-01"),
    ],
)
def test_what_is_no_date_is_refused_and_says_so(text: str, order: str, said: str) -> None:
    with pytest.raises(CellRefused, match=said):
        date_of(text, order)


def test_numbers_years_lists_and_addresses() -> None:
    assert (number_of("21st"), number_of("3.0"), year_of("1999.0")) == (21, 3, "1999")
    assert list_of("a; b;; a ;c") == ["a", "b", "c"]
    assert addresses_of("https://example.org/a;b https://example.org/c;https://example.org/d") == [
        "https://example.org/a;b",
        "https://example.org/c",
        "https://example.org/d",
    ]


def test_an_address_without_its_scheme_is_one_all_the_same() -> None:
    assert addresses_of("www.example.org/a; www.example.org/b") == [
        "https://www.example.org/a",
        "https://www.example.org/b",
    ]


@pytest.mark.parametrize("text", ["0", "-3", "x", "1999999999"])
def test_a_number_counts_from_one(text: str) -> None:
    with pytest.raises(CellRefused):
        number_of(text)


@pytest.mark.parametrize("text", ["example.org", "ILO database", "ftp://example.org", "javascript:alert(1)"])
def test_an_address_is_one_of_the_web(text: str) -> None:
    with pytest.raises(CellRefused, match="Map its column to another field"):
        addresses_of(text)


@pytest.mark.django_db
def test_every_party_has_its_codes_and_names_and_no_name_is_two() -> None:
    known = json.loads(VARIANTS.read_text(encoding="utf-8"))
    countries = Countries()
    assert set(known) == set(Party.objects.values_list("code", flat=True))
    for code, names in known.items():
        assert [(name, countries.code(name)) for name in (code, *names) if countries.code(name) != code] == []
    for party in Party.objects.all():
        for name in (party.name, party.name_fr, party.name_es, party.name_ar):
            assert countries.code(f" {name.upper()} ") == party.code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Korea, Republic of", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Viet Nam", "VN"),
        ("RUSSIAN FEDERATION", "RU"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Royaume du Maroc", "MA"),
        ("Reino de España", "ES"),
        ("the Republic of Kenya", "KE"),
        ("St. Kitts & Nevis", "KN"),
        ("Cote d’Ivoire", "CI"),
        ("المغرب", "MA"),
        ("mar", "MA"),
        ("ma", "MA"),
        ("Republic of China", "TW"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Republic of Nowhere", None),
        ("Korea", None),
        ("XX", None),
    ],
)
def test_a_country_is_known_by_the_names_that_lists_use(name: str, code: str | None) -> None:
    assert Countries().code(name) == code
