"""From a person or a post to where they sat, and with whom; from a source to what rests on it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ways import MOUSE, NO_SCRIPT, Reads, by_links, counted

PERSON = "/people/khalid-zerouali/"
INSTITUTION = "/institutions/ma-ministry-of-the-interior/"


def met(page: Page, side: str, name: str) -> str:
    """At how many meetings, as the list of company says it."""
    column = page.locator(".company > div", has=page.get_by_role("heading", name=side))
    return column.locator("li", has=page.get_by_role("link", name=name)).locator("small").inner_text()


@by_links
def test_who_sat_across_the_table_says_the_same_on_the_other_side(reads: Reads, way: str) -> None:
    reader = reads(PERSON, way)
    page = reader.page
    often = met(page, "Across the table", "Consuelo Rumí")
    assert re.fullmatch(r"\d+ meetings", often)
    reader.follow(page.locator(".company").get_by_role("link", name="Consuelo Rumí"))
    assert met(page, "Across the table", "Khalid Zerouali") == often
    reader.follow(page.locator(".company").get_by_role("link", name="Khalid Zerouali"))
    expect(page.locator("h1")).to_have_text("Khalid Zerouali")


@pytest.mark.parametrize("path", [PERSON, INSTITUTION])
@pytest.mark.parametrize("way", [MOUSE, NO_SCRIPT])
def test_a_mark_of_the_grid_leads_to_its_meeting(reads: Reads, path: str, way: str) -> None:
    page = reads(path, way).page
    mark = page.locator(".presence a").filter(has=page.locator("title", has_text="19th meeting")).first
    expect(mark).to_have_attribute("href", "/meetings/es-ma-gmmp-19/")
    mark.locator(".reach").click()
    expect(page.locator("h1")).to_contain_text("19th meeting")


def test_the_grid_is_moved_by_keyboard_and_its_meetings_stand_in_the_table_below(reads: Reads) -> None:
    page = reads(PERSON).page
    grid = page.get_by_role("group", name="Meetings in the order of time")
    grid.focus()
    expect(grid).to_be_focused()
    sat = page.locator(".presence a:not(.absent):not(.none)").evaluate_all(
        "marks => marks.filter(mark => mark.querySelector('path')).map(mark => mark.getAttribute('href'))"
    )
    below = page.locator("table.list tbody a.t").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(sat) > 8
    assert set(sat) <= set(below)


@by_links
def test_the_meetings_held_open_as_many_rows(reads: Reads, way: str) -> None:
    reader = reads(PERSON, way)
    link = reader.page.get_by_role("link", name=re.compile(r"^\d+ meetings held$"))
    promised = int(link.inner_text().split()[0])
    reader.follow(link)
    assert counted(reader.page) == promised > 10
    expect(reader.page.locator("h1")).to_contain_text("with Khalid Zerouali")


@by_links
def test_a_post_leads_to_its_institution_and_to_who_held_it(reads: Reads, way: str) -> None:
    reader = reads(PERSON, way)
    posts = reader.page.locator("ul.posts")
    reader.follow(posts.get_by_role("link", name="Ministry of the Interior").first)
    reader.follow(posts.get_by_role("link", name="Mohieddine Amzazi").first)


@by_links
def test_a_source_counts_the_facts_it_lists_and_leads_to_them(reads: Reads, way: str) -> None:
    reader = reads("/meetings/es-ma-gmmp-06/", way)
    page = reader.page
    reader.follow(page.locator("#s1").get_by_role("link", name="all it supports"))
    promised = re.search(r"(\d+) facts", page.locator("main").inner_text())
    assert promised
    assert page.locator("main ul.lines > li").count() == int(promised[1]) > 1
    reader.follow(page.locator("main ul.lines a").first)
