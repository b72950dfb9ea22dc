"""Two people who are one, from the desk's queue to the one that stays, and back."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk

# Of a relation that no other test looks at.
CAST = """
from agreements.models import Delegation, Meeting, Participant, Party, Person, Relation
relation = Relation.objects.create(a_id="FI", b_id="PE")
met = Meeting.objects.create(slug="fi-pe-1999", relation=relation, title="Talks", date="1999", publication="published")
for name, slug, party in (("Aicha Bentaleb", "aicha-bentaleb", "FI"), ("Bentaleb Aïcha", "bentaleb-aicha", "FI")):
    table = Delegation.objects.get_or_create(meeting=met, party_id=party)[0]
    Participant.objects.create(delegation=table, person=Person.objects.create(name=name, slug=slug), post="Counsellor")
"""


def passes_axe(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_two_people_who_are_one_are_merged_and_it_is_undone(desk: Desk, browser: Browser) -> None:
    desk.shell.run(CAST)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = desk.sit_down(context, "merger", "Administrator")
    page.goto(f"{desk.address}/admin/desk/twin-people/")
    page.get_by_role("row", name=re.compile("Aicha Bentaleb")).get_by_role("link", name="Merge…").click()

    expect(page.get_by_role("heading", name="Recorded twice in one delegation: one seat stays 1")).to_be_visible()
    passes_axe(page)
    page.get_by_role("radio", name="Name: Bentaleb Aïcha").check()
    page.get_by_label("Why they are one").fill("One list has the family name first.")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Merge “Bentaleb Aïcha” into “Aicha Bentaleb”").click()

    expect(page.get_by_text("“Bentaleb Aïcha” is merged into “Aicha Bentaleb”.")).to_be_visible()
    expect(page.get_by_label("Name", exact=False).first).to_have_value("Bentaleb Aïcha")
    page.set_viewport_size({"width": 1280, "height": 900})
    reader = context.new_page()
    reader.goto(f"{desk.address}/fr/people/bentaleb-aicha/")
    expect(reader).to_have_url(f"{desk.address}/fr/people/aicha-bentaleb/")

    page.goto(f"{desk.address}/admin/merges/")
    passes_axe(page)
    page.get_by_role("link", name=re.compile("Undo.+Bentaleb Aïcha")).click()
    page.get_by_role("button", name="Undo this merge").click()
    expect(page.get_by_text("is a record of its own again")).to_be_visible()
    reader.goto(f"{desk.address}/people/bentaleb-aicha/")
    expect(reader).to_have_url(f"{desk.address}/people/bentaleb-aicha/")
    context.close()
