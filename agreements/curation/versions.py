"""What stood in a record after each of its saves, read from the history that triggers write and nobody can change.

A version is one save: whatever one transaction did to the record and to the rows below it, at any depth.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory.models
from django.db.models import Model, Q

from agreements.curation.versions_tree import (
    Key,
    Node,
    Rows,
    Table,
    Values,
    columns,
    histories,
    place,
    tables_of,
    tree,
)


@dataclass(frozen=True, slots=True)
class Event:
    """A row as it was before and after a write; None where it was not there. `order` counts the writes of a table."""

    key: Key
    before: Values | None
    after: Values | None
    order: int
    at: datetime
    context: UUID | None


@dataclass(frozen=True)
class Version:
    """`number` counts from 1. `said` is what the writer's context tells, like `user` (a key) and `note`."""

    number: int
    at: datetime
    said: dict[str, Any]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Change:
    """What one version, or the way from one to another, did to a row. `above` leads there from below the record."""

    key: Key
    before: Values | None
    after: Values | None
    above: tuple[tuple[Key, Values], ...]

    @property
    def values(self) -> Values:
        return self.after or self.before or {}

    @property
    def differing(self) -> list[str]:
        """Columns, in the order of the table."""
        before, after = self.before or {}, self.after or {}
        return [name for name in columns(self.key[0]) if before.get(name) != after.get(name)]


@dataclass(frozen=True)
class History:
    """`versions` are the earliest first. Versions are known by their number."""

    root: Key
    versions: tuple[Version, ...]

    def rows_after(self, number: int) -> Rows:
        return rows_after(self.versions, number)

    def tree_after(self, number: int) -> Node | None:
        return tree(self.root, self.rows_after(number))

    @property
    def last(self) -> int:
        return len(self.versions)

    @property
    def stood(self) -> int:
        """The number of the last version in which the record was there."""
        events = [(event, version) for version in self.versions for event in version.events if event.key == self.root]
        event, version = max(events, key=lambda one: one[0].order)
        return version.number - 1 if event.after is None else self.last

    def now(self) -> Node | None:
        return self.tree_after(self.last)


def rows_after(versions: Iterable[Version], number: int) -> dict[Key, Values]:
    """Every row that was there once the version of that number was saved, by the history alone.

    Of two transactions that wrote the same row, the later to write it is the one that waited for the other, whichever
    began first: so the writes of a row are in the order of their table, not of their versions' time.
    """
    latest: dict[Key, Event] = {}
    for version in versions:
        if version.number <= number:
            for event in version.events:
                known = latest.get(event.key)
                if known is None or known.order < event.order:
                    latest[event.key] = event
    return {key: event.after for key, event in latest.items() if event.after is not None}


def history(model: type[Model], key: Any) -> History:
    """Of a record that is there or was deleted. One query a table, and one for all contexts."""
    events: list[Event] = []
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for table in tables_of(model):
        found = list(_events(table, key, keys))
        keys[table.model] |= {event.key[1] for event in found}
        events += found
    return History((model, key), tuple(_versions(events)))


def _events(table: Table, root: Any, keys: dict[type[Model], set[Any]]) -> Iterator[Event]:
    kept = histories()[table.model].objects.order_by("pgh_id")
    if table.parents:
        above = Q()
        for field in table.parents:
            if keys[field.related_model]:
                above |= Q(**{f"{field.name}__in": keys[field.related_model]})
        if not above:
            return
        kept = kept.filter(pgh_obj__in=kept.order_by().filter(above).values("pgh_obj"))
    else:
        kept = kept.filter(pgh_obj=root)
    before: dict[Any, Values] = {}
    meta = ("pgh_obj_id", "pgh_label", "pgh_id", "pgh_created_at", "pgh_context_id")
    for key, label, order, at, context, *values in kept.values_list(*meta, *columns(table.model)):
        was = before.get(key)
        row = dict(zip(columns(table.model), values, strict=True))
        before[key] = row
        # What happened to a row while it stood elsewhere is told there.
        if any(_stands_below(table, one, keys) for one in (was, row) if one is not None):
            yield Event((table.model, key), was, None if label == "delete" else row, order, at, context)
        if label == "delete":
            del before[key]


def _stands_below(table: Table, values: Values, keys: dict[type[Model], set[Any]]) -> bool:
    above = table.above(values)
    return not table.parents or (above is not None and above[1] in keys[above[0]])


def _versions(events: list[Event]) -> Iterator[Version]:
    """All writes of a transaction carry the time it began at."""
    saves: dict[tuple[datetime, UUID | None], list[Event]] = defaultdict(list)
    for event in events:
        saves[event.at, event.context].append(event)
    ordered = sorted(saves.items(), key=lambda save: (save[0][0], min(event.order for event in save[1])))
    said = pghistory.models.Context.objects.in_bulk({context for _at, context in saves if context})
    for number, ((at, context), written) in enumerate(ordered, 1):
        told = said[context].metadata if context in said else {}
        yield Version(number, at, told, tuple(written))


def changes_of(history: History, wanted: Iterable[Version]) -> dict[int, list[Change]]:
    """What some of the versions did, by their number: each row once however often it was written, in the order of the
    page."""
    numbers = {version.number for version in wanted}
    known: dict[Key, Values] = {}
    found = {}
    for version in history.versions:
        written: dict[Key, tuple[Values | None, Values | None]] = {}
        for event in sorted(version.events, key=lambda event: event.order):
            known[event.key] = event.after or event.before or {}
            written[event.key] = (written[event.key][0] if event.key in written else event.before, event.after)
        if version.number in numbers:
            found[version.number] = _in_order(history.root, known, written)
    return found


def differences(history: History, number: int, other: int) -> list[Change]:
    """What leads from one version to another, of what stands below the record then."""
    was, then = (
        {(node.model, node.key): node.values for node in (tree.all() if tree else ())}
        for tree in (history.tree_after(number), history.tree_after(other))
    )
    written = {key: (was.get(key), then.get(key)) for key in was.keys() | then.keys()}
    return _in_order(history.root, was | then, written)


def _in_order(root: Key, known: Rows, written: dict[Key, tuple[Values | None, Values | None]]) -> list[Change]:
    tables = {table.model: table for table in tables_of(root[0])}
    found = []
    for key, (before, after) in written.items():
        if before != after:
            found.append(Change(key, before, after, tuple(_above(root, key, known, tables))))
    return sorted(found, key=lambda one: _steps(root, one, known))


def _steps(root: Key, change: Change, known: Rows) -> list[Any]:
    """The record itself comes first."""
    if change.key == root:
        return []
    return [place(*step) for step in (*change.above, (change.key, known[change.key]))]


def _above(root: Key, key: Key, known: Rows, tables: dict[type[Model], Table]) -> list[tuple[Key, Values]]:
    """From the outermost, without the record itself."""
    steps: list[tuple[Key, Values]] = []
    above = tables[key[0]].above(known[key]) if key != root else None
    while above is not None and above != root and above in known:
        steps.insert(0, (above, known[above]))
        above = tables[above[0]].above(known[above])
    return steps
