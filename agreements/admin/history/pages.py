"""What the pages of history show, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from agreements.curation.versions import Change, History, Version, changes_of, differences, history
from agreements.curation.versions_deleted import Deleted
from agreements.curation.versions_texts import Piece, Sort, compared
from agreements.curation.versions_tree import Key, Node, tables_of
from agreements.curation.versions_words import Names, keys_in, label, title, words
from agreements.models import RecordParty

PER_PAGE = 20
# A version with more rows is folded up.
ROWS_OPEN = 12


@dataclass(frozen=True)
class Entry:
    """A version in one line."""

    number: int
    when: datetime
    who: str
    why: str


@dataclass(frozen=True)
class FieldShown:
    """`today` is what it says by now, where that is something else."""

    label: str
    pieces: list[Piece]
    today: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class RowShown:
    """`depth` counts the rows it stands below, `sort` says what was done to it: "" where it only leads to others.
    `table` and `key` are given where it can be put back."""

    depth: int
    title: str
    sort: str
    happened: str
    fields: list[FieldShown]
    table: str = ""
    key: str = ""


@dataclass(frozen=True)
class VersionShown:
    entry: Entry
    rows: list[RowShown]
    is_latest: bool

    @property
    def is_long(self) -> bool:
        return len(self.rows) > ROWS_OPEN


def history_of(record: Model) -> list[Entry]:
    """The latest first."""
    versions = history(type(record), record.pk).versions
    return entries(reversed(versions))


def entries(versions: Iterable[Version]) -> list[Entry]:
    versions = list(versions)
    users = {version.said.get("user") for version in versions} - {None}
    known = get_user_model()._default_manager.in_bulk(users)
    return [
        Entry(version.number, version.at, _who(version.said, known), str(version.said.get("note") or ""))
        for version in versions
    ]


def _who(said: dict[str, Any], known: dict[Any, Any]) -> str:
    user = said.get("user")
    if user is not None:
        return str(known[user]) if user in known else gettext("an account deleted since")
    return str(said.get("command") or gettext("without an account"))


def versions_shown(told: History, page: int) -> list[VersionShown]:
    """The latest first. Where a deleted row is still missing, and the row above it there, it can be put back."""
    wanted = list(reversed(told.versions))[(page - 1) * PER_PAGE : page * PER_PAGE]
    done = changes_of(told, wanted)
    names = _names(change for changes in done.values() for change in changes)
    now = told.now()
    there = {(node.model, node.key) for node in now.all()} if now else set()
    return [
        VersionShown(entry, list(rows_shown(told, done[entry.number], names, there)), entry.number == told.last)
        for entry in entries(wanted)
    ]


def _names(changes: Iterable[Change]) -> Names:
    wanted: list[Key] = []
    for change in changes:
        rows = [(change.key, change.before), (change.key, change.after), *change.above]
        for key, values in rows:
            wanted += keys_in(key[0], values) if values else ()
    return Names(wanted)


def rows_shown(
    told: History, changes: Iterable[Change], names: Names, there: set[Key] | None = None
) -> Iterator[RowShown]:
    """With the rows above them, each once."""
    led: list[Key] = []
    for change in changes:
        if _goes_without_saying(change):
            continue
        for depth, (key, values) in enumerate(change.above, 1):
            if led[depth - 1 : depth] != [key]:
                led[depth - 1 :] = [key]
                yield RowShown(depth, title(key[0], values, names), "", "", [])
        led[len(change.above) :] = [change.key]
        yield _row(told, change, names, there)


def _goes_without_saying(change: Change) -> bool:
    """That the two of its relation are parties to a record."""
    return change.key[0] is RecordParty and not change.values["further"]


def _row(told: History, change: Change, names: Names, there: set[Key] | None) -> RowShown:
    model, key = change.key
    depth = 0 if change.key == told.root else len(change.above) + 1
    fields = list(_fields(told, change, names))
    sort = "deleted" if change.after is None else "entered" if change.before is None else "changed"
    happened = {"deleted": gettext("deleted"), "entered": gettext("entered"), "changed": gettext("changed")}[sort]
    above = change.above[-1][0] if change.above else told.root
    missing = there is not None and sort == "deleted" and change.key not in there and above in there
    return RowShown(
        depth,
        title(model, change.values, names),
        sort,
        happened,
        fields,
        str(model._meta.model_name) if missing else "",
        str(key) if missing else "",
    )


def _hidden(told: History, model: type[Model]) -> set[str]:
    """What goes without saying of a row: its key, the row above it, and what the database copies into it."""
    table = next(one for one in tables_of(told.root[0]) if one.model is model)
    own = {one.attname for one in model._meta.local_fields if one.primary_key or not one.editable}
    return own | {parent.attname for parent in table.parents}


def _fields(told: History, change: Change, names: Names) -> Iterator[FieldShown]:
    model = change.key[0]
    hidden = _hidden(told, model)
    for column in change.differing:
        was, became = ((values or {}).get(column) for values in (change.before, change.after))
        whole = change.before is None or change.after is None
        if column in hidden or (whole and (column == "position" or (was or became) in (None, "", [], False))):
            continue
        pieces = compared(words(model, column, was, names), words(model, column, became, names))
        yield FieldShown(label(model, column), [piece for piece in pieces if piece.text])


@dataclass(frozen=True)
class EarlierVersion:
    """`changes` is what would have to be done to come back to it."""

    entry: Entry
    rows: list[RowShown]
    since: list[RowShown]


def version_shown(told: History, number: int) -> EarlierVersion:
    """The whole record as it was, with what differs by now, and the rows that were added since."""
    was = told.tree_after(number)
    differing = {change.key: change for change in differences(told, number, told.last)}
    nodes = list(was.all()) if was else []
    wanted = [key for node in nodes for key in keys_in(node.model, node.values)]
    wanted += [key for one in differing.values() for key in keys_in(one.key[0], one.values)]
    wanted += [key for one in differing.values() for _key, values in one.above for key in keys_in(_key[0], values)]
    names = Names(wanted)
    rows = list(_as_it_was(told, was, differing, names, 0)) if was else []
    since = [change for change in differing.values() if change.before is None]
    entry = entries([told.versions[number - 1]])[0]
    return EarlierVersion(entry, rows, list(rows_shown(told, since, names)))


def _as_it_was(told: History, node: Node, differing: dict[Key, Change], names: Names, depth: int) -> Iterator[RowShown]:
    if not (node.model is RecordParty and not node.values["further"]):
        change = differing.get((node.model, node.key))
        gone = change is not None and change.after is None
        happened = gettext("no longer there") if gone else gettext("different today") if change else ""
        sort = "deleted" if gone else "changed" if change else ""
        fields = list(_values(told, node, change, names))
        yield RowShown(depth, title(node.model, node.values, names), sort, happened, fields)
    for below in node.below:
        yield from _as_it_was(told, below, differing, names, depth + 1)


def _values(told: History, node: Node, change: Change | None, names: Names) -> Iterator[FieldShown]:
    hidden = _hidden(told, node.model)
    today = change.after if change else None
    for column, value in node.values.items():
        differs = today is not None and today.get(column) != value
        if column in hidden or (value in (None, "", [], False) and not differs) or column == "position":
            continue
        said = words(node.model, column, value, names) or "—"
        now = words(node.model, column, today.get(column), names) or "—" if today and differs else ""
        yield FieldShown(label(node.model, column), [Piece(Sort.SAME, said)], [Piece(Sort.SAME, now)] if now else [])


def changes_shown(told: History, changes: list[Change]) -> list[RowShown]:
    return list(rows_shown(told, changes, _names(changes)))


@dataclass(frozen=True)
class DeletionShown:
    kind: str
    name: str
    who: str
    when: datetime
    why: str
    url: str


def deletions_shown(rows: list[Deleted]) -> list[DeletionShown]:
    known = get_user_model()._default_manager.in_bulk({row.said.get("user") for row in rows} - {None})
    return [
        DeletionShown(
            capfirst(str(row.model._meta.verbose_name)),
            row.name,
            _who(row.said, known),
            row.at,
            str(row.said.get("note") or ""),
            reverse("admin:deleted-record", args=[row.model._meta.model_name, row.key]),
        )
        for row in rows
    ]
