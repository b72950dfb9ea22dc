"""Each record written again from the database, in the form of docs/records.md, to be compared with its file."""

from collections.abc import Callable
from typing import Any

from agreements.folding import fold
from agreements.models import (
    ActionUpdate,
    AgreedAction,
    Agreement,
    Body,
    Citation,
    Meeting,
    Participant,
    Person,
    Source,
    Topic,
)

# What a record may leave unsaid, since it says no more than nothing does.
DEFAULTS = [
    *(("role", "member"), ("status", "held"), ("format", "unknown"), ("level", "unknown"), ("kind", "other")),
    *(("kind", "commitment"), ("designation", "other"), ("subject", "not-established"), ("lifecycle", "unknown")),
]
UNORDERED = {"parties", "further_parties", "responsible"}


def plain(value: Any, name: str = "") -> Any:
    """Without blanks and defaults, sets of parties in order, dates as text."""
    if isinstance(value, dict):
        pairs = ((key, plain(held, key)) for key, held in value.items())
        return {key: held for key, held in pairs if held not in ("", [], {}, "None") and (key, held) not in DEFAULTS}
    if isinstance(value, list):
        return sorted(value) if name in UNORDERED else [plain(held) for held in value]
    return value if isinstance(value, int) and name in ("ordinal", "number", "source") else str(value)


