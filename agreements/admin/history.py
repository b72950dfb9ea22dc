"""Every version of a record and of its own rows, as triggers wrote it down. Read only: no page changes it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

import pghistory.models
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext, gettext_lazy

LATEST = 200
HAPPENED = {
    "insert": gettext_lazy("entered"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
}


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    when: datetime
    who: str
    what: str
    happened: str
    changes: list[Change]


class _Names:
    """What keys of other rows stand for, asked once a table."""

    def __init__(self, events: list[Any]) -> None:
        wanted: dict[Any, set[Any]] = defaultdict(set)
        for event in events:
            keys = _foreign_keys(_model(event))
            for name, (before, after) in _pairs(event):
                if name in keys:
                    wanted[keys[name].related_model] |= {before, after} - {None}
        wanted[get_user_model()] = {(event.pgh_context or {}).get("user") for event in events} - {None}
        self._found = {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}

    def __call__(self, model: Any, key: Any) -> str:
        return str(self._found[model].get(key, key))

    def user(self, event: Any) -> str:
        key = (event.pgh_context or {}).get("user")
        return self(get_user_model(), key) if key else gettext("without an account")


def history_of(record: models.Model) -> list[HistoryEntry]:
    """The latest first."""
    events = pghistory.models.Events.objects
    found = chain(events.tracks(record)[:LATEST], events.references(record)[:LATEST])
    latest = sorted(found, key=lambda event: (event.pgh_created_at, event.pk), reverse=True)
    once = list({event.pk: event for event in latest}.values())[:LATEST]
    names = _Names(once)
    return [_entry(event, names, record) for event in once]


def _model(event: Any) -> Any:
    return apps.get_model(event.pgh_obj_model)


def _foreign_keys(model: Any) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.local_fields if field.many_to_one}


def _pairs(event: Any) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Column, and its value before and after; a new or a deleted row has but one."""
    if event.pgh_label == "update":
        changed = (event.pgh_diff or {}).items()
        yield from ((name, (before, after)) for name, (before, after) in changed if not name.startswith("pgh_"))
        return
    for name, value in event.pgh_data.items():
        if value not in (None, "", []) and name != "id" and not name.startswith("pgh_"):
            yield name, (value, None) if event.pgh_label == "delete" else (None, value)


def _entry(event: Any, names: _Names, record: models.Model) -> HistoryEntry:
    model = _model(event)
    return HistoryEntry(
        when=event.pgh_created_at,
        who=names.user(event),
        what=str(model._meta.verbose_name),
        happened=str(HAPPENED.get(event.pgh_label, event.pgh_label)),
        changes=list(_changes(event, model, names, record)),
    )


def _changes(event: Any, model: Any, names: _Names, record: models.Model) -> Iterator[Change]:
    keys = _foreign_keys(model)
    labels = {field.attname: str(field.verbose_name) for field in model._meta.local_fields}
    for column, (before, after) in _pairs(event):
        related = keys[column].related_model if column in keys else None
        if related is type(record) and event.pgh_label != "update" and (before or after) == record.pk:
            continue  # that a row belongs to this record goes without saying on its page
        shown = ["" if value is None else names(related, value) if related else str(value) for value in (before, after)]
        yield Change(labels.get(column, column), *shown)
