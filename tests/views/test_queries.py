"""Every page asks the database a fixed number of questions: as many for twice the rows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.filters.facets import forget
from agreements.models import Citation, Institution, Person, Position, Source, Topic
from agreements.pages import kept
from agreements.pages.facets import forget_names

# What each page asks, so that a new query is a decision. One of them is the version of the record, for the ETag; where
# actions or meetings are listed, one the parties, kept thereafter, and one whether any update lies in days to come.
EXPECTED = {
    "/": 22,  # most of them once for each version of the record and each day: a page seen again asks six
    "/calendar/?month=2012-01": 24,
    "/calendar/?month=2021-01": 24,
    "/meetings/": 11,
    "/actions/": 14,
    "/agreements/": 8,
    "/bodies/": 7,
    "/relations/": 5,
    "/parties/": 4,
    "/people/": 8,
    "/institutions/": 5,
    "/topics/": 4,
    "/sources/": 4,
    "/meetings/be-nl-1/": 17,
    "/actions/be-nl-1-a1/": 17,
    "/agreements/be-nl-agreement-1/": 9,
    "/bodies/be-nl-body/": 21,
    "/relations/be-nl/": 23,
    "/parties/nl/": 26,
    "/people/person-1/": 12,
    "/institutions/nl-ministry-1/": 12,
    "/topics/work/": 28,
}


def source(name: str, number: int) -> dict[str, Any]:
    return {"url": f"https://example.org/{name}/{number}", "title": f"{name} {number}", "language": "en"}


def meeting(number: int, size: int, shared: dict[str, Any]) -> dict[str, Any]:
    numbers = range(1, size + 1)
    earlier = [{"meeting": f"be-nl-{number - 1}", "number": 1}] if number > 1 else []
    action = {"responsible": ["NL", "BE"], "due": "2021", "leads_to": "be-nl-agreement-1", "restates": earlier}
    return {
        "key": f"be-nl-{number}",
        "body": "be-nl-body",
        "ordinal": number,
        "date": f"20{10 + number}",
        "place": {"city": "Brussels", "country": "BE"},
        "delegations": [
            {
                "party": "NL",
                "participants": [
                    {"name": f"Person {i}", "post": "Minister", "institution": f"Ministry {i}", "source": i}
                    for i in numbers
                ],
            },
        ],
        "positions": [{"parties": ["BE"], "text": f"Said {i}", "source": i} for i in numbers],
        "actions": [{"number": i, "text": f"Deed {i}", "source": i, **action} for i in numbers],
        "sources": [source("meeting", i) for i in numbers],
        **shared,
    }


def plenty(size: int) -> dict[str, list[dict[str, Any]]]:
    """`size` of everything, each meeting with `size` of everything in it."""
    shared = {"parties": ["BE", "NL"], "further_parties": ["LU"], "topics": ["work", "more work"]}
    numbers = range(1, size + 1)
    return {
        "topics": [
            {"code": "work", "name": {"en": "Work"}},
            *(
                {
                    "code": f"work-{i}",
                    "parent": "work",
                    "name": {"en": f"More work {i}"},
                    "aliases": ["more work"] if i == 1 else [],
                }
                for i in numbers
            ),
        ],
        "bodies": [
            {
                "key": "be-nl-body",
                "name": "Group",
                "parties": ["BE", "NL"],
                "further_parties": ["LU"],
                "sources": [source("body", i) for i in numbers],
            },
            *(
                {"key": f"be-nl-sub-{i}", "name": f"Sub {i}", "parent": "be-nl-body", "parties": ["BE", "NL"]}
                for i in numbers
            ),
        ],
        "agreements": [
            {
                "key": f"be-nl-agreement-{i}",
                "title": f"Agreement {i}",
                "signed": "2020",
                "sources": [source("agreement", j) for j in numbers],
                **shared,
            }
            for i in numbers
        ],
        "meetings": [meeting(i, size, shared) for i in numbers],
        "followups": [
            {
                "action": {"meeting": f"be-nl-{i}", "number": j},
                "date": "2022",
                "evidence": "limited",
                "basis": "independent-source",
                "note": "Seen",
                "source": source("followup", i),
            }
            for i in numbers
            for j in numbers
        ],
    }


def asked(client: Client, address: str) -> int:
    forget()  # what is asked once for a version of the record
    forget_names()
    kept.forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def with_what_files_do_not_say() -> None:
    """What only curators enter, so that the pages ask all that they can ask."""
    Position.objects.update(topic=Topic.objects.get(code="work"))
    Source.objects.update(issuing_party="NL")
    for source in Source.objects.filter(url__contains="/meeting/"):
        Citation.objects.get_or_create(source=source, person=Person.objects.get(slug="person-1"))
        Citation.objects.get_or_create(source=source, institution=Institution.objects.get(slug="nl-ministry-1"))


def addresses() -> list[str]:
    return [*EXPECTED, f"/sources/{Source.objects.get(url__endswith='/meeting/1').pk}/"]


def test_every_page_asks_as_much_for_twice_the_rows(records: Callable[..., None], client: Client) -> None:
    records(**plenty(2))
    with_what_files_do_not_say()
    few = {address: asked(client, address) for address in addresses()}
    records(**plenty(4))
    with_what_files_do_not_say()
    many = {address: asked(client, address) for address in addresses()}
    assert many == few
    assert few == {**EXPECTED, addresses()[-1]: 7}
