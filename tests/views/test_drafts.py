"""Nothing of a draft reaches the public, whatever the address."""

import re

import pytest
from django.test import Client

from agreements.models import Meeting, Source
from tests.views.twins import SECRET

LANGUAGES = ("", "/fr", "/es", "/ar")


# Two languages show what four do, and a page with two filters shows what one with either does.
PASSED_OVER = ("/static/", "/admin/", "/fr/", "/es/")


def crawl(client: Client, start: list[str]) -> dict[str, tuple[int, str]]:
    """Every page that can be reached by links within the site, and what it says."""
    seen: dict[str, tuple[int, str]] = {}
    waiting = list(start)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        text = b"".join(response).decode(errors="replace")
        seen[address] = (response.status_code, text)
        links = re.findall(r'href="(?:http://testserver)?(/[^"#]*)', text)
        waiting += [link for link in links if not link.startswith(PASSED_OVER) and link.count("=") < 2]
    return seen


def test_no_page_within_reach_names_anything_hidden(both: None, client: Client) -> None:
    pages = crawl(client, ["/"])
    leaking = [address for address, (_status, text) in pages.items() if SECRET.lower() in text.lower()]
    assert leaking == []
    assert {status for status, _text in pages.values()} <= {200, 301, 302}
    assert any(address.startswith("/ar/people/open-person") for address in pages)
    assert len(pages) > 100


def hidden_addresses() -> list[str]:
    folders = ("meetings/secretia-meeting", "actions/secretia-meeting-a1", "agreements/secretia-agreement")
    more = ("bodies/secretia-body", "relations/km-nr", "relations/nr-km", "parties/km", "people/secretia-person")
    last = ("institutions/km-secretia-ministry", "topics/secretia-topic", "meetings/once", "people/once")
    sources = [f"sources/{pk}" for pk in Source.objects.filter(url__contains="secretia").values_list("pk", flat=True)]
    return [f"{language}/{path}/" for path in (*folders, *more, *last, *sources) for language in LANGUAGES]


def test_every_hidden_address_is_as_unknown_as_one_that_never_was(both: None, client: Client) -> None:
    addresses = hidden_addresses()
    found = {address: client.get(address, follow=True).status_code for address in addresses}
    assert {address for address, status in found.items() if status != 404} == set()
    assert len(addresses) == 4 * 16


@pytest.mark.parametrize(
    "query",
    [
        "meetings/?person=secretia-person",
        "meetings/?institution=km-secretia-ministry",
        "meetings/?body=secretia-body",
        "meetings/?relation=km-nr",
        "meetings/?party=KM",
        "meetings/?topic=secretia-topic",
        "actions/?responsible=KM",
        "agreements/?topic=secretia-topic",
        "people/?body=secretia-body",
    ],
)
def test_a_filter_knows_no_hidden_value(both: None, client: Client, query: str) -> None:
    known, unknown = client.get(f"/{query}"), client.get(f"/{query.partition('=')[0]}=zz-none")
    assert (known.status_code, unknown.status_code) == (400, 400)
    assert "Secretia" not in known.content.decode()


@pytest.mark.parametrize(
    "entity", ["meetings", "actions", "agreements", "bodies", "people", "institutions", "topics", "sources"]
)
def test_words_find_nothing_hidden(both: None, client: Client, entity: str) -> None:
    assert 'class="t"' not in client.get(f"/{entity}/?q=secretia").content.decode()


@pytest.mark.parametrize("publication", ["in-review", "draft"])
def test_what_is_not_published_is_unknown(both: None, client: Client, publication: str) -> None:
    Meeting.objects.filter(slug="open-meeting").update(publication=publication)
    assert client.get("/meetings/open-meeting/").status_code == 404
    assert client.get("/people/open-person/").status_code == 404
    assert client.get("/actions/open-meeting-a1/").status_code == 404
