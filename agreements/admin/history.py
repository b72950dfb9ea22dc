"""Every version of a record and of its own rows, as triggers wrote it down. Read only: no page changes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

import pghistory.models
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


def history_of(record: models.Model) -> list[HistoryEntry]:
    """The latest first."""
    events = pghistory.models.Events.objects
    newest = sorted(
        chain(events.tracks(record)[:LATEST], events.references(record)[:LATEST]),
        key=lambda event: (event.pgh_created_at, event.pk),
    )
    newest = list({event.pk: event for event in reversed(newest)}.values())[:LATEST]
    names = _names({(event.pgh_context or {}).get("user") for event in newest})
    return [_entry(event, names) for event in newest]


def _names(users: set[Any]) -> dict[Any, str]:
    found = get_user_model().objects.filter(pk__in={user for user in users if user})
    return {user.pk: user.get_full_name() or user.get_username() for user in found}


def _entry(event: Any, names: dict[Any, str]) -> HistoryEntry:
    model = pghistory.models.apps.get_model(event.pgh_obj_model)
    user = (event.pgh_context or {}).get("user")
    return HistoryEntry(
        when=event.pgh_created_at,
        who=names.get(user, gettext("by the site itself") if user is None else gettext("a former account")),
        what=str(model._meta.verbose_name),
        happened=str(HAPPENED.get(event.pgh_label, event.pgh_label)),
        changes=list(_changes(event, model)),
    )


def _changes(event: Any, model: Any) -> Iterator[Change]:
    if event.pgh_label == "update":
        pairs = (event.pgh_diff or {}).items()
    else:
        pairs = ((name, (None, value)) for name, value in event.pgh_data.items() if value not in (None, "", []))
    for name, (before, after) in pairs:
        if not name.startswith("pgh_") and name != "id":
            yield Change(_label(model, name), _shown(before), _shown(after))


def _label(model: Any, name: str) -> str:
    fields = {field.attname: field for field in model._meta.local_fields}
    return str(fields[name].verbose_name) if name in fields else name


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