def rebuilt(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    return plain(REBUILD[kind](data))


def expected(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """The record as its file has it. A page that it cites twice is one source, and `source` counts it so."""
    urls = [source["url"] for source in data.get("sources", [])]
    if len(set(urls)) == len(urls):
        return plain(data)
    once = list(dict.fromkeys(urls))
    sources = [next(row for row in data["sources"] if row["url"] == url) for url in once]
    return plain(_renumbered({**data, "sources": sources}, [once.index(url) + 1 for url in urls]))


def _renumbered(value: Any, numbers: list[int]) -> Any:
    if isinstance(value, dict):
        return {
            key: numbers[held - 1] if key == "source" and isinstance(held, int) else _renumbered(held, numbers)
            for key, held in value.items()
        }
    return [_renumbered(held, numbers) for held in value] if isinstance(value, list) else value


def _source(source: Source, note: str, stated: dict[str, Any]) -> dict[str, Any]:
    """Only what this record states: what others know of the same page belongs to them."""
    known = {"url": source.url, "title": source.title, "publisher": source.publisher, "kind": source.kind}
    known |= {"published": edtf(source.published_on), "language": source.language, "note": note}
    return {key: known[key] for key in stated}


def edtf(date: Any) -> str:
    return date.edtf if date else ""


def _same_name(given: str | None, *known: str) -> str | None:
    """The file's own spelling where it is one of those known."""
    return given if given and fold(given) in {fold(name) for name in known} else known[0] if known else None


def _aggregate(row: Any, data: dict[str, Any]) -> dict[str, Any]:
    citations = Citation.objects.filter(**{row._meta.model_name: row}).select_related("source").order_by("position")
    stated = {source["url"]: source for source in reversed(data.get("sources", []))}
    return {
        "key": row.slug,
        "parties": [row.relation.a_id, row.relation.b_id],
        "further_parties": [party.code for party in row.further_parties],
        "sources": [_source(c.source, c.note, stated.get(c.source.url, {"url": ""})) for c in citations],
    }


def _topic(data: dict[str, Any]) -> dict[str, Any]:
    row = Topic.objects.get(code=data["code"])
    names = {"en": row.name, "fr": row.name_fr, "es": row.name_es, "ar": row.name_ar}
    aliases = [alias.alias for alias in row.aliases.all()]
    return {
        "code": row.code,
        "parent": row.parent and row.parent.code,
        "name": names,
        "gcm": row.gcm,
        "aliases": aliases,
    }


def _person(data: dict[str, Any]) -> dict[str, Any]:
    row = Person.objects.get(name=data["name"], parties__code=data["parties"][0])
    return {
        "name": row.name,
        "variants": [variant.name for variant in row.variants.order_by("pk")],
        "native": row.native_name,
        "parties": [party.code for party in row.parties.all()],
        "note": row.note,
    }


def _body(data: dict[str, Any]) -> dict[str, Any]:
    row = Body.objects.get(slug=data["key"])
    fields = {name: getattr(row, name) for name in ("name", "other_names", "kind", "note")}
    linked = {name: getattr(row, name) and getattr(row, name).slug for name in ("parent", "replaced_by")}
    return {**_aggregate(row, data), **fields, **linked}


def _agreement(data: dict[str, Any]) -> dict[str, Any]:
    row = Agreement.objects.get(slug=data["key"])
    texts = ("title", "designation", "subject", "lifecycle", "status_as_reported", "signed_place", "summary")
    notes = ("title_note", "signed_note", "in_force_note", "parties_note")
    return {
        **_aggregate(row, data),
        **{name: getattr(row, name) for name in (*texts, *notes)},
        "signed": edtf(row.signed),
        "in_force": edtf(row.in_force),
        "replaced_by": row.replaced_by and row.replaced_by.slug,
        "topics": row.topic_words,
    }


def _meeting(data: dict[str, Any]) -> dict[str, Any]:
    row = Meeting.objects.get(slug=data["key"])
    texts = ("title", "ordinal", "format", "level", "status", "notes")
    notes = ("ordinal_note", "date_note", "place_note", "status_note")
    sides = {side["party"]: side for side in data.get("delegations", [])}
    delegations = [_delegation(side, sides.get(side.party_id, {})) for side in row.delegations.order_by("pk").all()]
    positions = [
        {
            "parties": [said.party_id for said in position.party_rows.all()],
            "text": position.text,
            "source": _number(row, of_position=position),
        }
        for position in row.positions.all()
    ]
    return {
        **_aggregate(row, data),
        **{name: getattr(row, name) for name in (*texts, *notes)},
        "body": row.body and row.body.slug,
        "date": edtf(row.date),
        "planned_date": edtf(row.planned_date),
        "place": {"city": row.city, "country": row.country_id},
        "topics": row.topic_words,
        "delegations": delegations,
        "positions": positions,
        "actions": [_action(action) for action in row.actions.all()],
    }


def _delegation(row: Any, data: dict[str, Any]) -> dict[str, Any]:
    seats = row.participants.select_related("person", "institution")
    given = [*data.get("participants", []), *[{}] * len(seats)]
    people = [_participant(row.meeting, seat, stated) for seat, stated in zip(seats, given, strict=False)]
    return {"party": row.party_id, "participants": people}


def _participant(meeting: Meeting, seat: Participant, data: dict[str, Any]) -> dict[str, Any]:
    person, institution = seat.person, seat.institution
    names = [person.name, *(variant.name for variant in person.variants.all())] if person else []
    return {
        "name": _same_name(data.get("name"), *names),
        "post": seat.post,
        "institution": _same_name(data.get("institution"), institution.name) if institution else None,
        "role": seat.role,
        "note": seat.note,
        "source": _number(meeting, participant=seat),
    }


def _number(meeting: Meeting, **fact: Any) -> int | None:
    """Which of the meeting's sources the fact is pinned to, counted from 1."""
    cited = Citation.objects.filter(**fact).values_list("source", flat=True)
    if not cited:
        return None
    own = Citation.objects.filter(meeting=meeting).order_by("position").values_list("source", flat=True)
    (source,) = cited
    return list(own).index(source) + 1


def _action(row: AgreedAction) -> dict[str, Any]:
    led = row.leads_to_meeting or row.leads_to_agreement
    taken = row.takes_up.filter(relation="restates").order_by("pk")
    return {
        "number": row.number,
        "text": row.text,
        "responsible": [owing.party_id for owing in row.party_rows.all()],
        "kind": row.kind,
        "due": edtf(row.due),
        "due_phrase": row.due_phrase,
        "due_note": row.due_note,
        "leads_to": led and led.slug,
        "restates": [{"meeting": link.earlier.parent.slug, "number": link.earlier.number} for link in taken],
        "source": _number(row.parent, action=row),  # type: ignore[arg-type]
    }


def _followup(data: dict[str, Any]) -> dict[str, Any]:
    reference = data["action"]
    action = AgreedAction.objects.get(meeting__slug=reference["meeting"], number=reference["number"])
    rows = ActionUpdate.objects.filter(action=action, what=data["note"])
    (row,) = [row for row in rows if edtf(row.date) == str(data.get("date", ""))]
    return {
        "action": {"meeting": action.parent.slug, "number": action.number},
        "date": edtf(row.date),
        "evidence": row.evidence,
        "basis": row.basis,
        "note": row.what,
        "source": _source(row.source, row.source.note, data["source"]) if row.source else {},
    }


REBUILD: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "topics": _topic,
    "people": _person,
    "bodies": _body,
    "agreements": _agreement,
    "meetings": _meeting,
    "followups": _followup,
}
