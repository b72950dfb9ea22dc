"""Unsaved work outlives the tab, the login and the server, and two editors lose nothing to each other."""

import re
import signal
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from tests.browser.desk import Desk

ADD = "/admin/agreements/meeting/add/"
DRAFT = """
from agreements.models import *
from tests.world import *
record = meeting(title={title!r}, city="Madrid", publication="draft", slug={slug!r})
participant(delegation=delegation(meeting=record), person=person("Khalid Zerouali", slug={slug!r}), post="Director")
action(meeting=record, text="Hold a seminar.", number=1)
print("key", record.pk)
"""
# A picture that comes late, and all that waits for the page with it.
SLOW = """addEventListener("DOMContentLoaded", () => {
    const late = new Image();
    late.src = "/held.png";
    document.body.append(late);
});"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, desk: Desk) -> Page:
    return desk.sit_down(context)


def draft_of(desk: Desk, title: str) -> str:
    """A draft, and the address of its page."""
    said = desk.shell.run(DRAFT.format(title=title, slug=re.sub(r"\W+", "-", title.lower())))
    found = re.search(r"^key (\d+)$", said, re.MULTILINE)
    assert found
    return f"{desk.address}/admin/agreements/meeting/{found[1]}/change/"


def add_row(page: Page, rows: str) -> None:
    """By its key: what comes into view meanwhile moves the button from below a mouse."""
    page.locator(f"#{rows}-data > .form-actions .add-row").press("Enter")


def type_some(page: Page) -> None:
    page.locator("#id_title").fill("Talks that were interrupted")
    add_row(page, "positions")
    page.locator("#id_positions-0-text").fill("Called for more.")
    page.wait_for_function("Object.values(localStorage).some((work) => work.includes('Called for more.'))")


def give_back(page: Page) -> None:
    expect(page.get_by_text(re.compile("Work typed here on .* was not saved"))).to_be_visible()
    page.get_by_role("button", name="Give it back").click()
    expect(page.get_by_text("What you had typed is back")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Talks that were interrupted")
    expect(page.locator("#id_positions-0-text")).to_have_value("Called for more.")


def test_work_in_a_closed_tab_is_given_back_and_forgotten_once_saved(
    context: BrowserContext, page: Page, desk: Desk
) -> None:
    address = draft_of(desk, "Closed tab")
    page.goto(address)
    type_some(page)
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(address)
    give_back(again)
    again.get_by_role("button", name="Save and continue editing").click()
    expect(again.get_by_text("was changed successfully")).to_be_visible()
    again.wait_for_function("!Object.keys(localStorage).some((name) => name.startsWith('kept-work:'))")
    expect(again.locator("#kept-work")).to_be_hidden()
    expect(again.locator("#id_title")).to_have_value("Talks that were interrupted")


def test_what_was_typed_while_the_page_was_still_loading_is_kept(page: Page, desk: Desk) -> None:
    page.add_init_script(SLOW)
    held: list[Route] = []
    page.route("**/held.png", lambda route: held.append(route))
    page.goto(f"{desk.address}{ADD}", wait_until="domcontentloaded")
    page.locator("#id_title").fill("Typed early")
    assert page.evaluate("document.readyState") == "interactive"
    held[0].abort()
    page.wait_for_load_state()
    page.wait_for_timeout(300)
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/held.png")
    page.goto(f"{desk.address}{ADD}")
    page.get_by_role("button", name="Give it back").click()
    expect(page.locator("#id_title")).to_have_value("Typed early")


def test_work_saved_after_the_login_expired_is_given_back_after_the_next_one(
    context: BrowserContext, page: Page, desk: Desk
) -> None:
    page.goto(f"{desk.address}{ADD}")
    type_some(page)
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("login"))
    again = desk.sit_down(context)
    again.goto(f"{desk.address}{ADD}")
    give_back(again)


def test_work_is_given_back_after_the_server_was_killed_in_mid_edit(page: Page, desk: Desk) -> None:
    address = draft_of(desk, "Killed server")
    page.goto(address)
    type_some(page)
    desk.shell.end()
    desk.site.end(signal.SIGKILL)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#meeting_form")).to_be_hidden()
    desk.site.start()
    page.goto(address)
    give_back(page)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def test_nobody_else_is_offered_the_work(context: BrowserContext, page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}{ADD}")
    type_some(page)
    page.close(run_before_unload=False)
    other = desk.sit_down(context, "somebody")
    other.goto(f"{desk.address}{ADD}")
    expect(other.locator("#meeting_form")).to_be_visible()
    other.wait_for_timeout(500)
    expect(other.locator("#kept-work")).to_be_hidden()


def test_leaving_with_changes_asks_first_and_without_them_does_not(page: Page, desk: Desk) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(f"{desk.address}{ADD}")
    page.wait_for_timeout(300)
    page.goto(f"{desk.address}/admin/")
    assert asked == []
    page.goto(f"{desk.address}{ADD}")
    type_some(page)
    page.goto(f"{desk.address}/admin/")
    assert asked == ["beforeunload"]


def test_two_editors_in_two_browsers_lose_nothing(browser: Browser, desk: Desk) -> None:
    address = draft_of(desk, "Two editors")
    contexts = [browser.new_context(viewport={"width": 1280, "height": 900}) for _ in range(2)]
    first, second = (desk.sit_down(context, name) for context, name in zip(contexts, ("amina", "bilal"), strict=True))
    for page in (first, second):
        page.goto(address)
    first.locator("#id_city").fill("Rabat")
    first.locator("#id_venue").evaluate("(field) => { field.closest('details').open = true }")
    first.locator("#id_venue").fill("Palace")
    first.locator("#id_delegations-0-participants-0-post").fill("Director of Migration")
    add_row(first, "actions")
    first.locator("#id_actions-1-text").fill("Meet again.")
    first.get_by_role("button", name="Save and continue editing").click()
    expect(first.get_by_text("was changed successfully")).to_be_visible()

    second.locator("#id_city").fill("Ceuta")
    second.locator("#id_actions-0-text").fill("Hold two seminars.")
    add_row(second, "positions")
    second.locator("#id_positions-0-text").fill("Called for more.")
    second.get_by_role("button", name="Save and continue editing").click()
    expect(second.get_by_role("heading", name=re.compile("amina saved this record at"))).to_be_visible()
    expect(second.locator("#id_city")).to_have_value("Ceuta")
    expect(second.locator("#id_positions-0-text")).to_have_value("Called for more.")
    rows = second.locator(".asked tbody tr")
    expect(rows).to_have_count(4)
    results = Axe().run(second)
    assert results.violations_count == 0, results.generate_report()
    rows.filter(has_text="both of you changed it").get_by_label("Keep mine").check()
    second.get_by_role("button", name="Save and continue editing").click()
    expect(second.get_by_text("was changed successfully")).to_be_visible()
    found = {name: second.locator(f"#id_{name}").input_value() for name in ("city", "venue", "actions-0-text")}
    found |= {name: second.locator(f"#id_{name}").input_value() for name in ("actions-1-text", "positions-0-text")}
    assert found == {
        "city": "Ceuta",
        "venue": "Palace",
        "actions-0-text": "Hold two seminars.",
        "actions-1-text": "Meet again.",
        "positions-0-text": "Called for more.",
    }
    expect(second.locator("#id_delegations-0-participants-0-post")).to_have_value("Director of Migration")
    for context in contexts:
        context.close()
