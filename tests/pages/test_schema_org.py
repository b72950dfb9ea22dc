"""The judge of the linked data finds what schema.org has no words for."""

from typing import Any

import pytest

from tests.pages.schema_org import problems


def block(**properties: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [{"@type": "Event", "name": "Talks", **properties}]}


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"startDate": "2023-06"},
        {"organizer": [{"@type": ["Country", "Organization"], "name": "Spain"}]},
        {"eventStatus": "https://schema.org/EventCancelled"},
    ],
)
def test_what_it_has_words_for_passes(properties: dict[str, Any]) -> None:
    assert problems(block(**properties)) == []


@pytest.mark.parametrize(
    "properties",
    [
        {"startDate": "June 2023"},
        {"startDate": "2023-13"},
        {"venue": "Madrid"},
        {"jobTitle": "Director"},
        {"organizer": [{"@type": "Country", "name": "Spain"}]},
        {"eventStatus": "https://schema.org/EventHeld"},
        {"url": "/meetings/"},
        {"name": ""},
        {"location": {"@type": "Palace", "name": "Moncloa"}},
    ],
)
def test_what_it_has_no_words_for_is_found(properties: dict[str, Any]) -> None:
    assert problems(block(**properties))


def test_a_block_without_its_vocabulary_says_nothing() -> None:
    assert problems({"@graph": []})
