"""Whether JSON-LD says what schema.org has words for: each property on a type that has it, each
value of a type it takes.

schema_org.json is the part of the vocabulary that is used, and says where it is from.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text())
TYPES: dict[str, list[str]] = VOCABULARY["types"]
PROPERTIES: dict[str, dict[str, list[str]]] = VOCABULARY["properties"]
VALUES: dict[str, list[str]] = VOCABULARY["values"]
# ISO 8601, as precise as it is known.
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
ADDRESS = re.compile(r"https?://\S+")
# Not of the vocabulary but of its way to describe what a form asks for: https://schema.org/docs/actions.html
INPUT = re.compile(r"\w+-input")


def problems(graph: Any) -> list[str]:
    """Of a whole block; none where it says what it says in the words of schema.org."""
    if graph.get("@context") != "https://schema.org":
        return ["no context"]
    nodes = list(_nodes(graph["@graph"]))
    known = {node["@id"]: _types(node) for node in nodes if "@id" in node and "@type" in node}
    return [problem for node in nodes for problem in _of_node(node, known)]


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(list(value.values()))


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node["@type"]
    return kinds if isinstance(kinds, list) else [kinds]


def _above(kind: str) -> set[str]:
    return {kind}.union(*(_above(parent) for parent in TYPES.get(kind, [])))


def _of_node(node: dict[str, Any], known: dict[str, list[str]]) -> Iterator[str]:
    if set(node) == {"@id"}:
        return
    kinds = _types(node)
    yield from (f"{kind} is no type" for kind in kinds if kind not in TYPES)
    reach = set().union(*(_above(kind) for kind in kinds))
    for name, value in node.items():
        if name.startswith("@") or INPUT.fullmatch(name):
            continue
        if name not in PROPERTIES:
            yield f"{name} is no property"
        elif not reach & set(PROPERTIES[name]["domain"]):
            yield f"{kinds} has no {name}"
        else:
            values = value if isinstance(value, list) else [value]
            yield from (
                f"{kinds}.{name}: {one!r}" for one in values if not _fits(one, PROPERTIES[name]["range"], known)
            )


def _fits(value: Any, range_: list[str], known: dict[str, list[str]]) -> bool:
    if isinstance(value, dict):
        kinds = _types(value) if "@type" in value else known.get(value["@id"])
        # What another page describes is named by its address alone.
        return kinds is None or any(_above(kind) & set(range_) for kind in kinds)
    if isinstance(value, (bool, int)):
        return ("Boolean" if isinstance(value, bool) else "Integer") in range_
    return any(_is(value, kind) for kind in range_)


def _is(text: str, kind: str) -> bool:
    if kind in VALUES:
        return text in VALUES[kind]
    if kind == "Date":
        return bool(DATE.fullmatch(text))
    if kind == "URL":
        return bool(ADDRESS.fullmatch(text))
    return kind == "Text" and bool(text.strip())
