"""The calendar month by month; and what a reader takes along from a page: its rows, its letter to the editors, its
other languages."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.ways import MOUSE, NO_SCRIPT, Reads, by_links, counted, in_each_way, rows


@by_links
def test_from_month_to_month_with_something_and_back(reads: Reads, way: str) -> None:
    reader = reads("/calendar/?month=2023-06&relation=es-ma", way)
    page = reader.page
    months = page.get_by_role("navigation", name="Months with something")
    reader.follow(months.get_by_role("link", name="October 2024"))
    expect(page.get_by_role("heading", level=2)).to_have_text("October 2024")
    reader.follow(page.get_by_role("link", name="Moroccan-Spanish Permanent Joint Migration Group, 22nd meeting").first)
    page.go_back()
    reader.follow(months.get_by_role("link", name="June 2023"))
    expect(page.locator("h1")).to_have_text(
        "June 2023: 2 meetings between Morocco and Spain, and 2 due windows", use_inner_text=True
    )


@by_links
def test_a_day_of_the_month_leads_to_what_is_on_it(reads: Reads, way: str) -> None:
    reader = reads("/calendar/?month=2023-06&relation=es-ma", way)
    page = reader.page
    reader.follow(page.get_by_role("table").get_by_role("link", name="22 meetings: 1"))
    expect(page.get_by_role("heading", name="Thursday 22 June 2023")).to_be_in_viewport()
    reader.follow(page.get_by_role("link", name="Rabat Process thematic meeting on humanised border management"))


@by_links
def test_a_month_of_the_year_is_one_step_away(reads: Reads, way: str) -> None:
    reader = reads("/calendar/?month=2023-06&relation=es-ma", way)
    year = reader.page.get_by_role("navigation", name="Months of the year")
    reader.follow(year.get_by_role("link", name="Feb"))
    expect(year.locator("[aria-current=page]")).to_contain_text("Feb")


@in_each_way
def test_the_calendar_is_narrowed_and_keeps_its_month(reads: Reads, way: str) -> None:
    reader = reads("/calendar/?month=2023-06", way)
    page = reader.page
    reader.press(page.get_by_label(re.compile("^Spain")), "Space")
    reader.press(page.get_by_role("button", name="Apply"))
    expect(page.locator("h1")).to_contain_text("June 2023: 2 meetings of Spain")
    reader.follow(page.get_by_role("link", name="2 meetings as a list"))
    assert rows(page).count() == counted(page) == 2


@pytest.mark.parametrize("way", [MOUSE, NO_SCRIPT])
def test_the_file_of_a_list_has_as_many_rows_as_it_counts(reads: Reads, way: str) -> None:
    reader = reads("/meetings/?party=MA", way)
    page = reader.page
    reader.choose(page.locator("#f-status-held"))
    expect(page.locator("h1")).to_contain_text("held")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    lines = taken.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) - 1 == counted(page) > 0
    assert taken.value.suggested_filename.endswith(".csv")


@in_each_way
def test_the_letter_to_the_editors_names_the_list_as_it_was_narrowed(reads: Reads, way: str) -> None:
    reader = reads("/meetings/", way)
    page = reader.page
    reader.choose(page.locator("#f-party-ES"))
    expect(page).to_have_url(re.compile(r"\?party=ES$"))
    letter = page.get_by_role("link", name="Report an error on this page")
    expect(letter).to_have_attribute("href", re.compile("^mailto:.*party%3DES"))
    assert f"&body={page.url}\r\n" in unquote(letter.get_attribute("href") or "")
    reader.reach(letter)


@in_each_way
def test_another_language_shows_the_list_as_it_was_narrowed(reads: Reads, way: str) -> None:
    reader = reads("/meetings/", way)
    page = reader.page
    reader.choose(page.locator("#f-party-ES"))
    expect(page.locator("h1")).to_contain_text("meetings of Spain")
    count = counted(page)
    french = page.get_by_role("link", name="Français")
    expect(french).to_have_attribute("href", re.compile("party=ES"))
    reader.follow(french)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert counted(page) == count
