"""The home page on the corpus: every number opens as many rows as it says."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.views.test_lists import heading

pytestmark = pytest.mark.usefixtures("corpus", "db")


@pytest.fixture
def home(client: Client) -> str:
    return client.get("/").content.decode()


def listed(client: Client, address: str) -> int:
    return int(heading(client, unescape(address)).split()[0])


def part(page: str, begins: str) -> str:
    found = re.search(rf"{re.escape(begins)}.*?</section>", page, re.S)
    assert found, begins
    return found[0]


def test_every_figure_opens_as_many_rows(client: Client, home: str) -> None:
    figures = re.findall(
        r'<a href="([^"]+)"[^>]*><b>(\d+)</b>(?:meetings|agreements|agreed actions|over|assessed)', home
    )
    assert {address: listed(client, address) for address, _count in figures} == {
        address: int(count) for address, count in figures
    }
    assert len(figures) == 5


def test_every_year_opens_as_many_meetings(client: Client, home: str) -> None:
    bars = re.findall(r'<a href="(/meetings/\?from=[^"]+)"><title>\d{4}: (\d+) meetings?</title><rect', home)
    assert len(bars) > 20
    for address, count in bars:
        assert listed(client, address) == int(count), address


def test_every_count_of_actions_opens_as_many(client: Client, home: str) -> None:
    counts = re.findall(r'<a href="(/actions/\?timing=[^"]+)">(?:all )?(\d+) actions?</a>', home)
    assert [listed(client, address) for address, _count in counts] == [int(count) for _address, count in counts]
    assert len(counts) == 3


def test_every_evidence_opens_as_many_actions(client: Client, home: str) -> None:
    assessed = part(home, "How much has been assessed")
    counts = re.findall(r'<a href="(/actions/\?evidence=[^"&]+)" aria-label="[^"]+">(\d+)</a>', assessed)
    assert [listed(client, address) for address, _count in counts] == [int(count) for _address, count in counts]
    assert len(counts) == 6


def test_the_map_and_its_list_hold_the_same_relations(client: Client, home: str) -> None:
    where = part(home, "<h2>Where</h2>")
    drawn, named = where.split('<div class="map-pairs"')
    lines = re.findall(r'<a href="(/relations/[^"]+)" tabindex="-1"', drawn)
    assert lines == re.findall(r'<li><a href="(/relations/[^"]+)">', named)
    assert len(lines) == listed(client, "/relations/") == len(set(lines))


def test_every_relation_of_the_map_opens_as_many_meetings(client: Client, home: str) -> None:
    counts = re.findall(r'<a class="n" href="(/meetings/\?relation=[^"]+)" aria-label="[^"]+">(\d+)</a>', home)
    assert len(counts) > 12
    for address, count in dict(counts).items():
        assert listed(client, address) == int(count), address


def test_every_mark_leads_somewhere_and_says_where(client: Client, home: str) -> None:
    strips = part(home, '<ol class="strips">')
    marks = re.findall(r'<a href="([^"]+)"(?: class="hollow")?><title>([^<]+)</title><(?:circle|svg)', strips)
    assert 60 < len(marks) <= 200
    for address, title in marks[::7]:
        assert title.strip()
        assert client.get(unescape(address)).status_code == 200, address


def test_what_is_merged_is_counted(client: Client, home: str) -> None:
    """All dated meetings of a relation have their place on its strip."""
    strip = next(one for one in home.split("<li>") if 'href="/relations/bd-my/"' in one and "<circle" in one)
    merged = [int(count) for count in re.findall(r"<title>(\d+) meetings, ", strip)]
    assert strip.count("<circle") - len(merged) + sum(merged) == listed(
        client, "/meetings/?relation=bd-my&from=0001&to=9999"
    )


def test_silence_is_said_against_the_own_rhythm(home: str) -> None:
    silence = part(home, "<h2>Silence</h2>")
    assert "Moroccan-Spanish working group on immigration" in silence
    assert re.search(r"Silent for [\d.]+ years, usually every 11 months", silence)


def test_what_is_overdue_says_by_how_many_days(home: str) -> None:
    assert re.search(r"Overdue by [\d,]+ days", part(home, "Windows that passed"))


def test_borders_imply_no_position(home: str) -> None:
    assert "Borders on the map imply no position." in home


def test_a_small_answer_travels_packed(client: Client) -> None:
    response = client.get("/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 25_000
    again = client.get("/", headers={"accept-encoding": "gzip", "if-none-match": response["ETag"]})
    assert again.status_code == 304
