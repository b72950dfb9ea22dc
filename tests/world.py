"""The cast of the tests: each function makes one row with sensible defaults, and whatever it cannot do without.

Keyword arguments are the model's own, so that a test says what it is about and nothing else:

    meeting(date="2023-06", relation=relation("ES", "MA"))
"""

from itertools import count
from typing import Any

from agreements.models import (
    ActionUpdate,
    AgreedAction,
    Agreement,
    Body,
    Citation,
    Delegation,
    Institution,
    Meeting,
    Participant,
    Party,
    Person,
    PersonName,
    Position,
    RecordParty,
    Relation,
    Source,
    Topic,
)

_numbers = count(1)


def party(code: str = "MA") -> Party:
    """Every party of ISO 3166-1 is there from the start (migration 0004)."""
    return Party.objects.get(code=code)


def relation(one: str = "ES", other: str = "MA") -> Relation:
    first, second = sorted((one, other))
    return Relation.objects.get_or_create(a_id=first, b_id=second)[0]


def _aggregate(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    defaults = {"slug": f"{kind}-{next(_numbers)}", "publication": "published"}
    return {**defaults, **given, "relation": given.get("relation") or relation()}


def body(**given: Any) -> Body:
    return Body.objects.create(**{"name": "Joint Migration Group", **_aggregate("body", given)})


def meeting(**given: Any) -> Meeting:
    """An occasion with a title, unless a body is given."""
    title = "" if given.get("body") else "Talks on migration"
    return Meeting.objects.create(**{"title": title, **_aggregate("meeting", given)})


def agreement(**given: Any) -> Agreement:
    return Agreement.objects.create(**{"title": "Agreement on labour migration", **_aggregate("agreement", given)})


def further_party(code: str, **record: Any) -> RecordParty:
    """further_party("EU", meeting=...)"""
    return RecordParty.objects.create(party_id=code, **record)


def delegation(**given: Any) -> Delegation:
    return Delegation.objects.create(**{"party_id": "MA", **given, "meeting": given.get("meeting") or meeting()})


def person(name: str = "Khalid Zerouali", *, variants: tuple[str, ...] = (), **given: Any) -> Person:
    made = Person.objects.create(**{"name": name, "slug": f"person-{next(_numbers)}", **given})
    for variant in variants:
        PersonName.objects.create(person=made, name=variant)
    return made


def institution(name: str = "Ministry of the Interior", **given: Any) -> Institution:
    defaults = {"name": name, "party_id": "MA", "slug": f"institution-{next(_numbers)}"}
    return Institution.objects.create(**{**defaults, **given})


def participant(**given: Any) -> Participant:
    """A named one, unless told otherwise."""
    given.setdefault("person", person() if not given.get("post") else None)
    return Participant.objects.create(**{**given, "delegation": given.get("delegation") or delegation()})


def position(**given: Any) -> Position:
    return Position.objects.create(
        **{"text": "Called for more legal ways.", **given, "meeting": given.get("meeting") or meeting()}
    )


def action(**given: Any) -> AgreedAction:
    """Agreed at a meeting, unless an agreement is given."""
    if not given.get("agreement"):
        given.setdefault("meeting", None)
        given["meeting"] = given["meeting"] or meeting()
    return AgreedAction.objects.create(**{"number": 1, "text": "Hold a seminar.", **given})


def source(**given: Any) -> Source:
    return Source.objects.create(**{"url": f"https://example.org/{next(_numbers)}", "title": "A page", **given})


def citation(**given: Any) -> Citation:
    """citation(meeting=...): of a source of its own unless one is given."""
    return Citation.objects.create(**{**given, "source": given.get("source") or source()})


def update(**given: Any) -> ActionUpdate:
    """A judgement that the evidence rules allow: limited progress, told by an independent source."""
    defaults = {"what": "A seminar was announced.", "evidence": "limited", "basis": "independent-source"}
    given.setdefault("source", None)
    return ActionUpdate.objects.create(
        **{**defaults, **given, "action": given.get("action") or action(), "source": given["source"] or source()}
    )


def topic(code: str = "", **given: Any) -> Topic:
    return Topic.objects.create(**{"code": code or f"topic-{next(_numbers)}", "name": "Return", **given})
