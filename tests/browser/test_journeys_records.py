"""A body's thread with its gaps, what a meeting took up and what became of it after, and an action's story."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.ways import Reads, by_links, counted, rows

BODY = "/bodies/es-ma-gmmp/"
MEETING = "/meetings/es-ma-gmmp-06/"
EARLIER = "Morocco builds reception and training centres for minors returned by Spain"
LATER = "Open two reception centres for returned minors, in Nador and Beni Mellal."
BETWEEN = "Build two centres in Morocco (Nador and Beni Mellal) for unaccompanied minors returned from Spain."


@by_links
def test_the_thread_leads_to_a_meeting_and_from_it_to_the_next(reads: Reads, way: str) -> None:
    reader = reads(BODY, way)
    page = reader.page
    thread = page.get_by_role("navigation", name="Meetings of this body")
    reader.follow(thread.get_by_role("link", name="7", exact=True))
    expect(thread.locator("[aria-current=page]")).to_have_text("7")
    reader.follow(page.get_by_role("link", name="Next in the series: 9th meeting"))
    reader.follow(
        page.locator("ol.kicker").get_by_role("link", name="Moroccan-Spanish Permanent Joint Migration Group")
    )
    assert page.url.endswith(BODY)


def test_a_gap_in_the_thread_is_seen_and_named(reads: Reads) -> None:
    page = reads(BODY).page
    gaps = page.locator("ol.series li.gap")
    assert [gap.split("\n")[0] for gap in gaps.all_inner_texts()] == ["1–4", "8", "16"]
    for gap in gaps.all():
        expect(gap.locator(".missing")).to_be_visible()
        expect(gap).to_contain_text("no record")
        assert gap.locator("a").count() == 0
    expect(page.locator("p.rhythm")).to_contain_text("Of 6 numbered meetings there is no record.")


@by_links
def test_what_a_meeting_took_up_leads_to_it_and_back(reads: Reads, way: str) -> None:
    reader = reads(MEETING, way)
    page = reader.page
    reader.follow(page.locator(".lineage .before").get_by_role("link", name=EARLIER))
    reader.follow(page.locator("ol.kicker").get_by_role("link", name="5th meeting"))
    reader.follow(page.locator(".lineage .after").get_by_role("link", name=BETWEEN).first)
    reader.follow(page.locator("ol.kicker").get_by_role("link", name="6th meeting"))


@by_links
def test_what_later_ones_made_of_a_meeting_leads_there_and_back(reads: Reads, way: str) -> None:
    reader = reads(MEETING, way)
    page = reader.page
    reader.follow(page.locator(".lineage .after").get_by_role("link", name=LATER))
    reader.follow(page.locator("ol.kicker").get_by_role("link", name="11th meeting"))
    reader.follow(page.locator(".lineage .before").get_by_role("link", name=BETWEEN))
    expect(page.locator("h1")).to_have_text(BETWEEN)


def test_between_before_and_after_stands_the_action_itself(reads: Reads) -> None:
    page = reads(MEETING).page
    page.locator(".lineage a.here").first.click()
    expect(page.locator("#a1")).to_be_in_viewport()
    expect(page.locator("#a1")).to_contain_text(BETWEEN)


@by_links
def test_the_thread_of_an_action_says_how_and_leads_on(reads: Reads, way: str) -> None:
    reader = reads("/actions/es-ma-gmmp-05-a1/", way)
    chain = reader.page.locator("ol.chain")
    expect(chain.locator("[aria-current]")).to_contain_text(EARLIER)
    reader.follow(chain.get_by_role("link", name=BETWEEN))
    expect(chain.locator("li.now")).to_contain_text("Restates action")
    reader.follow(chain.get_by_role("link", name=LATER))
    expect(chain.locator("li")).to_have_count(3)
    reader.follow(chain.get_by_role("link", name=EARLIER))


def fact(page: Any, name: str) -> Any:
    return page.locator("dl.facts > div", has=page.locator(f"dt:text-is('{name}')")).locator("dd")


def test_an_action_says_who_judged_it_and_by_which_source(reads: Reads) -> None:
    page = reads("/actions/es-ma-gmmp-21-a9/").page
    expect(fact(page, "Timing")).to_contain_text("Computed from the due window and the evidence.")
    evidence = fact(page, "Evidence")
    expect(evidence).to_contain_text("Judged by the editors, 22 and 23 June 2023 · Basis: Reported event")
    evidence.locator("a.src").click()
    expect(page.get_by_role("dialog")).to_contain_text("What became of action 9")
    expect(fact(page, "Reported by a party")).to_have_text("Nothing reported")


def test_the_story_of_an_action_is_told_in_its_order_with_sources(reads: Reads) -> None:
    page = reads("/actions/es-ma-gmmp-06-a1/").page
    story = page.locator("section", has=page.get_by_role("heading", name="What became of it")).locator("li")
    assert story.locator("> strong").all_inner_texts() == ["30 January 2006", "5 October 2009"]
    assert [entry.locator("a.src").count() for entry in story.all()] == [1, 1]


@by_links
def test_what_an_action_led_to_is_one_step_away(reads: Reads, way: str) -> None:
    reader = reads("/actions/es-ma-gmmp-21-a9/", way)
    reader.follow(fact(reader.page, "Led to").get_by_role("link"))
    reader.follow(reader.page.locator(".lineage .before").get_by_role("link", name="Co-chair a thematic meeting"))


@by_links
def test_what_a_body_has_still_to_do_opens_as_many_rows(reads: Reads, way: str) -> None:
    reader = reads(BODY, way)
    link = reader.page.get_by_role("link", name="with a due window")
    promised = int(link.get_attribute("data-count") or 0)
    reader.follow(link)
    assert rows(reader.page).count() == counted(reader.page) == promised > 3
