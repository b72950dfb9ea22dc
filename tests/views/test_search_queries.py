"""The search and its suggestions ask a fixed number of questions, and find nothing that is hidden."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from agreements.pages import search
from tests.views.test_queries import asked, plenty

# The version, the terms, four for the hits and their transaction, one for the words to mark; and what a result of each
# kind shows.
EXPECTED = {
    "/search/?q=belgium&kind=meeting": 13,
    "/search/?q=deed&kind=action": 8,
    "/search/?q=agreement&kind=agreement": 9,
    "/search/?q=belgium&kind=body": 9,
    "/search/?q=belgium&kind=relation": 8,
    "/search/?q=belgium&kind=party": 8,
    "/search/?q=person&kind=person": 10,
    "/search/?q=ministry&kind=institution": 9,
    "/search/?q=work&kind=topic": 9,
    "/search/?q=meeting&kind=source": 8,
    "/search/suggest?q=belg": 12,
}


def test_a_search_asks_as_much_for_twice_the_rows(
    records: Callable[..., None], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", 0)  # names like the one typed are asked for where there are few results
    records(**plenty(3))
    few = {address: asked(client, address) for address in EXPECTED}
    records(**plenty(6))
    many = {address: asked(client, address) for address in EXPECTED}
    assert many == few
    assert few == EXPECTED


@pytest.mark.parametrize("query", ["secretia", "Secretia Person", "secretja", "Comoros Nauru", "nauru", "-open"])
def test_the_search_finds_nothing_hidden(both: None, client: Client, query: str) -> None:
    page = client.get("/search/", {"q": query}).content.decode()
    found = page.partition("</h1>")[2].partition("</main>")[0].lower()
    assert not re.search("(?<!q=)(secretia|comoros|nauru)|/km|/nr", found)


@pytest.mark.parametrize("query", ["open", "france italy", "minister"])
def test_what_the_search_finds_names_nothing_hidden(both: None, client: Client, query: str) -> None:
    page = client.get("/search/", {"q": query}).content.decode()
    assert '<ol class="results">' in page
    assert "secretia" not in page.lower()


@pytest.mark.parametrize("typed", ["secret", "secretja", "como", "nauru", "comoros nau"])
def test_nothing_hidden_is_suggested(both: None, client: Client, typed: str) -> None:
    assert client.get("/search/suggest", {"q": typed}).json()["suggestions"] == []
