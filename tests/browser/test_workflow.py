"""A draft goes to and fro between two people until readers see it, and is withdrawn again."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk

# Of a relation that no other test looks at.
DRAFT = """
from agreements.models import Meeting, Relation
relation = Relation.objects.create(a_id="NO", b_id="UY")
held = dict(relation=relation, title="Talks on seafarers", city="Oslo", date="2001-05")
record = Meeting.objects.create(slug="no-uy-2001", publication="draft", **held)
print("key", record.pk)
"""


def passes_axe(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def stands(page: Page, state: str) -> None:
    expect(page.get_by_label("Where it stands").locator("strong")).to_have_text(state)


def sits_down(desk: Desk, browser: Browser, name: str, role: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    return desk.sit_down(context, name, role)


def hands_in(editor: Page) -> None:
    editor.get_by_role("button", name="Save and hand in for review").click()
    expect(editor.get_by_text("It waits for a reviewer now.")).to_be_visible()


def previews(reviewer: Page) -> None:
    """The exact page, under the policy of public pages, which the browser must not have to enforce."""
    with reviewer.expect_popup() as opened:
        reviewer.get_by_role("link", name=re.compile("Preview the public page")).click()
    preview = opened.value
    refused: list[str] = []
    preview.wait_for_load_state()
    preview.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    preview.reload()
    expect(preview.get_by_role("complementary", name="Preview")).to_contain_text("Preview: not public")
    expect(preview.get_by_role("heading", level=1)).to_contain_text("Talks on seafarers")
    assert refused == []
    passes_axe(preview)
    preview.close()


def test_a_draft_goes_to_and_fro_until_readers_see_it_and_is_withdrawn(desk: Desk, browser: Browser) -> None:
    said = desk.shell.run(DRAFT)
    found = re.search(r"^key (\d+)$", said, re.MULTILINE)
    assert found, said
    change = f"{desk.address}/admin/agreements/meeting/{found[1]}/change/"
    editor = sits_down(desk, browser, "hands-in", "Editor")
    reviewer = sits_down(desk, browser, "looks-over", "Reviewer")

    editor.goto(change)
    stands(editor, "Draft")
    passes_axe(editor)
    hands_in(editor)

    reviewer.goto(change)
    reviewer.get_by_label("Add a comment").fill("Who led the delegations?")
    reviewer.get_by_role("button", name="Comment", exact=True).click()
    expect(reviewer.locator("[data-comments]")).to_contain_text("Who led the delegations?")
    reviewer.get_by_label("What is still to do").fill("Give the exact day.")
    reviewer.get_by_role("button", name="Send back").click()
    stands(reviewer, "Draft")

    editor.goto(change)
    expect(editor.locator("[data-comments]")).to_contain_text("Give the exact day.")
    unsaved = editor.get_by_text("What is not saved yet is not in the preview.")
    editor.get_by_label("Add a comment").fill("The press release gives the month alone.")
    editor.get_by_role("button", name="Comment", exact=True).click()
    expect(editor.locator("[data-comments]")).to_contain_text("The press release gives the month alone.")
    expect(unsaved).to_have_count(0)
    editor.locator("#id_city").fill("Bergen")
    expect(unsaved).to_be_visible()
    hands_in(editor)

    reviewer.goto(change)
    previews(reviewer)
    reviewer.get_by_role("button", name="Save and publish").click()
    expect(reviewer.get_by_text("Readers see it from now on.")).to_be_visible()
    reader = browser.new_page()
    public = f"{desk.address}/meetings/no-uy-2001/"
    reader.goto(public)
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Talks on seafarers")

    reviewer.goto(change)
    passes_axe(reviewer)
    reviewer.locator("#id_city").fill("Stavanger")
    reviewer.get_by_role("button", name="Save", exact=True).click()
    expect(reviewer.get_by_text("Needed: readers see this already.")).to_be_visible()
    expect(reviewer.locator("#id_city")).to_have_value("Stavanger")
    reviewer.get_by_label("Why this change").fill("The host corrected it.")
    reviewer.get_by_role("button", name="Save", exact=True).click()
    expect(reviewer.get_by_text("was changed successfully")).to_be_visible()

    reviewer.goto(change)
    reviewer.locator("summary", has_text="Withdraw").click()
    reviewer.get_by_label("Why it is withdrawn").fill("It was never held.")
    reviewer.get_by_role("button", name="Withdraw").click()
    stands(reviewer, "Withdrawn")
    passes_axe(reviewer)
    answer = reader.goto(public)
    assert answer is not None
    assert answer.status == 410
    expect(reader.get_by_text("It was never held.")).to_be_visible()
    for page in (editor, reviewer, reader):
        page.context.close()
