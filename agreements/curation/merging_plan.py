"""What merging two rows would do, worked out before anything is written: the preview shows it, the merge writes it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from agreements.curation.merging_rows import Row, keys_of, model_named, rows_of
from agreements.curation.merging_rules import REFUSED, SAME, WAYS, Same, Way, counts, is_blank, pointing_to, unique_with
from agreements.curation.merging_words import join_notes, line
from agreements.models import Meeting
from agreements.models.vocabularies import Mergeable, Publication

type Place = tuple[str, int]


class Refused(Exception):
    """`reasons` are sentences for an editor. Nothing was written."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass
class Change:
    """The columns of a row that change, as they were and as they become."""

    before: Row = field(default_factory=dict)
    after: Row = field(default_factory=dict)


@dataclass(frozen=True)
class Twins:
    """Two rows that a unique rule takes for one; `told` is what goes into the note of the one that stays."""

    table: str
    stays: Row
    goes: Row
    told: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A column of the two rows. `state` is same, filled (from the one that goes), differs, or kept."""

    column: str
    kept: Any
    gone: Any
    final: Any
    state: str


@dataclass
class Plan:
    """`updates` and `fills` by table and key, in the order of writing: updates, deletes, fills, inserts."""

    kind: str
    kept: Row
    gone: Row
    lock: bool
    updates: dict[Place, Change] = field(default_factory=dict)
    deletes: list[tuple[str, Row]] = field(default_factory=list)
    fills: dict[Place, Change] = field(default_factory=dict)
    inserts: list[tuple[str, Row]] = field(default_factory=list)
    moves: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    twins: list[Twins] = field(default_factory=list)
    to_itself: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    new_names: list[str] = field(default_factory=list)
    names_moved: list[str] = field(default_factory=list)
    led_on: list[str] = field(default_factory=list)
    new_address: Row = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    _seen: list[Any] = field(default_factory=list)

    @property
    def gone_is_withdrawn(self) -> bool:
        """What readers saw is not deleted: they are led on from it."""
        return self.gone.get("publication") in (Publication.PUBLISHED, Publication.WITHDRAWN)

    @property
    def fingerprint(self) -> str:
        """Another one, once a row that the plan rests on is another."""
        return hashlib.sha256(json.dumps(self._seen).encode()).hexdigest()

    def points_to_kept(self, column: str) -> bool:
        """Of a body that goes: that it is part of the other, or replaced by it, can no longer be said."""
        return self.kind == Mergeable.BODY and self.gone[column] == self.kept["id"]

    def read(self, table: str, column: str, values: Iterable[Any]) -> list[Row]:
        rows = rows_of(table, column, values, lock=self.lock)
        self._seen.append([table, column, rows])
        return rows

    def now(self, table: str, row: Row) -> Row:
        return {**row, **self.updates.get((table, row["id"]), Change()).after}

    def change(self, table: str, row: Row, values: Row, *, last: bool = False) -> None:
        changes = self.fills if last else self.updates
        changed = {column: value for column, value in values.items() if row[column] != value}
        if changed:
            change = changes.setdefault((table, row["id"]), Change())
            for column, value in changed.items():
                change.before.setdefault(column, row[column])
                change.after[column] = value


def begun(kind: str, kept: int, gone: int, *, lock: bool) -> Plan:
    """Raises Refused where there are no two rows."""
    if kept == gone:
        raise Refused(gettext("Choose two different ones: this is one and the same."))
    rows = {row["id"]: row for row in rows_of(kind, "id", [kept, gone], lock=lock)}
    if len(rows) < 2:
        raise Refused(gettext("One of the two is no longer there: choose again."))
    plan = Plan(kind, rows[kept], rows[gone], lock)
    plan._seen.append([plan.kept, plan.gone])
    return plan


def absorb(plan: Plan, table: str, pairs: Mapping[int, int]) -> None:
    """Everything that points to the rows that go, which `pairs` leads to those that stay."""
    for other, column in sorted(set(pointing_to(model_named(table)))):
        rows = [row for row in plan.read(other, column, pairs) if not _stays_behind(plan, other, row)]
        if WAYS[other, column] is Way.GOES:
            plan.moves[other, ""] += rows
            plan.deletes += [(other, row) for row in rows]
        elif rows:
            _move(plan, other, column, rows, pairs)


def _stays_behind(plan: Plan, table: str, row: Row) -> bool:
    """A withdrawn body keeps its relation, whose two parties the database holds to it."""
    return table == "recordparty" and plan.gone_is_withdrawn and not row["further"]


def _move(plan: Plan, table: str, column: str, rows: list[Row], pairs: Mapping[int, int]) -> None:
    there = plan.read(table, column, sorted(set(pairs.values())))
    known = {key: row for row in there for key in _unique_keys(table, column, row)}
    places = _last_places(table, column, there)
    twins: list[tuple[Row, Row]] = []
    for row in rows:
        target = pairs[row[column]]
        if table == plan.kind and row["id"] in (plan.kept["id"], plan.gone["id"]):
            plan.to_itself.append(column)
            continue
        moved = {**row, column: target}
        twin = next((known[key] for key in _unique_keys(table, column, moved) if key in known), None)
        if twin:
            twins.append((twin, row))
            continue
        values = {column: target}
        if places is not None:
            places[target] += 1
            values["position"] = places[target]
        plan.change(table, row, values)
        plan.moves[table, column].append(row)
    _settle(plan, table, twins)


def _unique_keys(table: str, column: str, row: Row) -> list[tuple[Any, ...]]:
    """By each unique rule that the column has a part in; a column without a value is equal to nothing."""
    found = []
    for constraint, columns in unique_with(table, column):
        values = tuple(row[name] for name in columns)
        if None not in values and counts(constraint, row):
            found.append((constraint.name, *values))
    return found


def _last_places(table: str, column: str, there: list[Row]) -> dict[int, int] | None:
    """A fact's sources are a numbered list: those that come go after those that are there."""
    if table != "citation" or column == "source_id":
        return None
    last: dict[int, int] = defaultdict(int)
    for row in there:
        last[row[column]] = max(last[row[column]], row["position"])
    return last


