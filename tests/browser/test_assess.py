"""After a meeting: three actions assessed in one go, another by one click, and the queue is settled."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk

# Of a relation that no other test looks at.
CAST = """
from agreements.models import AgreedAction, Citation, Meeting, Relation, Source
relation = Relation.objects.create(a_id="NO", b_id="PH")
named = {"slug": "no-ph-2019", "title": "Labour talks", "date": "2019"}
met = Meeting.objects.create(relation=relation, publication="published", **named)
source = Source.objects.create(url="https://example.org/labour-talks", title="Joint statement")
Citation.objects.create(meeting=met, source=source, position=1)
texts = ("Open an office", "Hold a seminar", "Exchange lists", "Name focal points", "Meet again")
for number, text in enumerate(texts, 1):
    AgreedAction.objects.create(meeting=met, number=number, text=text, due="2020")
print("met", met.pk)
"""


# One button, pressed by five people at the same moment.
FIVE_AT_ONCE = """async (form) => {
    const press = () => fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    await Promise.all([press(), press(), press(), press(), press()]);
}"""


def passes_axe(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_three_actions_are_assessed_after_a_meeting_and_a_fourth_by_one_click(desk: Desk, browser: Browser) -> None:
    said = re.search(r"^met (\d+)$", desk.shell.run(CAST), re.MULTILINE)
    assert said
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = desk.sit_down(context, "assessor", "Reviewer")
    page.goto(f"{desk.address}/admin/agreements/meeting/{said[1]}/change/")
    page.get_by_role("link", name="Assess its actions").click()
    expect(page.get_by_role("group")).to_have_count(10)  # five rows, each with its further fields
    rows = page.locator("fieldset")

    opened = rows.nth(0)
    opened.get_by_label("Evidence").select_option("completed")
    missing = opened.locator(".evidence-missing")
    expect(missing).to_contain_text("A source is missing")
    opened.get_by_label("Basis").select_option("two-independent-sources")
    opened.get_by_label("What happened").fill("The office opened in Manila.")
    opened.get_by_label("When it happened").fill("March 2020")
    opened.get_by_label("Source", exact=True).select_option(label="1. Joint statement")
    expect(missing).to_have_text("The second of the two independent sources is missing.")
    opened.get_by_label("Second source", exact=True).select_option(label="1. Joint statement")
    expect(missing).to_contain_text("This is the first source once more")
    rows.nth(1).get_by_label("Evidence").select_option("no-evidence")
    rows.nth(1).get_by_label("What happened").fill("Searched both ministries' sites.")
    rows.nth(2).get_by_text("Second source, what a party reports").click()
    rows.nth(2).get_by_label("A party reports").select_option("planning")
    rows.nth(2).get_by_label("Reported by").select_option(label="Norway")
    rows.nth(2).get_by_label("What happened").fill("Norway says that it prepares its list.")
    page.get_by_role("button", name="Save all rows").click()

    expect(page.get_by_role("alert").first).to_contain_text("This is the first source once more")
    passes_axe(page)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(opened.get_by_label("What happened")).to_have_value("The office opened in Manila.")
    opened.get_by_label("Second source", exact=True).select_option("")
    opened.get_by_label("Or paste another address").fill("news.example/office?utm_source=feed")
    opened.get_by_label("Or paste another address").press("Tab")
    expect(missing).to_have_text("No proof is missing.")
    opened.get_by_label("Or paste another address").press("Enter")
    expect(page.get_by_text("3 actions are assessed.")).to_be_visible()

    page.goto(f"{desk.address}/admin/desk/window-passed/?party=NO&party=PH")
    passes_axe(page)
    page.get_by_role("button", name=re.compile("Checked, nothing found.+Action 4")).click()
    expect(page.get_by_text("Recorded as looked for and not found: Action 4: Name focal points")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Action 4"))).to_have_count(0)
    reader = context.new_page()
    reader.goto(f"{desk.address}/actions/no-ph-2019-a4/")
    expect(reader.locator("dl.facts")).to_contain_text(re.compile(r"checked \d+ \w+ \d{4}"))
    page.get_by_role("row", name=re.compile("Action 5")).locator("form").evaluate(FIVE_AT_ONCE)
    reader.goto(f"{desk.address}/actions/no-ph-2019-a5/")
    expect(reader.get_by_text(re.compile("Checked on .+ nothing found"))).to_have_count(1)
    page.goto(f"{desk.address}/admin/assess/?meeting={said[1]}")
    page.get_by_role("button", name=re.compile("Checked, nothing new.+action 2")).click()
    expect(page.get_by_text("Checked already on that day, nothing new: Action 2")).to_be_visible()

    page.get_by_role("link", name=re.compile("Its story.+action 3")).click()
    page.get_by_label("Note on the due date").fill("Typed, and not saved yet.")
    page.get_by_role("button", name="Checked, nothing found").click()
    expect(page.get_by_text("Recorded as looked for and not found: Action 3")).to_be_visible()
    page.get_by_role("button", name="Give it back").click()
    expect(page.get_by_label("Note on the due date")).to_have_value("Typed, and not saved yet.")
    context.close()
