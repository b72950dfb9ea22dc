"""Narrowing a list, and coming back to it: filters, chips, years, order and rows in each of a reader's ways."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ways import KEYBOARD, NO_SCRIPT, Reads, by_hand, counted, in_each_way, rows, titles

EMPTY = "/meetings/?party=MA&party=ES&topic=minors&q=satellites"


def beside(page: Page, box: str) -> int:
    """The number beside a box: as many rows as choosing it gives."""
    found = re.search(r"(\d+)\s*$", page.locator("label", has=page.locator(box)).inner_text())
    assert found
    return int(found[1])


@in_each_way
def test_a_box_gives_as_many_rows_as_stand_beside_it(reads: Reads, way: str) -> None:
    reader = reads("/meetings/", way)
    page = reader.page
    promised, all_held = beside(page, "#f-party-MA"), beside(page, "#f-status-held")
    reader.choose(page.locator("#f-party-MA"))
    expect(page.locator("h1")).to_contain_text(f"{promised} meetings of Morocco")
    expect(page).to_have_title(f"{page.locator('h1').inner_text()} · Migration Agreements Tracker")
    assert beside(page, "#f-status-held") < all_held


@in_each_way
def test_a_chip_takes_its_filter_away_and_leaves_the_others(reads: Reads, way: str) -> None:
    reader = reads("/meetings/?party=MA&party=ES", way)
    page = reader.page
    reader.follow(page.get_by_role("link", name="Remove Spain"))
    expect(page.locator(".chip")).to_have_text(["Remove Morocco"])
    expect(page.locator("#f-party-MA")).to_be_checked()
    expect(page.locator("#f-party-ES")).not_to_be_checked()


@by_hand
def test_all_filters_are_cleared_at_once(reads: Reads, way: str) -> None:
    reader = reads("/meetings/?party=MA&topic=minors", way)
    reader.follow(reader.page.get_by_role("link", name="Clear all"))
    expect(reader.page.locator(".chip")).to_have_count(0)


def test_a_reload_and_a_way_there_and_back_keep_what_was_chosen(reads: Reads) -> None:
    page = reads("/meetings/?party=MA").page
    page.locator("#f-party-ES").check()
    expect(page.locator("h1")).to_contain_text("of Morocco and Spain")
    sentence, shown = page.locator("h1").inner_text(), titles(page)
    page.reload()
    assert (page.locator("h1").inner_text(), titles(page)) == (sentence, shown)
    rows(page).locator("a.t").first.click()
    expect(page.locator("table.list tbody tr")).to_have_count(0)
    page.go_back()
    expect(page.locator("h1")).to_have_text(sentence)
    expect(page.locator("#f-party-ES")).to_be_checked()
    assert titles(page) == shown


@in_each_way
def test_the_two_ends_of_the_years_are_typed(reads: Reads, way: str) -> None:
    reader = reads("/meetings/", way)
    page = reader.page
    page.locator("#f-from").fill("2020")
    page.locator("#f-to").fill("2022")
    if way == KEYBOARD:
        page.keyboard.press("Enter")
    else:
        reader.press(page.get_by_role("button", name="Apply"))
    expect(page.locator("h1")).to_contain_text("since 2020 until 2022")
    expect(page.locator("#f-to")).to_have_value("2022")


@in_each_way
def test_a_bar_of_the_years_narrows_to_as_many_rows_as_it_names(reads: Reads, way: str) -> None:
    reader = reads("/meetings/", way)
    page = reader.page
    bar = page.locator('[data-year="2023"]')
    promised = (bar.locator("title").text_content() or "").split(": ")[1]
    if way == KEYBOARD:
        bar.focus()
        page.keyboard.press("Enter")
    else:
        bar.locator(".reach").click()
    expect(page.locator("h1")).to_contain_text(f"{promised} meetings since 2023 until 2023")


def test_the_right_handle_moves_the_end_of_the_years(reads: Reads) -> None:
    page = reads("/meetings/?party=MA").page
    handle = page.locator("#s-to")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    chosen = handle.input_value()
    expect(page.locator("#f-to")).to_have_value(chosen)
    expect(page.locator("h1")).to_contain_text(f"until {chosen}")
    expect(page).to_have_url(re.compile(rf"to={chosen}$"))


@in_each_way
def test_the_head_of_a_column_sorts_and_turns_round(reads: Reads, way: str) -> None:
    reader = reads("/meetings/?relation=es-ma", way)
    page = reader.page
    head = page.get_by_role("columnheader", name="Date")
    expect(head).to_have_attribute("aria-sort", "descending")
    latest_first = titles(page)
    reader.follow(head.get_by_role("link"))
    expect(head).to_have_attribute("aria-sort", "ascending")
    dated = [row for row in rows(page).locator("td:nth-child(2)").all_inner_texts() if re.fullmatch(r".* \d{4}", row)]
    years = [int(text[-4:]) for text in dated]
    assert years == sorted(years)
    reader.follow(head.get_by_role("link"))
    expect(head).to_have_attribute("aria-sort", "descending")
    assert titles(page) == latest_first


@in_each_way
def test_there_are_as_many_rows_a_page_as_chosen_and_the_next_go_on(reads: Reads, way: str) -> None:
    reader = reads("/meetings/", way)
    page = reader.page
    reader.follow(page.get_by_role("link", name="25 a page"))
    expect(rows(page)).to_have_count(25)
    first = titles(page)
    reader.follow(page.get_by_role("link", name="Next"))
    expect(page.locator(".pager")).to_contain_text(f"26 to 50 of {counted(page)}")
    assert len(titles(page)) == 25
    assert titles(page) != first


@by_hand
def test_compact_rows_are_lower(reads: Reads, way: str) -> None:
    reader = reads("/meetings/?relation=es-ma", way)
    page = reader.page
    tall = page.locator("table.list").bounding_box()
    reader.follow(page.get_by_role("link", name="Compact"))
    expect(page.locator("table.list.compact")).to_be_visible()
    low = page.locator("table.list").bounding_box()
    assert low
    assert tall
    assert low["height"] < 0.8 * tall["height"]


@in_each_way
def test_an_empty_list_names_the_filter_to_drop(reads: Reads, way: str) -> None:
    reader = reads(EMPTY, way)
    page = reader.page
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    out = page.get_by_role("link", name=re.compile(r"Without “Words”: \d+ meetings"))
    promised = re.search(r": (\d+)", out.inner_text())
    reader.follow(out)
    assert promised
    expect(page.locator("h1")).to_contain_text(f"{promised[1]} meetings of Morocco and Spain on unaccompanied minors")
    if way != NO_SCRIPT:
        expect(page.locator("#announcement")).to_have_text(page.locator("h1").inner_text())


@pytest.mark.parametrize("step", ["Remove Spain", "Compact", "Earliest first"])
def test_every_change_is_said_to_who_cannot_see_it(reads: Reads, step: str) -> None:
    page = reads("/meetings/?party=ES").page
    expect(page.get_by_role("status").first).to_be_empty()
    page.get_by_role("link", name=step).click()
    expect(page.locator("#announcement")).to_contain_text("meetings")


@pytest.mark.parametrize(
    ("pressed", "goes_on_at"),
    [("Date", "Date"), ("Compact", "Compact"), ("Next", "meetings of Spain"), ("Remove Spain", "meetings")],
)
def test_the_keyboard_goes_on_where_it_was(reads: Reads, pressed: str, goes_on_at: str) -> None:
    reader = reads("/meetings/?party=ES&per_page=25", KEYBOARD)
    reader.follow(reader.page.locator("#list").get_by_role("link", name=pressed, exact=True))
    expect(reader.page.locator("#list :focus")).to_contain_text(goes_on_at)
