"""The calendar on the corpus: days where they are known, months where they are not, and never a made-up day."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.views.test_lists import heading

pytestmark = pytest.mark.usefixtures("corpus", "db")


def calendar(client: Client, query: str = "") -> str:
    response = client.get(f"/calendar/{query}")
    assert response.status_code == 200, query
    return response.content.decode()


def under(page: str, title: str) -> str:
    """The part of the agenda below a heading."""
    found = re.search(rf"<h3[^>]*>{title}</h3>(.*?)(?=<h3|</section>)", page, re.S)
    assert found, title
    return found[1]


def test_a_meeting_stands_under_its_day(client: Client) -> None:
    page = calendar(client, "?month=2023-06")
    assert "/meetings/es-ma-gmmp-21/" in under(page, "Friday 2 June 2023")


def test_a_meeting_of_two_days_stands_under_the_first(client: Client) -> None:
    day = under(calendar(client, "?month=2023-06"), "Thursday 22 June 2023")
    assert "/meetings/es-ma-rabat-process-2023/" in day or "22 and 23 June 2023" in day


def test_a_due_window_of_half_a_year_stands_at_the_head_of_its_months(client: Client) -> None:
    for month in ("2023-07", "2023-12"):
        head = under(calendar(client, f"?month={month}"), "In or about this month, not known to the day")
        assert "/actions/es-ma-gmmp-21-a10/" in head or "second half of 2023" in head
    assert "second half of 2023" not in calendar(client, "?month=2023-06")


def test_a_day_in_the_grid_leads_to_its_part_of_the_agenda(client: Client) -> None:
    page = calendar(client, "?month=2023-06")
    anchors = re.findall(r'<td[^>]*><a href="#(d\d+)"', page)
    assert anchors == re.findall(r'<h3 id="(d\d+)"', page) == ["d2", "d22"]


@pytest.mark.parametrize("filters", ["", "party=MA&", "party=MA&party=ES&topic=minors&", "relation=es-ma&"])
def test_the_sentence_counts_what_the_lists_hold(client: Client, filters: str) -> None:
    page = calendar(client, f"?{filters}month=2023-06")
    links = re.findall(r'<a href="([^"]+)">(\d+) (?:meetings?|due windows?) as a list</a>', page)
    assert links
    for address, count in links:
        assert heading(client, unescape(address)).split()[0] == count, address


def test_a_filter_narrows_and_is_said(client: Client) -> None:
    assert heading(client, "/calendar/?month=2023-06&relation=es-ma").startswith(
        "June 2023: 2 meetings between Morocco and Spain, and 2 due windows"
    )


def test_the_neighbours_have_something(client: Client) -> None:
    page = calendar(client, "?month=2019-06&relation=es-ma")
    neighbours = re.findall(r'<a[^>]* href="([^"]+)" rel="(?:prev|next)">', page)
    assert len(neighbours) == 2
    for address in neighbours:
        assert re.search(r'<h3 id="(?:d\d+|broad)"', client.get(unescape(address)).content.decode()), address


def test_a_month_of_the_year_counts_what_is_known_to_the_month(client: Client) -> None:
    page = calendar(client, "?month=2023-01&relation=es-ma")
    june = re.search(r'title="(June 2023[^"]*)"', page)
    assert june
    assert june[1] == "June 2023, 2 meetings, 1 due window"


def test_a_meeting_put_off_stands_where_it_was_planned(client: Client) -> None:
    page = calendar(client, "?month=2020-02")
    day = under(page, "Wednesday 26 February 2020")
    assert "Postponed" in day
    assert "planned for 26 February 2020" in day


def test_the_exports_keep_the_filters(client: Client) -> None:
    page = calendar(client, "?month=2023-06&party=MA")
    exports = re.findall(r'<a href="([^"]+\.ics[^"]*)"', page)
    assert exports == ["/meetings.ics?party=MA", "/actions.ics?party=MA"]
    assert all(client.get(address).status_code == 200 for address in exports)


def test_an_empty_month_says_so_and_leads_out(client: Client) -> None:
    page = calendar(client, "?month=1950-01")
    assert "Nothing is recorded for this month." in page
    assert 'rel="next"' in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?month=2023-13", "write it like 2023-06"),
        ("?month=June", "write it like 2023-06"),
        ("?month=0000-01", "write it like 2023-06"),
        ("?month=9999-12", "write it like 2023-06"),
        ("?month=2023-06%00", "write it like 2023-06"),
        ("?month=2023-06&month=2023-07", "keep one value"),
        ("?party=QQ", "choose one from the list"),
        ("?colour=red", "relation, month"),
        ("?status=held", "There is no filter"),
        ("?sort=date", "There is no filter"),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_shown(client: Client, query: str, message: str) -> None:
    response = client.get(f"/calendar/{query}")
    page = response.content.decode()
    assert response.status_code == 400
    assert message in page
    assert 'class="grid"' not in page


@pytest.mark.parametrize("month", ["1000-01", "9998-12"])
def test_the_first_and_the_last_month_can_be_opened(client: Client, month: str) -> None:
    calendar(client, f"?month={month}")


def test_without_a_month_it_is_the_month_of_today(client: Client) -> None:
    assert 'aria-current="page"' in calendar(client)


def test_whoever_follows_all_months_comes_to_an_end(client: Client) -> None:
    seen: set[str] = set()
    waiting = ["/calendar/?relation=bd-my"]
    while waiting and len(seen) < 500:
        address = waiting.pop()
        seen.add(address)
        found = re.findall(r'href="(/calendar/\?[^"#]+)"', client.get(address).content.decode())
        waiting += {link for link in map(unescape, found) if "relation" in link} - seen
    assert 5 < len(seen) < 200
