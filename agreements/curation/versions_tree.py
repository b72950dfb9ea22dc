"""Which rows stand below which: what the history of a record takes in, and what is put back along with it.

Nothing is listed here that the models do not say themselves: what goes with a row when that is deleted stands below
it, and so does an action's story, which keeps it from being deleted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CASCADE, Model
from pghistory.core import event_models

from agreements.models import ActionLink, ActionUpdate

type Values = dict[str, Any]
type Key = tuple[type[Model], Any]
type Rows = Mapping[Key, Values]

# A link is the later action's: it says what that takes up.
FAR_ENDS = {(ActionLink, "earlier")}
NEVER_DELETED = (ActionUpdate,)

# In which order the rows below one row are shown.
SHOWN = (
    "recordparty", "recordtopic", "personname", "personparty", "institutionname", "topicalias", "actionparty",
    "positionparty", "citation", "delegation", "participant", "agreedaction", "actionupdate", "actionlink", "position",
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table of an aggregate. `parents` are its foreign keys to the rows above, none for the record itself."""

    model: type[Model]
    parents: tuple[Any, ...] = ()

    def above(self, values: Values) -> Key | None:
        """The row that a row stands below, None for the record itself."""
        for field in self.parents:
            if values.get(field.attname) is not None:
                return field.related_model, values[field.attname]
        return None


@cache
def histories() -> dict[type[Model], Any]:
    """By table of the record: the table of its history."""
    found: list[Any] = event_models()
    return {history.pgh_tracked_model: history for history in found}


@cache
def columns(model: type[Model]) -> tuple[str, ...]:
    """What the history of a table keeps of each row."""
    kept = {field.attname for field in histories()[model]._meta.fields if not field.name.startswith("pgh_")}
    return tuple(field.attname for field in model._meta.local_fields if field.attname in kept)


@cache
def _parents(model: type[Model]) -> tuple[Any, ...]:
    return tuple(
        field
        for field in model._meta.local_fields
        if field.many_to_one and (model, field.name) not in FAR_ENDS and _hangs_on(model, field)
    )


def _hangs_on(model: type[Model], field: Any) -> bool:
    if model in NEVER_DELETED:
        return field.name == "action"
    return field.editable and field.remote_field.on_delete is CASCADE


@cache
def tables_of(model: type[Model]) -> tuple[Table, ...]:
    """The record's own table, then those below it, each after all that its rows can stand below."""
    found = [Table(model)]
    waiting = sorted(histories().keys() - {model}, key=lambda other: str(other._meta.model_name))
    reached = {model, *_reached(model)}
    while waiting := [other for other in waiting if other in reached and other not in {table.model for table in found}]:
        known = {table.model for table in found}
        for other in waiting:
            parents = [field for field in _parents(other) if field.related_model in reached]
            if all(field.related_model in known for field in parents):
                found.append(Table(other, tuple(parents)))
    return tuple(found)


def _reached(model: type[Model]) -> set[type[Model]]:
    below = {
        other for other in histories() if other is not model and any(f.related_model is model for f in _parents(other))
    }
    return below | {further for other in below for further in _reached(other)}


@dataclass(frozen=True)
class Node:
    """A row with the rows below it, in the order of the page."""

    model: type[Model]
    key: Any
    values: Values
    below: tuple["Node", ...] = ()

    def all(self) -> Iterable["Node"]:
        """Itself and everything below, each row after the one above it."""
        yield self
        for node in self.below:
            yield from node.all()

    def find(self, key: Key) -> "Node | None":
        return next((node for node in self.all() if (node.model, node.key) == key), None)


def tree(root: Key, rows: Rows) -> Node | None:
    """None where the record itself is not among the rows. Rows that lead to no row that is there are left out."""
    if root not in rows:
        return None
    tables = {table.model: table for table in tables_of(root[0])}
    below: dict[Key, list[Key]] = {}
    for key, values in rows.items():
        above = tables[key[0]].above(values)
        if above is not None and key != root:
            below.setdefault(above, []).append(key)
    return _node(root, rows, below)


def _node(key: Key, rows: Rows, below: dict[Key, list[Key]]) -> Node:
    keys = sorted(below.get(key, []), key=lambda one: place(one, rows[one]))
    return Node(*key, rows[key], tuple(_node(one, rows, below) for one in keys))


def place(key: Key, values: Values) -> tuple[int, int, Any]:
    """Where a row stands among those below the same row."""
    name = str(key[0]._meta.model_name)
    return (
        SHOWN.index(name) if name in SHOWN else len(SHOWN),
        values.get("position") or values.get("number") or 0,
        key[1],
    )
