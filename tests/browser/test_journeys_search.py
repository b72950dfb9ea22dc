"""Searching in each way: what is found is said where, narrowed by kind, and led to; test_search.py has the rest."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.ways import KEYBOARD, Reader, Reads, by_hand, counted, in_each_way

ZEROUALI = "الزروالي"


def search(reader: Reader, words: str) -> None:
    box = reader.page.locator("#find")
    if reader.way == KEYBOARD:
        reader.page.keyboard.press("/")
        reader.page.keyboard.insert_text(words)
        reader.page.keyboard.press("Enter")
    else:
        box.fill(words)
        reader.press(reader.page.get_by_role("button", name="Search"))
    expect(reader.page.locator("h1")).to_contain_text(f"for “{words}”")


def results(page: Page) -> Locator:
    return page.locator("ol.results > li")


@in_each_way
def test_a_topic_is_found_by_its_spanish_name_and_leads_to_its_meetings(reads: Reads, way: str) -> None:
    reader = reads("/", way)
    page = reader.page
    search(reader, "menores no acompañados")
    first = results(page).first
    expect(first.get_by_role("link", name="Unaccompanied minors")).to_be_visible()
    expect(first.locator(".snippet")).to_have_text("Also known as Menores no acompañados")
    expect(first.locator("mark")).to_have_text(["Menores", "acompañados"])
    kind = page.get_by_role("navigation", name="Kinds of results").get_by_role("link", name="Meetings")
    promised = int(kind.locator(".n").inner_text())
    reader.follow(kind)
    assert results(page).count() == counted(page) == promised
    expect(results(page).locator(".kind")).to_have_text(["Meeting"] * promised)


@in_each_way
def test_a_person_is_found_in_arabic_script(reads: Reads, way: str) -> None:
    reader = reads("/about/", way)
    page = reader.page
    search(reader, ZEROUALI)
    expect(results(page).first.locator("mark")).to_have_text(ZEROUALI)
    reader.follow(results(page).first.get_by_role("link"))
    expect(page.locator("h1")).to_have_text("Khalid Zerouali")


@by_hand
def test_a_suggestion_in_arabic_script_leads_to_the_person(reads: Reads, way: str) -> None:
    reader = reads("/about/", way)
    page = reader.page
    page.locator("#find").press_sequentially(ZEROUALI[:5])
    option = page.get_by_role("option", name="Khalid Zerouali")
    expect(option).to_be_visible()
    if way == KEYBOARD:
        page.keyboard.press("ArrowUp")  # from none to the last
        expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
        while option.get_attribute("aria-selected") != "true":
            page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
    else:
        option.click()
    expect(page).to_have_url(re.compile("/people/khalid-zerouali/$"))


def test_words_in_quotation_marks_stand_together(reads: Reads) -> None:
    page = reads("/search/?q=joint+group").page
    apart = counted(page)
    page.goto(page.url.replace("joint+group", "%22joint+group%22"))
    assert 0 < counted(page) < apart
    for result in results(page).all():
        expect(result).to_contain_text(re.compile("joint group", re.IGNORECASE))


def test_what_has_a_minus_is_left_out(reads: Reads) -> None:
    page = reads("/search/?q=minors&kind=meeting").page
    everything = counted(page)
    assert results(page).filter(has_text="Spain").count() > 0
    page.goto(page.url.replace("minors", "minors+-Spain"))
    assert 0 < counted(page) < everything
    assert results(page).filter(has_text="Spain").count() == 0


@in_each_way
def test_the_next_results_and_back(reads: Reads, way: str) -> None:
    reader = reads("/search/?q=minors", way)
    page = reader.page
    first = results(page).locator("h2").all_inner_texts()
    reader.follow(page.get_by_role("link", name="Next"))
    assert not set(first[:3]) & set(results(page).locator("h2").all_inner_texts()[:3])
    reader.follow(page.get_by_role("link", name="Previous"))
    assert results(page).locator("h2").all_inner_texts() == first


def test_who_misspells_a_name_is_offered_it(reads: Reads) -> None:
    reader = reads("/search/?q=Zeruali", KEYBOARD)
    reader.follow(reader.page.locator("ul.similar").get_by_role("link", name="Khalid Zerouali"))
