"""The head of every kind of page says what the page is, once and to whoever asks: engines, networks, keepers of
references."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from agreements.models import (
    AgreedAction,
    Agreement,
    Body,
    Institution,
    Meeting,
    Party,
    Person,
    Relation,
    Source,
    Topic,
)
from tests.pages.schema_org import problems
from tests.views.test_lists import ENTITIES
from tests.views.twins import SECRET

ROOT = "http://testserver"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
MODELS: tuple[Any, ...] = (
    Meeting,
    AgreedAction,
    Agreement,
    Body,
    Relation,
    Party,
    Person,
    Institution,
    Topic,
    Source,
)
STANDING = ("/", "/about/", "/calendar/?month=2023-06", "/actions/?party=MA&timing=overdue", "/meetings/?page=2")
OF_NETWORKS = ("title", "description", "type", "url", "site_name", "locale", "image", "image:alt")
# Of each entity, so that the longest and the shortest are among them and the test stays short.
SWEPT = 16


@dataclass(frozen=True)
class Read:
    """What a head says; lists, because each is to stand there once."""

    status: int
    titles: list[str]
    metas: list[tuple[str, str]]
    links: list[tuple[str, str, str]]
    blocks: list[Any]

    def meta(self, name: str) -> list[str]:
        return [content for known, content in self.metas if known == name]

    @property
    def canonical(self) -> list[str]:
        return [url for relation, _language, url in self.links if relation == "canonical"]

    @property
    def alternates(self) -> dict[str, str]:
        return {language: url for relation, language, url in self.links if relation == "alternate" and language}


def read(client: Client, address: str) -> Read:
    response = client.get(address)
    head = response.content.decode().partition("</head>")[0]
    links = re.findall(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")?[^>]* href="([^"]+)"', head)
    return Read(
        response.status_code,
        [unescape(title) for title in re.findall(r"<title>(.*?)</title>", head, re.S)],
        [
            (name, unescape(content))
            for name, content in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', head)
        ],
        [(relation, language, unescape(url)) for relation, language, url in links],
        [json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.S)],
    )


def wanting(head: Read) -> list[str]:
    """What a public page's head lacks or has too much of."""
    once = {"title": head.titles, "description": head.meta("description"), "canonical": head.canonical}
    once |= {name: head.meta(f"og:{name}") for name in OF_NETWORKS} | {"data": head.blocks}
    wrong = [name for name, found in once.items() if len(found) != 1 or not found[0]]
    wrong += ["longer"] if any(len(text) > 160 for text in head.meta("description")) else []
    wrong += ["of networks"] if head.meta("og:url") != head.canonical else []
    wrong += ["languages"] if list(head.alternates) != [*LANGUAGES, "x-default"] else []
    wrong += ["of itself"] if head.canonical and head.canonical[0] not in head.alternates.values() else []
    return wrong + [problem for block in head.blocks for problem in problems(block)]


