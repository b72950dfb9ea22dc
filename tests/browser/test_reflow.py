"""At 400 % a screen of 1280 px has 320: everything is read downwards, and what is wider scrolls inside itself."""

from typing import Any
from urllib.parse import urljoin

from tests.browser.corpus import PAGES


def test_no_page_is_wider_than_a_screen_at_400_percent(at: Any) -> None:
    page = at("/about/", width=320)
    wide = {}
    for path in PAGES:
        page.goto(urljoin(page.url, path))
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over
    assert not wide, f"{len(wide)} of {len(PAGES)} pages are too wide, by px: {wide}"
