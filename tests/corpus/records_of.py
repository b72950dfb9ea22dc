"""Small valid records, to be spoilt, changed and referred to: each function gives one, with what is given put in."""

from typing import Any

type Data = dict[str, Any]

SOURCE: Data = {"url": "https://example.org/page", "title": "A page", "kind": "press", "language": "en"}


def body(key: str = "fr-it-group", **given: Any) -> Data:
    return {"key": key, "name": "French-Italian Group", "parties": ["FR", "IT"], **given}


def agreement(key: str = "fr-it-1997", **given: Any) -> Data:
    return {"key": key, "title": "Chambéry agreement", "parties": ["FR", "IT"], "signed": "1997-10-03", **given}


def action(number: int = 1, **given: Any) -> Data:
    return {"number": number, "text": "Open a joint office.", "responsible": ["FR"], **given}


def participant(name: str = "Bruno Carlini", **given: Any) -> Data:
    return {"name": name, "post": "Prefect", **given}


def delegation(*people: Data, party: str = "IT") -> Data:
    return {"party": party, "participants": list(people)}


def meeting(key: str = "fr-it-talks", **given: Any) -> Data:
    """Held, with one delegation of one, one position, one action and one source."""
    return {
        "key": key,
        "title": "Talks on the border",
        "date": "2021-05",
        "parties": ["FR", "IT"],
        "delegations": [delegation(participant())],
        "positions": [{"parties": ["IT"], "text": "Asked for more trains."}],
        "actions": [action()],
        "sources": [SOURCE],
        **given,
    }


def followup(meeting: str = "fr-it-talks", number: int = 1, **given: Any) -> Data:
    values = {"date": "2022", "evidence": "limited", "basis": "independent-source", "note": "A room was found."}
    return {"action": {"meeting": meeting, "number": number}, **values, "source": SOURCE, **given}