def some(model: Any) -> list[str]:
    records = list(model.published.order_by("pk"))
    return [record.get_absolute_url() for record in records[:: max(len(records) // SWEPT, 1)]]


@pytest.mark.usefixtures("corpus", "db")
def test_every_kind_of_page_says_what_it_is(client: Client) -> None:
    addresses = [*STANDING, *(f"/{name}/" for name in ENTITIES), *(path for model in MODELS for path in some(model))]
    heads = {address: read(client, address) for address in addresses}
    assert {address: wrong for address, head in heads.items() if (wrong := wanting(head))} == {}
    for said in ("description", "og:title"):
        twice = [text for text, count in Counter(head.meta(said)[0] for head in heads.values()).items() if count > 1]
        assert twice == [], said
    assert {head.canonical[0] for head in heads.values()} == {f"{ROOT}{address}" for address in addresses}
    assert len(heads) > 170


@pytest.mark.usefixtures("corpus", "db")
@pytest.mark.parametrize(
    "path",
    ["/", "/meetings/?party=MA&party=ES", "/meetings/es-ma-gmmp-21/", "/topics/minors/", "/people/khalid-zerouali/"],
)
def test_the_languages_of_a_page_name_each_other(client: Client, path: str) -> None:
    heads = {code: read(client, path if code == "en" else f"/{code}{path}") for code in LANGUAGES}
    assert {code: wanting(head) for code, head in heads.items()} == {code: [] for code in LANGUAGES}
    assert {code: head.canonical for code, head in heads.items()} == {
        code: [heads["en"].alternates[code]] for code in LANGUAGES
    }
    assert all(head.alternates == heads["en"].alternates for head in heads.values())
    assert heads["en"].alternates["x-default"] == heads["en"].canonical[0]


@pytest.mark.usefixtures("corpus", "db")
@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/meetings/?party=es&to=2024&party=MA&from=2019", "/meetings/?party=ES&party=MA&from=2019&to=2024"),
        ("/meetings/?sort=date&rows=compact&per_page=25&status=held", "/meetings/?status=held"),
        ("/meetings/?page=2&rows=compact", "/meetings/?page=2"),
        ("/meetings/?page=2&sort=date", "/meetings/"),
        ("/meetings/?page=1", "/meetings/"),
        ("/calendar/?month=2023-06&party=ma", "/calendar/?party=MA&month=2023-06"),
        ("/fr/actions/?timing=overdue&kind=renewal&sort=due", None),
    ],
)
def test_a_list_has_one_address_however_it_is_asked_for(client: Client, asked: str, canonical: str | None) -> None:
    expected = canonical or "/fr/actions/?timing=overdue&kind=renewal"
    found = read(client, asked)
    assert Counter(found.canonical[0].partition("?")[2].split("&")) == Counter(expected.partition("?")[2].split("&"))
    assert found.canonical == read(client, found.canonical[0].removeprefix(ROOT)).canonical
    if canonical:
        assert found.canonical == [f"{ROOT}{canonical}"]


@pytest.mark.usefixtures("corpus", "db")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search/?q=minors", 200),
        ("/search/", 200),
        ("/meetings/?q=minors", 200),
        ("/meetings/?party=MA&from=2090", 200),
        ("/calendar/?month=1950-01", 200),
        ("/meetings/?status=hold", 400),
        ("/calendar/?month=2023-13", 400),
        ("/no-such-page/", 404),
    ],
)
def test_what_is_no_part_of_the_record_is_in_no_index(client: Client, address: str, status: int) -> None:
    head = read(client, address)
    assert (head.status, head.meta("robots"), head.blocks) == (status, ["noindex"], [])
    assert len(head.titles) == len(head.meta("description")) == 1


@pytest.mark.usefixtures("db")
def test_an_address_that_is_none_names_no_other(client: Client) -> None:
    head = read(client, "/fr/no-such-page/")
    assert (head.links, head.meta("og:url")) == ([], [])


def test_nothing_hidden_is_in_the_head_of_what_is_public(both: None, client: Client) -> None:
    addresses = [record.get_absolute_url() for model in MODELS for record in model.published.all()]
    heads = [read(client, address) for address in addresses]
    assert [wanting(head) for head in heads] == [[]] * len(addresses)
    assert len(heads) >= 10
    assert [head for head in heads if SECRET.lower() in str(head).lower()] == []


def test_a_source_of_many_facts_has_an_address_for_each_page_of_them(
    both: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agreements.pages.source.FACTS_A_PAGE", 1)
    path = Source.published.get(url="https://example.org/open-meeting").get_absolute_url()
    first, second = read(client, path), read(client, f"{path}?page=2")
    assert (first.canonical, second.canonical) == ([f"{ROOT}{path}"], [f"{ROOT}{path}?page=2"])
    assert first.titles != second.titles


def test_the_picture_is_there_and_light(client: Client, db: None) -> None:
    image = read(client, "/").meta("og:image")[0]
    assert image.startswith(f"{ROOT}/static/")
    found = finders.find(image.removeprefix(f"{ROOT}/static/"))
    assert found
    with open(found, "rb") as file:
        data = file.read()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1200, 630)
    assert len(data) < 60_000
