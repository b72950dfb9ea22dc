from datetime import date

from agreements.pages.home_bars import HEIGHT, bars_by_year

TODAY = date(2026, 11, 24)


def test_the_highest_bar_is_as_high_as_the_drawing_and_the_lowest_is_seen() -> None:
    found = bars_by_year({2020: 1, 2024: 1000}, TODAY)
    assert found
    assert [bar.height for bar in found.bars] == [3, HEIGHT]


def test_a_bar_leads_to_its_year() -> None:
    found = bars_by_year({2020: 4}, TODAY)
    assert found
    assert (found.bars[0].url, found.bars[0].title) == ("/meetings/?from=2020&to=2020", "2020: 4 meetings")


def test_years_long_ago_are_a_link() -> None:
    found = bars_by_year({1901: 1, 2020: 4}, TODAY)
    assert found
    assert len(found.bars) == 1
    assert found.earlier
    assert found.earlier.url == "/meetings/?to=1966"


def test_without_a_date_there_is_no_drawing() -> None:
    assert bars_by_year({}, TODAY) is None
