"""The one box on every page, and what it leads to."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_pages import WIDTHS


def box(page: Page) -> Any:
    return page.locator("#find")


def accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_name_is_chosen_by_keyboard_while_typing(at: Any) -> None:
    page = at("/about/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("zer")
    option = page.get_by_role("option", name="Khalid Zerouali")
    expect(option).to_be_visible()
    expect(page.locator("form[data-suggest] [role=status]")).to_contain_text("suggestion")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    assert box(page).get_attribute("aria-activedescendant") == option.get_attribute("id")
    accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/khalid-zerouali/")


def test_a_name_is_chosen_by_pointer(at: Any) -> None:
    page = at("/about/", WIDTHS["phone"])
    box(page).press_sequentially("mor spa")
    page.get_by_role("option", name="Morocco and Spain").click()
    page.wait_for_url("**/relations/es-ma/")


def test_escape_puts_the_suggestions_away_and_enter_searches(at: Any) -> None:
    page = at("/")
    box(page).press_sequentially("zerouali")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("zerouali")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=zerouali")
    expect(box(page)).to_have_value("zerouali")


def test_a_slash_typed_into_another_field_stays_there(at: Any) -> None:
    page = at("/meetings/")
    field = page.locator("#f-q")
    field.focus()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")


def test_the_search_works_without_script(at: Any) -> None:
    page = at("/people/", WIDTHS["phone"], script=False)
    box(page).fill("mineurs")
    page.get_by_role("button", name="Search").click()
    assert "results for “mineurs”" in page.locator("h1").inner_text()
    page.get_by_role("navigation", name="Kinds of results").get_by_role("link", name="Meetings").click()
    assert "meetings for “mineurs”" in page.locator("h1").inner_text()
    expect(box(page)).to_have_value("mineurs")


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=mineurs",
        "/search/?q=Zeruali",
        "/search/",
        "/search/?q=minors&kind=animal",
        "/ar/search/?q=%D8%A7%D9%84%D8%AD%D8%AF%D9%88%D8%AF",
    ],
)
def test_the_results_are_accessible_and_fit_every_window(at: Any, path: str) -> None:
    page = at(path)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} at {width} is {overflow} px too wide"
    for width, scheme in ((WIDTHS["phone"], "light"), (WIDTHS["laptop"], "light"), (WIDTHS["laptop"], "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        accessible(page)
    assert page.locator("h1").count() == 1


def test_the_box_stays_visible_on_a_phone_while_the_navigation_is_folded(at: Any) -> None:
    page = at("/ar/", WIDTHS["phone"])
    expect(box(page)).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()
