"""The desk, its queues, the lists and the entry page, as everybody must be able to use them."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk, served_desk

BODY = "Moroccan-Spanish Permanent Joint Migration Group"
# The menu stands beside the page from 1281 on.
SIZES = [(1400, 900, "dark"), (360, 780, "light")]


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with served_desk() as served:
        yield served


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}-{size[2]}")
def page(request: pytest.FixtureRequest, browser: Browser, desk: Desk) -> Iterator[Page]:
    width, height, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    context.set_default_timeout(15_000)
    yield desk.sit_down(context, "reviewer", role="Reviewer")
    context.close()


def test_axe_finds_nothing_on_the_desk_a_queue_a_list_and_the_entry_page(desk: Desk, page: Page) -> None:
    found = []
    for address in _addresses(desk, page):
        page.goto(address)
        expect(page.locator("h1").first).to_be_attached()
        page.wait_for_timeout(300)  # autocompletes become what they are once they are in view
        results = Axe().run(page)
        found += [f"{address}: {results.generate_report()}"] if results.violations_count else []
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{address} is wider than the screen"] if wide else []
    assert not found, "\n".join(found)


def test_a_record_is_found_from_anywhere_by_its_words_and_opened_by_keyboard(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Search the record")).to_be_focused()
    page.keyboard.type("moroccan-spanish 21")
    dialog = page.get_by_role("dialog", name="Search the record")
    expect(dialog.get_by_role("listitem").first).to_contain_text("21st meeting")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_ordinal")).to_have_value("21")


def _addresses(desk: Desk, page: Page) -> list[str]:
    page.goto(f"{desk.address}/admin/next-session/")
    body = page.locator("option", has_text=BODY).last.get_attribute("value")
    page.goto(f"{desk.address}/admin/")
    queue = page.locator("a[href*='/admin/desk/']").first.get_attribute("href")
    record = "/admin/agreements/meeting/"
    asked = [
        "/admin/",
        queue,
        "/admin/desk/unmapped-words/",
        record,
        "/admin/agreements/person/",
        "/admin/next-session/",
        f"{record}add/",
    ]
    return [f"{desk.address}{path}" for path in [*asked, f"{record}add/?next_of={body}"]]
