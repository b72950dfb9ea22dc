"""Record files that somebody brings, looked at before they are read: what only an attack or an accident holds."""

import json
import re

import yaml
from django.utils.translation import gettext

from agreements.corpus.tables.decoding import text_of
from agreements.corpus.tables.package import OLE, ZIP
from agreements.corpus.tables.sheet import FileRefused

# A record is six deep at most. A meeting of sixty participants and sixty actions is some thousand nodes.
DEPTH = 30
NODES = 500_000
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def record_text(name: str, content: bytes) -> str:
    """Raises FileRefused."""
    if content.startswith((ZIP, OLE, b"%PDF")):
        raise FileRefused(gettext("This is no record file. If it is a table, say what it holds."))
    text = text_of(content)
    if name.endswith(".json"):
        _look_at_json(text)
    else:
        _look_at_yaml(text)
    return text


def _look_at_json(text: str) -> None:
    depth = nodes = 0
    for found in re.finditer(r"[\[\]{},]", _STRINGS.sub('""', text)):
        nodes += found[0] in "[{,"
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > DEPTH:
            raise _deep()
        if nodes > NODES:
            raise _too_much()
    try:
        json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise FileRefused(gettext("This is no JSON: %s") % error) from error


def _look_at_yaml(text: str) -> None:
    """By events, before anything is built: an alias that stands for much is never multiplied."""
    depth = nodes = 0
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            nodes += 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = event.start_mark.line + 1 if event.start_mark else "?"
                reason = gettext("Line %s uses an anchor or an alias (& or *), as no record file does: write it out.")
                raise FileRefused(reason % line)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEPTH:
                raise _deep()
            if nodes > NODES:
                raise _too_much()
    except (yaml.YAMLError, RecursionError) as error:
        raise FileRefused(gettext("This is no YAML: %s") % " ".join(str(error).split())) from error


def _no_number(word: str) -> None:
    raise FileRefused(gettext("“%s” is no value that JSON knows: leave it out, or write it as text.") % word)


def _too_much() -> FileRefused:
    return FileRefused(gettext("This file holds too much for one import. Divide it into several."))


def _deep() -> FileRefused:
    return FileRefused(gettext("This file is nested more than %s deep, as no record is.") % DEPTH)
