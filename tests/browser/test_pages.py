"""Every kind of page in a real browser: accessible, within its width, and quiet under the strict policy."""

from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.corpus import PAGES

WIDTHS = {"phone": 360, "tablet": 768, "laptop": 1280, "wide": 1920}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_every_window(at: Any, path: str) -> None:
    page = at(path)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} at {width} is {overflow} px too wide"
    for width, scheme in ((WIDTHS["phone"], "light"), (WIDTHS["laptop"], "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}, {width} px, {scheme}: {results.generate_report()}"
    assert page.locator("h1").count() == page.locator("main").count() == 1


def test_the_policy_blocks_nothing_of_our_own(at: Any) -> None:
    page = at("/about/")
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    for path in PAGES:
        page.goto(urljoin(page.url, path))
    assert [text for text in messages if "Content Security Policy" in text] == []


def test_the_menu_opens_on_a_phone_without_script(at: Any) -> None:
    page = at("/", WIDTHS["phone"], script=False)
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Bodies")
    assert not link.is_visible()
    page.get_by_text("Menu", exact=True).click()
    assert link.is_visible()


def test_the_keyboard_skips_to_the_content(at: Any) -> None:
    page = at("/meetings/es-ma-gmmp-21/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_21st_meeting_shows_all_that_is_known_of_it(at: Any) -> None:
    text = at("/meetings/es-ma-gmmp-21/").locator("main").inner_text()
    for fact in EVERYTHING:
        assert fact in text, fact
    assert text.count("Bourita") == text.count("Albares") == 1  # named as absent, in the notes alone


EVERYTHING = [
    "21st meeting, Madrid",
    "Moroccan-Spanish Permanent Joint Migration Group",
    "Friday 2 June 2023",
    "Senior officials",
    "Khalid Zerouali",
    "Director of Migration and Border Surveillance",
    "Karima Benyaich",
    "Moroccan Ambassador in Madrid",
    "Isabel Castro Fernández",
    "Secretary of State for Migration",
    "Rafael Pérez Ruiz",
    "Ángeles Moreno Bau",
    "Convene the Group's different joint subcommittees.",
    "second half of 2023",
    "Window passed 1,",
    "Step up information exchange",
    "Completed on time",
    "90 participants from 34 countries",
    "Recalled the King's instructions",
    "does not say by whom",
    "Rabat Process thematic meeting on humanised border management",
    "Previous in the series: 20th meeting, 6 May 2022",
    "Next in the series: 22nd meeting, 21 October 2024",
    "Unaccompanied minors",
    "Atalayar (source 1) gives no date",
    "El Faro de Ceuta",
]
