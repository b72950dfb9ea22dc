"""Which actions between Morocco and Spain on unaccompanied minors are past their window, who agreed them, and what does
the source say? In three clicks from the home page."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.ways import KEYBOARD, NO_SCRIPT, Reads, by_hand, by_links, counted, in_each_way, rows, titles

PAST = ("overdue or whose window has passed unassessed", "between Morocco and Spain", "on unaccompanied minors")
ANSWER = "/actions/?topic=minors&relation=es-ma&timing=overdue&timing=window-passed"
OVERDUE = "Build two centres in Morocco (Nador and Beni Mellal) for unaccompanied minors returned from Spain."


def is_the_answer(page: Page) -> None:
    for words in PAST:
        expect(page.locator("h1")).to_contain_text(words)
    expect(page.get_by_role("link", name=OVERDUE)).to_be_visible()
    standing = rows(page).locator(".due strong").all_inner_texts()
    assert len(standing) == counted(page) > 1
    assert all(words.startswith(("Overdue by", "Window passed")) for words in standing), standing


@in_each_way
def test_by_the_topic_it_takes_three_steps_from_home(reads: Reads, way: str) -> None:
    reader = reads("/", way)
    page = reader.page
    reader.follow(page.get_by_role("navigation", name="Main").get_by_role("link", name="Topics"))
    reader.follow(page.locator("main").get_by_role("link", name="Unaccompanied minors"))
    pair = page.locator("table.between tr", has=page.get_by_role("link", name="Morocco and Spain"))
    reader.follow(pair.locator('[data-label="Windows that passed"] a'))
    is_the_answer(page)
    assert reader.steps == 3


@by_hand
def test_by_the_relation_it_takes_three_steps_from_home(reads: Reads, way: str) -> None:
    reader = reads("/", way)
    page = reader.page
    reader.follow(page.locator("ol.strips").get_by_role("link", name="Morocco and Spain", exact=True))
    reader.follow(page.get_by_role("link", name="Windows that passed"))
    reader.choose(page.get_by_label("Unaccompanied minors"))
    is_the_answer(page)
    assert reader.steps == 3


def test_the_address_of_the_answer_gives_somebody_else_the_same_rows(reads: Reads, at: Any) -> None:
    page = reads("/relations/es-ma/").page
    page.get_by_role("link", name="Windows that passed").click()
    page.get_by_label("Unaccompanied minors").check()
    is_the_answer(page)
    shared = page.url[page.url.index("/actions/") :]
    other: Page = at(shared)
    assert titles(other) == titles(page)
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()


@by_links
def test_who_agreed_it_is_two_steps_from_its_row(reads: Reads, way: str) -> None:
    reader = reads(ANSWER, way)
    page = reader.page
    reader.follow(page.get_by_role("link", name=OVERDUE))
    expect(page.locator("h1")).to_have_text(OVERDUE)
    reader.follow(page.locator("ol.kicker").get_by_role("link", name="6th meeting"))
    delegations = page.get_by_role("region", name="Delegations")
    for name in ("Khalid Zerouali", "Mohieddine Amzazi", "Consuelo Rumí", "Antonio Camacho"):
        expect(delegations.get_by_role("link", name=name)).to_be_visible()
    assert page.url.endswith("#a1")  # at the action itself, below who agreed it
    expect(page.locator("#a1")).to_be_in_viewport()
    assert reader.steps == 2


@by_links
def test_who_agreed_it_has_a_page_of_the_other_meetings(reads: Reads, way: str) -> None:
    reader = reads("/meetings/es-ma-gmmp-06/", way)
    reader.follow(reader.page.get_by_role("region", name="Delegations").get_by_role("link", name="Khalid Zerouali"))
    back = reader.page.get_by_role("row", name=re.compile("6th meeting.*2 December 2005"))
    reader.follow(back.get_by_role("link", name="6th meeting"))


def mark(page: Page) -> Locator:
    return page.locator(".dateline a.src").first


@in_each_way
def test_what_the_source_says_is_read_at_its_mark(reads: Reads, way: str) -> None:
    reader = reads("/actions/es-ma-gmmp-06-a1/", way)
    page = reader.page
    reader.press(mark(page))
    shown = page.locator("#s1") if way == NO_SCRIPT else page.get_by_role("dialog")
    expect(shown).to_be_in_viewport()
    for words in ("España edificará en Marruecos dos centros", "El País", "Spanish", "3 December 2005", "Press"):
        expect(shown).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("“estarán terminados en dos años”")


def test_a_source_opened_by_keyboard_gives_the_focus_back(reads: Reads) -> None:
    reader = reads("/actions/es-ma-gmmp-06-a1/", KEYBOARD)
    page = reader.page
    reader.press(mark(page))
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    expect(mark(page)).to_be_focused()
