"""The 21st Moroccan-Spanish meeting entered by keyboard alone, from the desk to "in review", the keys counted."""

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import KEY, Desk, served_desk

NEW_PERSON = "Karima Benyaich"
FORGET = f"""
from agreements.models import *
Meeting.objects.filter(slug__in=["{KEY}", "es-ma-gmmp-22"]).update(publication="draft")
Meeting.objects.filter(slug__in=["{KEY}", "es-ma-gmmp-22"]).delete()
Person.objects.filter(participations=None).delete()
"""
TELL = """
from agreements.models import *
entered = Meeting.objects.latest("pk")
seats = Participant.objects.filter(delegation__meeting=entered)
print("entered", entered.slug, entered.publication, entered.date, seats.count(), entered.actions.count(),
    entered.positions.count(), entered.citations.count(), entered.city, entered.country_id,
    seats.filter(citations=None).count(), entered.actions.filter(citations=None).count(), sep="|")
print("seats", *sorted(str(seat) for seat in seats), sep="|")
"""
MOST_TABS = 60


class Keys:
    """What an editor presses, one by one."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.typed, self.loads = page, 0, 0, 0
        page.on("framenavigated", self._loaded)

    def _loaded(self, frame: Any) -> None:
        self.loads += frame == self.page.main_frame

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.typed += len(words)

    def tab_to(self, wanted: str) -> None:
        """Forward until the cursor is in what the selector names."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("wanted => Boolean(document.activeElement?.matches(wanted))", wanted):
                return
            self.press("Tab")
        pytest.fail(f"{wanted} is not reached with {MOST_TABS} tabs")

    def choose(self, words: str, offered: str) -> None:
        """In an autocomplete: typing opens it, Enter takes what stands first."""
        self.type(words)
        first = self.page.locator(".select2-results__option--highlighted")
        expect(first).to_contain_text(offered)
        self.press("Enter")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with served_desk() as served:
        served.shell.run(FORGET)
        yield served


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield desk.sit_down(context, "editor", role="Editor")
    context.close()


def test_the_21st_meeting_is_entered_and_handed_in_by_keyboard_alone(desk: Desk, page: Page) -> None:
    keys = Keys(page)
    page.goto(f"{desk.address}/admin/")
    _begin(keys)
    _sources(keys, desk.meeting["sources"][:3])
    _seats(keys)
    for action in desk.meeting["actions"][:10]:
        _action(keys, action)
    for position in desk.meeting["positions"][:4]:
        _position(keys, position)
    _when_and_where(keys)
    keys.press("Alt+Shift+H")
    expect(page.get_by_text("was added successfully")).to_be_visible()
    said = desk.shell.run(TELL)
    assert "entered|es-ma-gmmp-21|in-review|2 June 2023|5|10|4|3|Madrid|ES|0|0" in said
    assert f"seats|Isabel Castro Fernández|{NEW_PERSON}|Khalid Zerouali|Rafael Pérez Ruiz|Ángeles Moreno Bau" in said
    sys.stdout.write(f"\n{keys.loads} page loads, {keys.typed} letters, {keys.pressed} other keys\n")
    assert keys.loads == 4, "the desk, whose session, the page itself, and what it led to"


