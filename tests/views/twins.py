"""A published record and its hidden twin: one of every aggregate, with all that hangs on it."""

from typing import Any

SECRET = "Secretia"


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
