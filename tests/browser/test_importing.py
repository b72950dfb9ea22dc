"""A thousand untidy agreements, from the file to the record, as a reviewer brings them."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk
from tests.corpus.labour_agreements import Listed


def passes_axe(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_a_list_of_a_thousand_agreements_is_brought_tried_and_imported(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    listed = Listed()
    file = tmp_path / "labour agreements.csv"
    file.write_bytes(listed.as_csv())
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = desk.sit_down(context, "importer", "Reviewer")
    page.goto(f"{desk.address}/admin/import/")
    page.get_by_label("What it holds").select_option("agreements")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Go on").click()

    page.get_by_label("Order of day and month").select_option("dmy")
    page.get_by_label("Subject", exact=True).select_option("labour-mobility")
    page.get_by_label("Address of the source").fill("https://example.org/labour-agreements")
    passes_axe(page)
    page.get_by_role("button", name="Try it").click()

    expect(page.get_by_role("link", name=f"New {len(listed.expected)}")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("link", name=f"Repeated {listed.repeated}")).to_be_visible()
    passes_axe(page)
    page.get_by_role("link", name=f"Refused {listed.refused}").click()
    expect(page.get_by_text("No party is called “Republic of Nowhere”.").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name=re.compile("^Import 970 records")).click()

    expect(page.get_by_role("heading", name="Imported", exact=True)).to_be_visible(timeout=60_000)
    page.goto(f"{desk.address}/admin/agreements/agreement/?q=seasonal no. {_of_seasonal(listed)}")
    expect(page.get_by_role("row", name=re.compile("Memorandum on seasonal workers")).first).to_be_visible()
    context.close()


def _of_seasonal(listed: Listed) -> str:
    return next(title.rpartition(" ")[2] for _parties, title, _signed in listed.expected if "seasonal" in title)