def test_what_is_to_be_mended_is_listed_and_gone_to(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/agreements/meeting/add/")
    page.locator("#id_title").fill("Talks")
    page.locator("#id_date").fill("30 February 2023")
    page.keyboard.press("Alt+Shift+A")
    page.keyboard.type("Meet again.")
    page.locator("[name=actions-0-due]").fill("31 June 2024")
    page.keyboard.press("Control+s")
    listed = page.locator(".to-mend li")
    expect(listed).to_have_count(3)
    expect(page.locator("#id_date")).to_have_value("30 February 2023")
    listed.filter(has_text=re.compile("Agreed action")).get_by_role("link").click()
    expect(page.locator("[name=actions-0-due]")).to_be_focused()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_sections_are_counted_folded_and_gone_to(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/agreements/meeting/add/")
    sections = page.get_by_role("navigation", name="Sections")
    expect(sections.get_by_role("link", name="Positions (0)")).to_be_visible()
    page.keyboard.press("Alt+Shift+O")
    expect(sections.get_by_role("link", name="Positions (1)")).to_be_visible()
    expect(page.locator("[name=positions-0-text]")).to_be_focused()
    page.get_by_role("button", name="Positions", exact=True).click()
    expect(page.locator("[name=positions-0-text]")).to_be_hidden()
    page.keyboard.press("Alt+Shift+Digit5")
    expect(page.locator("[name=positions-0-text]")).to_be_focused()


def _begin(keys: Keys) -> None:
    keys.tab_to("a[href$='/next-session/']")
    keys.press("Enter")
    expect(keys.page.locator("#id_body")).to_be_visible()
    keys.tab_to("#id_body")
    keys.type("Moroccan-Spanish Permanent")
    keys.tab_to("form button[type=submit]")
    keys.press("Enter")
    expect(keys.page.locator("#id_ordinal")).to_have_value("21")


def _sources(keys: Keys, sources: list[dict[str, Any]]) -> None:
    keys.press("Alt+Shift+Digit2")
    for number, source in enumerate(sources):
        if number:
            keys.press("Alt+Shift+S")
        keys.tab_to(f"[name=citations-{number}-url]")
        keys.type(source["url"])
        for name in ("title", "publisher", "kind", "language"):
            keys.tab_to(f"[name=citations-{number}-{name}]")
            if name == "kind":
                keys.type(source["kind"])
            elif source.get(name):
                keys.page.keyboard.press("Control+a")
                keys.type(source[name])


def _seats(keys: Keys) -> None:
    """Spain: one struck, one there again, the third with another post; one pasted. Morocco: one again, one new."""
    keys.press("Alt+Shift+Digit3")
    keys.tab_to("[name=delegations-0-participants-0-again]")
    keys.press("Tab", "Enter")  # strike
    keys.press("Space")
    _cite(keys)
    keys.tab_to(".again input:not(:checked)")
    keys.press("Space")
    keys.press("Alt+Shift+L")
    keys.type("Isabel Castro Fernández, Secretary of State for Migration")
    keys.press("Control+Enter")
    expect(keys.page.locator("[name=delegations-0-participants-2-post]")).to_have_value(
        "Secretary of State for Migration"
    )
    keys.tab_to("[name=delegations-0-participants-2-cited], .add-row")
    keys.press("Alt+Shift+D")
    keys.tab_to("[name=delegations-1-participants-0-again]")
    keys.press("Space")
    _cite(keys)
    keys.press("Alt+Shift+P")
    keys.choose(NEW_PERSON, f"New: {NEW_PERSON}")
    keys.tab_to("[name=delegations-1-participants-1-post]")
    keys.type("Moroccan Ambassador in Madrid")


def _cite(keys: Keys) -> None:
    """The first source, where none is taken over from the row before."""
    keys.tab_to("[name$='-cited']")
    if not keys.page.evaluate("document.activeElement.value"):
        keys.press("ArrowDown")


def _action(keys: Keys, action: dict[str, Any]) -> None:
    keys.press("Alt+Shift+A")
    keys.type(action["text"])
    keys.tab_to("[name$='-responsible']")
    keys.press("Space", "Tab", "Space")
    _cite(keys)
    if action.get("due_phrase"):
        keys.tab_to("[name$='-due']")
        keys.type(action["due_phrase"])


def _position(keys: Keys, position: dict[str, Any]) -> None:
    keys.press("Alt+Shift+O")
    keys.type(position["text"])
    keys.tab_to("[name$='-parties']")
    keys.press("Space")
    _cite(keys)


def _when_and_where(keys: Keys) -> None:
    keys.press("Alt+Shift+Digit1")
    keys.tab_to("#id_date")
    keys.type("2 June 2023")
    keys.tab_to("#id_city")
    keys.type("Madrid")
    keys.tab_to(".row-country .select2-selection")
    keys.choose("Spain", "Spain")


def test_a_name_like_one_in_the_record_is_told_while_it_is_typed(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/agreements/person/add/")
    page.locator("#id_name").press_sequentially("Khaled Zarouali")
    told = page.locator(".row-name .alike")
    expect(told).to_contain_text("Khalid Zerouali")
    expect(told).to_contain_text("Director of Migration and Border Surveillance")


def test_a_meeting_within_days_is_told_below_the_date(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/next-session/")
    page.locator("#id_body").select_option(label="Moroccan-Spanish Permanent Joint Migration Group (ES-MA)")
    page.get_by_role("button", name="Enter its next session").click()
    page.locator("#id_date").fill("5 May 2022")
    page.locator("#id_date").press("Tab")
    expect(page.locator(".row-date .alike")).to_contain_text("20th meeting (6 May 2022)")
