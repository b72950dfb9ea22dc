"""Every count beside a value of a filter is the number of rows that choosing it gives."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("corpus", "db")

LISTS = ("meetings", "actions", "agreements", "bodies", "people", "sources", "relations", "institutions", "parties")
NARROWED = (
    "/meetings/?party=MA&status=held",
    "/meetings/?topic=minors&from=2010",
    "/actions/?party=MA&party=ES&topic=minors",
    "/actions/?timing=overdue&timing=window-passed&due_to=2024",
    "/agreements/?party=ES&lifecycle=in-force&subject=labour-mobility",
    "/people/?party=MA&q=minister",
    "/bodies/?kind=joint-commission&kind=working-group",
    "/sources/?kind=press&from=2020",
)
BOX = re.compile(
    r'type="checkbox" id="[^"]*" name="([^"]+)" value="([^"]+)"( checked)?><span>.*?</span><span class="n">(\d+)<'
)
BAR = re.compile(r'<a href="([^"]+)" tabindex="-1" data-year="([^"]+)"[^>]*><title>[^<]*: (\d+)</title>')


def counted(client: Client, address: str) -> int:
    page = client.get(address).content.decode()
    found = re.search(r'<h1 class="sentence">(\d+) ', page)
    assert found, address
    return int(found[1])


def chosen_alone(address: str, name: str, value: str) -> str:
    """The list with this value of the filter. Parties are wanted together, values of other filters are alternatives."""
    path, _question, query = address.partition("?")
    kept = [(key, other) for key, other in parse_qsl(query) if key != name or (name == "party" and other != value)]
    return f"{path}?{urlencode([*kept, (name, value)])}"


def boxes(client: Client, address: str) -> list[tuple[str, str, int]]:
    page = client.get(address).content.decode()
    return [(name, unescape(value), int(count)) for name, value, _checked, count in BOX.findall(page)]


def test_choosing_a_value_gives_as_many_rows_as_stand_beside_it(client: Client) -> None:
    swept = 0
    for address in (*(f"/{name}/" for name in LISTS), *NARROWED):
        found = boxes(client, address)
        for name, value, count in found[:: max(len(found) // 7, 1)]:
            asked = chosen_alone(address, name, value)
            assert counted(client, asked) == count, asked
            swept += 1
    assert swept > 80


def test_choosing_a_year_gives_as_many_rows_as_its_bar_says(client: Client) -> None:
    swept = 0
    for address in ("/meetings/", "/actions/?party=MA", "/agreements/"):
        page = client.get(address).content.decode()
        for link, label, count in BAR.findall(page):
            if "–" not in label:
                assert counted(client, unescape(link)) == int(count), link
                swept += 1
    assert swept > 40


def test_a_value_that_is_chosen_stays_though_it_gives_nothing(client: Client) -> None:
    found = boxes(client, "/meetings/?party=MA&level=technical&status=cancelled")
    assert ("status", "cancelled", 0) in found


def test_an_empty_list_says_what_there_is_without_each_filter(client: Client) -> None:
    address = "/meetings/?party=MA&topic=visas&from=2030"
    page = client.get(address).content.decode()
    ways = re.findall(r'<li><a href="([^"]+)">Without “[^”]+”: (\d+) ', page)
    assert ways
    for link, count in ways:
        assert counted(client, unescape(link)) == int(count)


def test_a_head_sorts_by_its_column_and_turns_round(client: Client) -> None:
    page = client.get("/meetings/").content.decode()
    assert re.search(r'<th scope="col" aria-sort="descending"><a href="/meetings/\?sort=date">Date</a>', page)
    page = client.get("/meetings/?sort=date").content.decode()
    assert re.search(r'<th scope="col" aria-sort="ascending"><a href="/meetings/\?sort=-date">Date</a>', page)


def test_the_sentence_of_what_changes_by_day_names_the_day(client: Client) -> None:
    page = client.get("/actions/?party=MA&party=ES&timing=overdue").content.decode()
    assert re.search(r"<h1[^>]*>\d+ agreed actions? of Morocco and Spain overdue, on \d+ \w+ \d{4}</h1>", page)
