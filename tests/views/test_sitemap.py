"""What search engines are led to: every public page in every language, and nothing else."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.pages import kept, sitemap
from agreements.pages.sitemap import SECTIONS
from tests.views.test_heads import MODELS, ROOT
from tests.views.test_queries import plenty

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def locations(client: Client, address: str) -> list[str]:
    response = client.get(address.removeprefix(ROOT))
    assert response.status_code == 200, address
    tree = ElementTree.fromstring(b"".join(response))  # noqa: S314 our own answer
    return [str(one.text) for one in tree.iterfind("*/s:loc", NAMES)]


def everything(client: Client) -> list[str]:
    return [url for file in locations(client, "/sitemap.xml") for url in locations(client, file)]


@pytest.mark.usefixtures("corpus", "db")
def test_every_published_record_is_named_in_every_language(client: Client) -> None:
    named = everything(client)
    expected = {f"{ROOT}{record.get_absolute_url()}" for model in MODELS for record in model.published.all()}
    assert len(expected) > 1500
    assert {url for url in named if not re.match(rf"{ROOT}/(fr|es|ar)/", url)} - expected == {
        f"{ROOT}{path}" for path in sitemap.pages()
    }
    assert expected - set(named) == set()
    assert len(named) == len(set(named)) == 4 * (len(expected) + 13)


def test_drafts_are_in_no_file(both: None, client: Client) -> None:
    named = everything(client)
    assert any("open-meeting" in url for url in named)
    assert [url for url in named if "secretia" in url or "km-nr" in url or url.endswith("/km/")] == []


def test_each_language_names_all_the_others(records: Callable[..., None], client: Client) -> None:
    records(**plenty(1))
    tree = ElementTree.fromstring(b"".join(client.get("/sitemaps/meeting-1.xml")))  # noqa: S314 our own answer
    found = [
        {str(link.get("hreflang")): str(link.get("href")) for link in one.iterfind("x:link", NAMES)}
        for one in tree.iterfind("s:url", NAMES)
    ]
    english = f"{ROOT}/meetings/be-nl-1/"
    others = {code: f"{ROOT}/{code}/meetings/be-nl-1/" for code in ("fr", "es", "ar")}
    assert found == 4 * [{"en": english, **others, "x-default": english}]


def test_a_long_section_is_divided(
    records: Callable[..., None], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "RECORDS_A_FILE", 3)
    records(**plenty(4))
    files = locations(client, "/sitemap.xml")
    assert [file for file in files if "/meeting-" in file] == [f"{ROOT}/sitemaps/meeting-{n}.xml" for n in (1, 2)]
    assert [len(locations(client, f"/sitemaps/meeting-{n}.xml")) for n in (1, 2)] == [12, 4]


def questions(client: Client) -> dict[str, int]:
    kept.forget()
    numbers = {}
    for address in ("/sitemap.xml", *(f"/sitemaps/{section.entity}-1.xml" for section in SECTIONS)):
        with CaptureQueriesContext(connection) as queries:
            assert b"</" in b"".join(client.get(address))
        numbers[address] = len(queries)
    return numbers


def test_a_file_asks_as_much_for_twice_the_records(records: Callable[..., None], client: Client) -> None:
    """A file: the version of the record, for its ETag and for what files there are, and its rows. The index, once for
    each version: how many there are of each section, and the last change."""
    records(**plenty(2))
    few = questions(client)
    records(**plenty(4))
    assert questions(client) == few
    assert few.pop("/sitemap.xml") <= 2 + len(SECTIONS) + 1
    assert max(few.values()) <= 3


def test_a_file_that_is_not_there_is_not_found(db: None, client: Client) -> None:
    for address in ("/sitemaps/meeting-9.xml", "/sitemaps/nothing-1.xml", "/sitemaps/pages-2.xml"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemaps/pages-1.xml", "/robots.txt"])
def test_an_unchanged_file_is_answered_304(db: None, client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_robots_are_led_to_the_record_and_kept_from_the_editors_door(db: None, client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"\nSitemap: {ROOT}/sitemap.xml\n" in text
    for place in ("/admin/", "/search/", "/*/search/", "/*.csv"):
        assert f"\nDisallow: {place}\n" in text
    assert "Disallow: /\n" not in text