def _settle(plan: Plan, table: str, twins: Collection[tuple[Row, Row]]) -> None:
    if not twins:
        return
    if table in REFUSED:
        known = Meeting.objects.select_related("body").in_bulk([row["id"] for pair in twins for row in pair])
        both = gettext("Both have “%(one)s” and “%(other)s”, of one number: change or withdraw one of them first.")
        for stays, goes in twins:
            plan.refusals.append(both % {"one": known[stays["id"]], "other": known[goes["id"]]})
        return
    known_rows = _pointed_to(table, SAME[table], [goes for _stays, goes in twins])
    for stays, goes in twins:
        joined, told = _joined(table, SAME[table], plan.now(table, stays), goes, known_rows)
        plan.change(table, stays, joined)
        plan.deletes.append((table, goes))
        plan.twins.append(Twins(table, stays, goes, tuple(told)))
    absorb(plan, table, {goes["id"]: stays["id"] for stays, goes in twins})


def _pointed_to(table: str, same: Same, rows: Collection[Row]) -> dict[str, dict[Any, Any]]:
    """By column and key: the rows that will be named in notes, asked for once."""
    return {
        column: model._default_manager.in_bulk({row[column] for row in rows} - {None})
        for column, model in keys_of(table).items()
        if column in same.joined
    }


def _joined(
    table: str, same: Same, stays: Row, goes: Row, known: Mapping[str, Mapping[Any, Any]]
) -> tuple[Row, list[str]]:
    """What the row that stays becomes, and the lines that its note gets."""
    values: Row = {}
    told: list[str] = []
    for column in same.joined:
        if is_blank(table, column, goes[column]) or stays[column] == goes[column]:
            continue
        if is_blank(table, column, stays[column]):
            values[column] = goes[column]
        else:
            told.append(line(table, column, known.get(column, {}).get(goes[column], goes[column])))
    if same.note:
        values[same.note] = join_notes(stays[same.note], *told, goes[same.note])
    return values, told
