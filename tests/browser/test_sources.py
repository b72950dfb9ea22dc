"""The numbers at facts: their sources open in place, by mouse and keyboard, and without a script they are links."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

MEETING = "/meetings/es-ma-gmmp-21/"


@pytest.fixture
def opened(browser: Browser, live_corpus: str) -> Iterator[Any]:
    """Opens a page: opened("/meetings/", width=360); at its end nothing may have been complained of."""
    contexts, complaints = [], []

    def open_page(path: str = MEETING, width: int = 1280, **options: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_corpus + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def card(page: Page) -> Locator:
    return page.get_by_role("dialog")


def mark(page: Page, action: int) -> Locator:
    return page.locator(f"#a{action} a.src").first


def test_a_number_opens_its_source_in_place(opened: Any) -> None:
    page = opened()
    mark(page, 11).click()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_contain_text("Action 11")
    expect(card(page)).to_contain_text("Maroc Radar")
    expect(card(page).get_by_role("link", name="Maroc Radar")).to_have_attribute("rel", "external")
    assert page.url.endswith(MEETING)


def test_it_lies_at_the_number_and_inside_the_window(opened: Any) -> None:
    page = opened()
    mark(page, 11).click()
    number, box = mark(page, 11).bounding_box(), card(page).bounding_box()
    assert number
    assert box
    assert min(abs(box["y"] - number["y"] - number["height"]), abs(number["y"] - box["y"] - box["height"])) < 16
    assert box["x"] <= number["x"] <= box["x"] + box["width"]
    assert 0 <= box["x"] <= 1280 - box["width"]


def test_on_a_phone_it_lies_at_the_foot_of_the_window(opened: Any) -> None:
    page = opened(width=360)
    mark(page, 11).click()
    box = card(page).bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(900, abs=2)


def test_the_keyboard_opens_it_and_escape_gives_the_focus_back(opened: Any) -> None:
    page = opened()
    mark(page, 11).focus()
    page.keyboard.press("Enter")
    expect(card(page)).to_be_focused()
    expect(mark(page, 11)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).not_to_be_visible()
    expect(mark(page, 11)).to_be_focused()
    expect(mark(page, 11)).not_to_have_attribute("aria-expanded", "true")


def test_one_is_open_at_a_time_and_a_second_press_closes_it(opened: Any) -> None:
    page = opened()
    mark(page, 10).click()
    mark(page, 9).click()
    expect(card(page)).to_have_count(1)
    expect(card(page)).to_contain_text("Action 9")
    mark(page, 9).click()
    expect(card(page)).not_to_be_visible()


def test_a_fact_without_a_source_of_its_own_shows_those_of_the_record(opened: Any) -> None:
    page = opened()
    page.locator(".dateline").get_by_role("link", name="record").click()
    expect(card(page)).to_contain_text("The record as a whole")
    expect(card(page).locator("li").first).to_be_visible()


def test_the_way_to_all_sources_closes_it(opened: Any) -> None:
    page = opened()
    mark(page, 11).click()
    card(page).get_by_role("link", name="All sources").click()
    expect(card(page)).not_to_be_visible()
    assert page.url.endswith("#sources")


def test_without_a_script_a_number_leads_to_the_list(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    mark(page, 11).click()
    assert page.url.endswith("#s4")
    assert card(page).count() == 0


@pytest.mark.parametrize(("path", "width"), [(MEETING, 1280), (MEETING, 360), (f"/ar{MEETING}", 768)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_with_its_sources_open_is_accessible(opened: Any, path: str, width: int, scheme: str) -> None:
    page = opened(path, width, color_scheme=scheme)
    mark(page, 11).click()
    expect(card(page)).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
