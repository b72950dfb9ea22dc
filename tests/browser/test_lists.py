"""A reader's journeys through the lists: by mouse, by keyboard, and without a script."""

from typing import Any

from playwright.sync_api import Page, expect

QUESTION = "/actions/?party=MA&party=ES&topic=minors&timing=overdue&timing=window-passed"


def test_three_clicks_from_home_answer_what_is_past_its_window(at: Any) -> None:
    page: Page = at("/actions/?party=MA&party=ES")
    page.get_by_label("Unaccompanied minors").check()
    expect(page.locator("h1")).to_contain_text("on unaccompanied minors")
    page.get_by_label("Window passed, not assessed").check()
    expect(page.locator("h1")).to_contain_text("whose window has passed unassessed, on ")
    assert page.url.endswith("/actions/?party=MA&party=ES&timing=window-passed&topic=minors")
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("Window passed")
    row.locator("a.t").click()
    expect(page.locator("main")).to_contain_text("Sources")


def test_a_choice_keeps_focus_and_is_announced_and_back_takes_it_away(at: Any) -> None:
    page: Page = at("/meetings/?party=MA")
    page.locator("#f-party-ES").focus()
    page.keyboard.press("Space")
    expect(page.locator("#announcement")).to_contain_text("of Morocco and Spain")
    assert page.evaluate("document.activeElement.id") == "f-party-ES"
    expect(page.locator("h1")).to_contain_text("of Morocco and Spain")
    expect(page).to_have_title(f"{page.locator('h1').text_content()} · Migration Agreements Tracker")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("meetings of Morocco")
    expect(page.locator("#f-party-ES")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#f-party-ES")).to_be_checked()


def test_handles_below_the_years_choose_a_window(at: Any) -> None:
    page: Page = at("/meetings/")
    handle = page.locator(".slider input").first
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    chosen = str(int(handle.get_attribute("min") or "0") + 3)
    expect(page.locator("h1")).to_contain_text(f"since {chosen}")
    expect(page.locator("#f-from")).to_have_value(chosen)


def test_a_year_that_is_clicked_is_the_window(at: Any) -> None:
    page: Page = at("/meetings/")
    page.locator('[data-year="2023"] .reach').click()
    expect(page.locator("h1")).to_contain_text("since 2023 until 2023")
    assert "from=2023&to=2023" in page.url


def test_what_is_wrong_is_said_in_place(at: Any) -> None:
    page: Page = at("/meetings/")
    page.locator("#f-from").fill("soon")
    page.keyboard.press("Enter")
    expect(page.locator("#e-from")).to_contain_text("not a date that can be read")
    expect(page.locator("h1")).to_have_text("This list cannot be shown")


def test_without_a_script_the_button_does_the_same(at: Any) -> None:
    page: Page = at("/actions/", script=False)
    page.locator("#f-timing-overdue").check()
    page.get_by_role("button", name="Apply").click()
    assert page.url.endswith("/actions/?timing=overdue")
    expect(page.locator("h1")).to_contain_text("overdue, on ")
    page.get_by_role("link", name="Remove Overdue").click()
    assert page.url.endswith("/actions/")


def test_the_answer_can_be_shared_and_its_rows_taken_along(at: Any) -> None:
    page: Page = at(QUESTION)
    rows = page.locator("tbody tr").count()
    address = page.get_by_role("link", name="CSV").get_attribute("href")
    lines = page.request.get(page.url.split("/actions/")[0] + str(address)).text().strip().splitlines()
    assert len(lines) - 1 == rows > 0
