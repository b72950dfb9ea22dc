"""From the home page and from a relation to the rows behind each number, and to what each mark stands for."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.ways import KEYBOARD, MOUSE, NO_SCRIPT, Reads, by_hand, by_links, counted, rows

RELATION = "/relations/es-ma/"


def test_every_number_opens_as_many_rows(reads: Reads) -> None:
    """As they stand in the page of a browser; bars and strips are followed in tests/views/test_home.py."""
    page = reads("/").page
    numbers = page.locator("main :is(.figures, h3.subhead, .assessed, .judged) a")
    found = numbers.evaluate_all("links => links.map(link => [link.href, link.textContent])")
    opened = {address: re.search(r"<h1[^>]*>([\d,]+)", page.request.get(address).text()) for address, _ in found}
    wrong = [
        (address, text)
        for address, text in found
        if not (rows := opened[address]) or rows[1] != (re.search(r"[\d,]+", text) or [""])[0]
    ]
    assert wrong == []
    assert len(found) >= 16, f"only {len(found)} numbers were followed"


@by_links
def test_a_number_shows_as_many_rows(reads: Reads, way: str) -> None:
    reader = reads("/", way)
    figure = reader.page.locator(".figures").get_by_role("link", name="overdue")
    promised = int(figure.locator("b").inner_text())
    reader.follow(figure)
    assert rows(reader.page).count() == counted(reader.page) == promised > 0


def single(page: Page) -> Locator:
    """The last mark of a strip that stands for one meeting."""
    strip = page.locator(f'ol.strips li:has(a[href="{RELATION}"])')
    return strip.locator("svg > a:has(> circle:not(.several))").last


@by_links
def test_a_mark_of_a_strip_leads_to_its_meeting(reads: Reads, way: str) -> None:
    reader = reads("/", way)
    mark = single(reader.page)
    title = mark.locator("title").text_content() or ""
    expect(mark).to_have_accessible_name(title)
    [day] = re.findall(r"\d{1,2} [A-Z][a-z]+ \d{4}", title)
    reader.follow(mark)
    expect(reader.page.locator(".dateline")).to_contain_text(day)


def test_the_keyboard_passes_over_the_strips_at_once(reads: Reads) -> None:
    reader = reads("/", KEYBOARD)
    reader.press(reader.page.get_by_role("link", name="Skip the drawing"))
    reader.page.keyboard.press("Tab")
    expect(reader.page.locator("section:has(ol.strips) :focus")).to_have_count(0)
    expect(reader.page.locator("main section :focus")).to_have_count(1)


@by_hand
def test_the_list_beside_the_map_leads_where_the_map_does(reads: Reads, way: str) -> None:
    reader = reads("/", way)
    page = reader.page
    listed = page.locator(".map-pairs li a:not(.n)").nth(20)
    line = page.locator(f'.map a[href="{listed.get_attribute("href")}"]')
    expect(line).to_have_attribute("tabindex", "-1")
    name = listed.inner_text()
    reader.follow(listed)
    expect(page.locator("h1")).to_have_text(name)


@pytest.mark.parametrize("way", [MOUSE, NO_SCRIPT])
def test_a_mark_of_the_timeline_leads_to_its_meeting(reads: Reads, way: str) -> None:
    page = reads(RELATION, way).page
    mark = page.locator('.timeline a.dot[href="/meetings/es-ma-gmmp-20/"]')
    mark.locator("circle").click()
    expect(page.locator("h1")).to_contain_text("20th meeting")


def test_every_mark_of_the_timeline_has_a_name_and_an_address(reads: Reads) -> None:
    marks = reads(RELATION).page.locator(".timeline a:is(.dot, .diamond, .span, .window)")
    named = marks.evaluate_all(
        "marks => marks.map(mark => [mark.getAttribute('href'), mark.querySelector('title').textContent.trim()])"
    )
    assert [mark for mark in named if not all(mark)] == []
    assert len(named) > 40, f"only {len(named)} marks were read"


@by_links
def test_the_meetings_of_a_lane_are_a_list_as_well(reads: Reads, way: str) -> None:
    reader = reads(RELATION, way)
    count = reader.page.locator(".lane-name").get_by_role("link", name="16 meetings")
    reader.follow(count)
    assert counted(reader.page) == 16


def test_silence_is_drawn_and_said(reads: Reads) -> None:
    page = reads(RELATION).page
    said = page.locator("ul.silences li")
    drawn = page.locator(".lane.named .silence")
    assert drawn.count() >= said.count() > 2
    for band in drawn.all():
        expect(band).to_be_visible()
        box = band.bounding_box()
        assert box
        assert box["width"] > 4
    expect(said.last).to_contain_text("without a recorded meeting, to this day")


@by_links
def test_open_obligations_lead_to_their_list(reads: Reads, way: str) -> None:
    reader = reads(RELATION, way)
    owed = reader.page.locator("section", has=reader.page.get_by_role("heading", name="Open obligations"))
    link = owed.get_by_role("link", name="with a due window")
    promised = int(link.get_attribute("data-count") or 0)
    reader.follow(link)
    assert rows(reader.page).count() == counted(reader.page) == promised > 3
