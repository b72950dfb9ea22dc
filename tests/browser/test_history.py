"""What was changed is read in the history, taken back there, and what was deleted put back, by an editor's hands."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk

MADE = """
from django.db import transaction
from agreements.models import *
meeting = Meeting.objects.get(slug="es-ma-gmmp-21")
with transaction.atomic():
    held = Meeting.objects.create(slug="told-talks", title="Talks on visas in the spring", relation=meeting.relation)
    delegation = Delegation.objects.create(meeting=held, party_id="MA")
    for place, post in enumerate(("Wali of Oriental", "Governor of Nador")):
        Participant.objects.create(delegation=delegation, post=post, position=place)
print("draft", held.pk, held.delegations.get().participants.get(post="Wali of Oriental").pk)
"""


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield desk.sit_down(context, "teller", "Editor")
    context.close()


def passes_axe(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_an_editor_takes_back_a_change_a_lost_row_and_a_deleted_draft(desk: Desk, page: Page) -> None:
    said = desk.shell.run(MADE)
    meeting, seat = next(line for line in said.splitlines() if line.startswith("draft ")).split()[1:]
    record = f"{desk.address}/admin/agreements/meeting/{meeting}"
    page.goto(f"{record}/change/")
    page.locator("#id_title").fill("Talks on visas in the autumn")
    page.locator("[name=_note]").fill("The communiqué says so.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    _delete(page, f"{desk.address}/admin/agreements/participant/{seat}", "Was not there.")

    page.goto(f"{record}/history/")
    expect(page.get_by_text("The communiqué says so.")).to_be_visible()
    expect(page.locator("ins", has_text="autumn")).to_be_visible()
    passes_axe(page)
    page.get_by_role("button", name="Put it back: Participant Wali of Oriental").click()
    expect(page.get_by_text("It is back.")).to_be_visible()

    page.get_by_role("link", name="Version 1", exact=True).click()
    passes_axe(page)
    page.get_by_role("link", name="Make this the current version").click()
    passes_axe(page)
    page.get_by_role("button", name="Make this the current version").click()
    expect(page.locator("ins", has_text="spring").first).to_be_visible()

    _delete(page, record, "Entered twice.")
    page.goto(f"{desk.address}/admin/")
    page.get_by_role("link", name="Deleted records").click()
    expect(page.get_by_text("Entered twice.")).to_be_visible()
    passes_axe(page)
    page.get_by_role("link", name="Talks on visas in the spring").click()
    expect(page.get_by_text("Governor of Nador").first).to_be_visible()
    passes_axe(page)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#id_title")).to_have_value("Talks on visas in the spring")


def _delete(page: Page, record: str, why: str) -> None:
    page.goto(f"{record}/delete/")
    passes_axe(page)
    page.get_by_label("Why it is deleted").fill(why)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("was deleted successfully")).to_be_visible()
