"""The three ways of a reader through the site: by mouse, by keyboard alone, and without a script. A step is the same in
each: what is pressed or clicked is counted."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

MOUSE, KEYBOARD, NO_SCRIPT = "mouse", "keyboard", "without script"

in_each_way = pytest.mark.parametrize("way", [MOUSE, KEYBOARD, NO_SCRIPT])
# Where there is nothing but links, a mouse does with a script what it does without one.
by_links = pytest.mark.parametrize("way", [KEYBOARD, NO_SCRIPT])
by_hand = pytest.mark.parametrize("way", [MOUSE, KEYBOARD])

type Reads = Callable[..., "Reader"]


class Reader:
    """`steps` counts clicks, or the presses of Enter and Space that stand for them; Tab is no step."""

    def __init__(self, page: Page, way: str) -> None:
        self.page, self.way, self.steps = page, way, 0

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Whatever is a link or a button."""
        self.steps += 1
        if self.way == KEYBOARD:
            self.reach(target)
            self.page.keyboard.press(key)
        else:
            target.click()

    def follow(self, link: Locator) -> None:
        """A link to another page, until that is there."""
        address = link.get_attribute("href") or ""
        self.press(link)
        self.page.wait_for_url(re.compile(re.escape(address) + "$"), wait_until="domcontentloaded")

    def choose(self, box: Locator) -> None:
        """A box among the filters of a list: with a script the list follows at once, without one it has a button."""
        before = self.page.url
        self.press(box, "Space")
        if self.way == NO_SCRIPT:
            self.press(self.page.get_by_role("button", name="Apply"))
        self.page.wait_for_url(lambda url: url != before, wait_until="domcontentloaded")

    def reach(self, target: Locator) -> None:
        """Whoever has left it by Tab comes back to it by Tab: it stands in the order of the keyboard, and is seen."""
        target.focus()
        self.page.keyboard.press("Shift+Tab")
        self.page.keyboard.press("Tab")
        expect(target).to_be_focused()
        expect(target).to_be_in_viewport()


def counted(page: Page) -> int:
    """As many rows as the sentence over a list says there are."""
    found = re.match(r"[\d,]+", page.locator("h1").inner_text())
    assert found, page.locator("h1").inner_text()
    return int(found[0].replace(",", ""))


def rows(page: Page) -> Locator:
    return page.locator("table.list tbody tr")


def titles(page: Page) -> list[str]:
    return rows(page).locator("a.t").all_inner_texts()
