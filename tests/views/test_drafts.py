"""Nothing of a draft reaches the public, whatever the address."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agreements.models import AgreedAction, Agreement, Body, Citation, Meeting, OldAddress, Person, Source

HIDDEN = "Secretia"
LANGUAGES = ("", "/fr", "/es", "/ar")


def source(name: str) -> dict[str, Any]:
    return {"url": f"https://example.org/{name.lower()}", "title": f"{name} page", "publisher": f"{name} Gazette"}


def twin(name: str, parties: list[str]) -> dict[str, list[dict[str, Any]]]:
    """One of every aggregate, with all that hangs on it, every text beginning with its name."""
    key = name.lower()
    return {
        "bodies": [
            {"key": f"{key}-body", "name": f"{name} Group", "parties": parties, "sources": [source(f"{name}-body")]}
        ],
        "agreements": [
            {
                "key": f"{key}-agreement",
                "title": f"{name} Agreement",
                "parties": parties,
                "signed": "2020",
                "summary": f"{name} summary",
                "topics": [f"{key} words"],
                "sources": [source(f"{name}-agreement")],
            }
        ],
        "meetings": [
            {
                "key": f"{key}-meeting",
                "title": f"{name} Meeting",
                "date": "2021-05",
                "parties": parties,
                "place": {"city": f"{name}town", "country": parties[0]},
                "delegations": [
                    {
                        "party": parties[0],
                        "participants": [
                            {
                                "name": f"{name} Person",
                                "post": f"{name} Minister",
                                "institution": f"{name} Ministry",
                                "role": "chair",
                                "source": 1,
                            }
                        ],
                    }
                ],
                "topics": [f"{key} words"],
                "positions": [{"parties": [parties[0]], "text": f"{name} said so", "source": 1}],
                "actions": [
                    {
                        "number": 1,
                        "text": f"{name} deed",
                        "responsible": [parties[0]],
                        "due": "2022",
                        "due_phrase": f"{name} phrase",
                        "source": 1,
                    }
                ],
                "notes": f"{name} note",
                "sources": [source(f"{name}-meeting")],
            }
        ],
        "topics": [{"code": f"{key}-topic", "name": {"en": f"{name} Topic"}, "aliases": [f"{key} words"]}],
        "followups": [
            {
                "action": {"meeting": f"{key}-meeting", "number": 1},
                "date": "2023",
                "evidence": "limited",
                "basis": "independent-source",
                "note": f"{name} follow-up",
                "source": source(f"{name}-followup"),
            }
        ],
    }


@pytest.fixture
def both(records: Callable[..., None]) -> None:
    """A published record and its hidden twin, tied to each other wherever the model allows it."""
    records(**twin("Open", ["FR", "IT"]))
    records(publication="draft", **twin(HIDDEN, ["KM", "NR"]))
    hidden_body, hidden_meeting = Body.objects.get(slug="secretia-body"), Meeting.objects.get(slug="secretia-meeting")
    hidden_agreement = Agreement.objects.get(slug="secretia-agreement")
    Body.objects.filter(slug="open-body").update(parent=hidden_body, replaced_by=hidden_body)
    Body.objects.filter(pk=hidden_body.pk).update(replaced_by=Body.objects.get(slug="open-body"))
    Agreement.objects.filter(slug="open-agreement").update(replaced_by=hidden_agreement)
    Meeting.objects.filter(slug="open-meeting").update(body=hidden_body)
    AgreedAction.objects.filter(meeting__slug="open-meeting").update(leads_to_meeting=hidden_meeting)
    opened = AgreedAction.objects.get(meeting__slug="open-meeting")
    hidden = AgreedAction.objects.get(meeting__slug="secretia-meeting")
    AgreedAction.objects.filter(pk=hidden.pk).update(leads_to_meeting=Meeting.objects.get(slug="open-meeting"))
    opened.takes_up.create(earlier=hidden)
    hidden.takes_up.create(earlier=opened)
    Citation.objects.create(person=Person.objects.get(name="Secretia Person"), source=Source.objects.order_by("pk")[0])
    OldAddress.objects.create(path="/meetings/once/", target=hidden_meeting.get_absolute_url())
    OldAddress.objects.create(path="/people/once/", target="/people/secretia-person/")


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
        text = b"".join(response).decode()
        seen[address] = (response.status_code, text)
        links = re.findall(r'href="(?:http://testserver)?(/[^"#]*)', text)
        waiting += [link for link in links if not link.startswith(PASSED_OVER) and link.count("=") < 2]
    return seen


def test_no_page_within_reach_names_anything_hidden(both: None, client: Client) -> None:
    pages = crawl(client, ["/"])
    leaking = [address for address, (_status, text) in pages.items() if HIDDEN.lower() in text.lower()]
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
