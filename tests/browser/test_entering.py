"""The 21st Moroccan-Spanish meeting, entered from scratch on the one page that a meeting has."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import KEY, Desk, records, served_desk

# Whoever is not in the record yet is entered from the page itself.
KNOWN = "Known: it supports"
NEW_PERSON = "Karima Benyaich"
FORGET = f"""
from agreements.models import *
Meeting.objects.filter(slug="{KEY}").update(publication="draft")
Meeting.objects.get(slug="{KEY}").delete()
Source.objects.filter(citations__isnull=True).delete()
Person.objects.get(name="{NEW_PERSON}").delete()
"""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with served_desk() as served:
        yield served


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield desk.sit_down(context, "curator", role="")
    context.close()


def test_the_21st_meeting_entered_by_hand_reads_as_the_loaded_one(desk: Desk, page: Page) -> None:
    loaded = _public_text(page, desk)
    desk.shell.run(FORGET)
    complaints = _complaints(page)
    page.goto(f"{desk.address}/admin/agreements/meeting/add/")
    _enter_meeting(page, desk.meeting)
    _enter_sources(page, desk.meeting["sources"])
    _enter_delegations(page, desk.meeting["delegations"])
    _enter_actions(page, desk.meeting["actions"])
    _enter_positions(page, desk.meeting["positions"])
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert _public_text(page, desk).split("\n") == loaded.split("\n")
    assert complaints == []


def test_removing_a_row_and_an_error_keep_everything_typed(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/agreements/meeting/add/")
    _choose(page, page.locator(".row-body").first, "Moroccan-Spanish Permanent Joint Migration Group")
    expect(_rows(page, "delegations")).to_have_count(2)
    page.locator("#id_date").fill("30 February 2023")
    for text in ("First.", "Second.", "Third."):
        _add(page, "positions").locator("[name$='-text']").fill(text)
    _tick(_rows(page, "positions").last, ["MA"])
    _rows(page, "positions").nth(1).locator(".delete-template").click()
    seat = _rows(page, "delegations-1-participants").first
    seat.locator("[name$='-post']").fill("Minister of the Interior")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".row-date .row-errors").first).to_contain_text("2023-02 has no day 30")
    expect(page.locator("#id_date")).to_have_value("30 February 2023")
    texts = [row.locator("[name$='-text']").input_value() for row in _rows(page, "positions").all()]
    assert texts == ["First.", "Third."]
    expect(_rows(page, "positions").last.locator("input[value=MA]")).to_be_checked()
    expect(page.locator("#id_delegations-1-participants-0-post")).to_have_value("Minister of the Interior")


def test_each_choice_of_evidence_says_what_it_needs(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/agreements/agreedaction/?q=subcommittees")
    page.locator("#result_list tbody a").first.click()
    row = _add(page, "updates")
    row.locator("[name$='-evidence']").select_option("completed")
    expect(row.locator(".evidence-rule")).to_contain_text("The basis must be a primary document")
    row.locator("[name$='-evidence']").select_option("no-evidence")
    expect(row.locator(".evidence-rule")).to_contain_text("give the day of the search")


def test_the_page_of_a_meeting_is_accessible_with_its_choices_closed_and_open(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/admin/agreements/meeting/?q={KEY}")
    page.locator("#result_list tbody a").first.click()
    topics = page.locator(".row-topics").first
    expect(topics.get_by_role("combobox", name="Topics")).to_be_visible()
    for field in (None, page.locator(".row-body").first, topics):
        if field:
            field.locator(".select2-selection").first.click()
            expect(page.locator(".select2-results__option").first).to_be_visible()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.keyboard.press("Escape")


def _public_text(page: Page, desk: Desk) -> str:
    page.goto(f"{desk.address}/meetings/{KEY}/")
    return page.locator("main").inner_text()


def _complaints(page: Page) -> list[str]:
    """What the browser complains of, the content security policy included."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def _choose(page: Page, field: Any, words: str) -> None:
    """In an autocomplete: open it, type, take the first that is offered."""
    field.scroll_into_view_if_needed()
    field.locator(".select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=re.compile("^" + re.escape(words))).first.click()


def _enter_meeting(page: Page, meeting: dict[str, Any]) -> None:
    form = page.locator("#meeting_form")
    _choose(page, form.locator(".row-body").first, "Moroccan-Spanish Permanent Joint Migration Group")
    expect(form.locator("#id_relation")).to_contain_text("Morocco and Spain")
    form.locator("#id_ordinal").fill(str(meeting["ordinal"]))
    form.locator("#id_date").fill("2 juin 2023")
    expect(form.locator(".row-date").first).to_contain_text("understood as 2 June 2023 (2023-06-02)")
    form.locator("#id_city").fill(meeting["place"]["city"])
    _choose(page, form.locator(".row-country").first, "Spain")
    form.locator("#id_level").select_option(meeting["level"])
    form.locator("#id_notes").fill(meeting["notes"])
    page.get_by_text("More", exact=True).click()
    form.locator("#id_date_note").fill(meeting["date_note"])
    form.locator("#id_topic_words").fill(", ".join(meeting["topics"]))
    for topic in _topics_of(meeting["topics"]):
        _choose(page, form.locator(".row-topics").first, topic)


def _topics_of(words: list[str]) -> list[str]:
    names: dict[str, str] = {}
    for topic in records("topics"):
        names |= {alias.casefold(): topic["name"]["en"] for alias in [*topic.get("aliases", []), topic["name"]["en"]]}
    return list(dict.fromkeys(names[word.casefold()] for word in words if word.casefold() in names))


def _rows(page: Page, prefix: str) -> Any:
    return page.locator(f"#{prefix}-data > .form-group:not(.empty-form)")


def _add(page: Page, prefix: str) -> Any:
    page.locator(f"#{prefix}-data > .form-actions .add-row").press("Enter")
    return _rows(page, prefix).last


def _enter_sources(page: Page, sources: list[dict[str, Any]]) -> None:
    known = {source["url"] for body in records("bodies") for source in body.get("sources", [])}
    for number, source in enumerate(sources):
        row = _rows(page, "citations").first if number == 0 else _add(page, "citations")
        row.locator("[data-source-url]").fill(source["url"])
        row.locator("[data-source-url]").press("Tab")
        expect(row.locator(".recognised")).to_contain_text(KNOWN if source["url"] in known else "New: saved")
        for name in ("title", "publisher", "language", "note"):
            if source.get(name):
                row.locator(f"[name$='-{name}']").fill(source[name])
        if source.get("published"):
            row.locator("[name$='-published_on']").fill("June 2023")
        row.locator("[name$='-kind']").select_option(source["kind"])


def _enter_delegations(page: Page, delegations: list[dict[str, Any]]) -> None:
    """Both were offered when the body was chosen."""
    offered = [row.locator("[name$='-party']").first.input_value() for row in _rows(page, "delegations").all()]
    assert sorted(offered) == ["ES", "MA"]
    for delegation in delegations:
        place = offered.index(delegation["party"])
        prefix = f"delegations-{place}-participants"
        for number, seat in enumerate(delegation["participants"]):
            row = _rows(page, prefix).first if number == 0 else _add(page, prefix)
            if seat["name"] == NEW_PERSON:
                _create_person(page, row, seat["name"])
            else:
                _choose(page, row.locator(".row-person").first, seat["name"])
            row.locator("[name$='-post']").fill(seat["post"])
            row.locator("[name$='-role']").select_option(seat["role"])
            row.locator("[data-cited]").select_option(index=seat["source"])


def _create_person(page: Page, row: Any, name: str) -> None:
    """Typed, not found, and made in place: the words typed go along."""
    row.scroll_into_view_if_needed()
    row.locator(".row-person .select2-selection").first.click()
    page.locator(".select2-container--open .select2-search__field").last.fill(name)
    page.keyboard.press("Escape")
    row.locator(".row-person .add-related").first.click()
    form = page.frame_locator("iframe")
    expect(form.locator("#id_name")).to_have_value(name)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(row.locator(".row-person select").first).to_contain_text(name)


def _tick(row: Any, parties: list[str]) -> None:
    for code in parties:
        row.locator(f"[data-party-picks] input[value={code}]").check()


def _enter_actions(page: Page, actions: list[dict[str, Any]]) -> None:
    for action in actions:
        row = _add(page, "actions")
        row.locator("[name$='-text']").fill(action["text"])
        row.locator("[name$='-kind']").select_option(action["kind"])
        _tick(row, action["responsible"])
        row.locator("[data-cited]").select_option(index=action["source"])
        for name in ("due", "due_phrase", "due_note"):
            if action.get(name):
                row.locator(f"[name$='-{name}']").fill(action[name])
        if action.get("leads_to"):
            _choose(page, row.locator(".row-leads_to_meeting").first, "Rabat Process")


def _enter_positions(page: Page, positions: list[dict[str, Any]]) -> None:
    for position in positions:
        row = _add(page, "positions")
        row.locator("[name$='-text']").fill(position["text"])
        _tick(row, position["parties"])
        row.locator("[data-cited]").select_option(index=position["source"])
