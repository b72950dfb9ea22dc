"""Record files as Python values: YAML or JSON, strictly, with every problem named."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as SchemaError
from jsonschema.exceptions import best_match

from agreements.corpus.report import Problem

SCHEMA = Path(__file__).with_name("schema.json")
# What PDF and Word leave in copied text breaks spreadsheets and feeds, which hold no such character. The two that end
# a line or a page there stand between words, the others within them. NUL is no copyist's slip: it is refused.
BREAKS = re.compile(r"[\x0b\x0c]")
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
# A message that quotes the file is to be read, not to be as long as the file.
LONGEST_QUOTE = 400
KINDS = ("topics", "people", "institutions", "bodies", "agreements", "meetings", "followups")


@dataclass(frozen=True)
class Record:
    """One entry of a record file, or one row of a table. `key` is how people call it: its slug, code, name or action.
    `row` counts a table's rows as a spreadsheet does, and is 0 where the record stands in no table."""

    kind: str
    key: str
    file: str
    data: dict[str, Any]
    row: int = 0

    def problem(self, field: str, reason: str) -> Problem:
        return Problem(self.file, self.kind, self.key, field, reason, self.row)


# The parser in C reads the project's own files in a tenth of the time; PyYAML may come without it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_SafeLoader):
    """SafeLoader without its guesses: a date stays the text it is, NO is Norway, a key given twice is an error."""


_GUESSES = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _GUESSES]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _value in node.value]
    repeated = {key for key in keys if keys.count(key) > 1}
    if repeated:
        raise yaml.constructor.ConstructorError(
            None, None, gettext("the key “%s” stands twice") % repeated.pop(), node.start_mark
        )
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(paths: list[Path]) -> tuple[list[Record], list[Problem]]:
    """The valid records of all files in the order of KINDS, and what is wrong with the others."""
    texts: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            texts.append((str(path), path.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError:
            problems.append(Problem(str(path), "", "", "", gettext("This file is not text in UTF-8.")))
        except OSError as error:
            problems.append(Problem(str(path), "", "", "", " ".join(str(error).split())))
    records, refused = read_texts(texts)
    return records, problems + refused


def read_texts(texts: Iterable[tuple[str, str]]) -> tuple[list[Record], list[Problem]]:
    """As `read`, of files by name and text."""
    records: list[Record] = []
    problems: list[Problem] = []
    for name, text in texts:
        try:
            content = _content(name, text)
        except (ValueError, RecursionError, yaml.YAMLError) as error:
            problems.append(Problem(name, "", "", "", " ".join(str(error).split())))
            continue
        for found in _records_of(name, content):
            (problems if isinstance(found, Problem) else records).append(found)  # type: ignore[arg-type]
    unique, repeated = _without_repeated(records)
    return sorted(unique, key=lambda record: KINDS.index(record.kind)), problems + repeated


def _content(name: str, text: str) -> dict[str, Any]:
    text = _without_controls(text)
    if name.endswith(".json"):
        content = json.loads(text, object_pairs_hook=_pairs)
    else:
        content = yaml.load(text, _StrictLoader)  # noqa: S506
    if not isinstance(content, dict):
        raise ValueError(gettext("A record file is a mapping from kind to a list of records."))
    return _without_blanks(content)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _value in pairs]
    repeated = next((key for key in keys if keys.count(key) > 1), None)
    if repeated is not None:
        raise ValueError(gettext("the key “%s” stands twice") % repeated)
    return dict(pairs)


def _without_controls(text: str) -> str:
    return CONTROLS.sub("", BREAKS.sub(" ", text))


def _without_blanks(value: Any) -> Any:
    """A key without a value is a key left out; 2.0, which a spreadsheet may write, is the number 2. Control characters
    go here as well, since an escape may spell one: a text of nothing else is blank."""
    if isinstance(value, dict):
        held = {key: _without_blanks(inner) for key, inner in value.items()}
        return {key: inner for key, inner in held.items() if inner not in (None, "")}
    if isinstance(value, list):
        return [_without_blanks(held) for held in value]
    if isinstance(value, str):
        return _without_controls(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _unstorable(value: Any, path: str = "") -> str | None:
    """Where a text holds what no database keeps: NUL, or half a character. JSON can spell both."""
    if isinstance(value, str):
        return path if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value) else None
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    places = (_unstorable(held, f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}") for key, held in items)
    return next((place.lstrip(".") for place in places if place is not None), None)


def _records_of(file: str, content: dict[str, Any]) -> Iterator[Record | Problem]:
    for kind, entries in content.items():
        if kind not in KINDS:
            known = ", ".join(KINDS)
            yield Problem(file, _shown(str(kind)), "", "", gettext("Unknown kind. A file holds: %s.") % known)
        elif not isinstance(entries, list):
            yield Problem(file, kind, "", "", gettext("Under a kind stands a list of records."))
        else:
            for number, entry in enumerate(entries, 1):
                yield checked(file, kind, _shown(_key_of(kind, entry)) or f"#{number}", entry)


def checked(file: str, kind: str, key: str, entry: Any, row: int = 0) -> Record | Problem:
    """The record that an entry is, or the first thing that its form forbids."""
    error = best_match(_validator(kind).iter_errors(entry))
    if error is not None:
        return Problem(file, kind, key, _shown(_field_path(error)), _shown(_in_words(error)), row)
    if (place := _unstorable(entry)) is not None:
        return Problem(file, kind, key, place, gettext("This text holds a character that cannot be stored."), row)
    return Record(kind, key, file, entry, row)


def _shown(text: str) -> str:
    """What a message quotes of a file, which may be of any length and hold what no database keeps."""
    kept = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return kept if len(kept) <= LONGEST_QUOTE else f"{kept[:LONGEST_QUOTE]} …"


def _key_of(kind: str, entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    if kind == "followups":
        action = entry.get("action")
        return f"{action.get('meeting')}-a{action.get('number')}" if isinstance(action, dict) else ""
    return str(entry.get({"topics": "code", "people": "name", "institutions": "name"}.get(kind, "key"), ""))


def _in_words(error: SchemaError) -> str:
    if "anyOf" in (error.validator, error.parent and error.parent.validator):
        return gettext("A meeting has the key of its body, or a title of its own.")
    return error.message


def _field_path(error: SchemaError) -> str:
    """Like `actions[2].due`, counting from 0 as the file's own tools do."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
    return path.lstrip(".")


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(
        {"$ref": f"#/$defs/{schema['properties'][kind]['items']['$ref'].rsplit('/')[-1]}", "$defs": schema["$defs"]}
    )


def _without_repeated(records: list[Record]) -> tuple[list[Record], list[Problem]]:
    """Keys of meetings and agreements are one set, since an action may lead to either."""
    seen: dict[tuple[str, str], Record] = {}
    problems = []
    for record in records:
        if record.kind in ("followups", "people", "institutions"):
            seen[(record.kind, str(len(seen)))] = record
            continue
        space = "meetings" if record.kind == "agreements" else record.kind
        first = seen.setdefault((space, record.key), record)
        if first is not record:
            reason = gettext("This key stands in %(file)s already, under %(kind)s.")
            problems.append(record.problem("key", reason % {"file": first.file, "kind": first.kind}))
    return list(seen.values()), problems
