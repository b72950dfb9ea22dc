"""Three versions of one page: what an editor opened, what the editor typed, and what stands in the record by now.

What only the editor changed is the editor's, what only others changed is theirs unless the editor says otherwise, and
what both changed nobody decides but the editor.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from agreements.admin.typed.rows import DELETE, Row, as_new


class Sort(StrEnum):
    FIELD = "field"
    ADDED = "added"
    REMOVED = "removed"


MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """`path` leads through formsets and keys to the row, like ("delegations", "3", "participants", "12"). `both`: the
    editor changed it, too, so that neither answer goes without saying."""

    path: tuple[str, ...]
    sort: Sort
    both: bool
    field: str = ""
    opened: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "/".join((*self.path, self.field))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Any) -> "Difference":
        """Raises ValueError for what `as_json` did not write."""
        try:
            lists = {name: tuple(map(str, data[name])) for name in ("path", "opened", "mine", "theirs")}
            return cls(sort=Sort(data["sort"]), both=bool(data["both"]), field=str(data["field"]), **lists)
        except (KeyError, TypeError) as error:
            raise ValueError("not a difference") from error


def compare(opened: Row, mine: Row, theirs: Row) -> list[Difference]:
    """What others changed since the page was opened, unless the editor changed it to the same."""
    return list(_compared(opened, mine, theirs, ()))


def _compared(opened: Row, mine: Row, theirs: Row, path: tuple[str, ...]) -> Iterator[Difference]:
    for field, now in theirs.values.items():
        before, typed = plain(opened.values.get(field)), plain(mine.values.get(field))
        if plain(now) not in (before, typed) and field in opened.values:
            yield Difference(path, Sort.FIELD, typed != before, field, before, typed, plain(now))
    for name in dict.fromkeys([*opened.below, *theirs.below]):
        yield from _rows_compared(name, opened, mine, theirs, path)


def _rows_compared(name: str, opened: Row, mine: Row, theirs: Row, path: tuple[str, ...]) -> Iterator[Difference]:
    before = {row.key: row for row in opened.below.get(name, [])}
    now = {row.key: row for row in theirs.below.get(name, [])}
    for key, row in now.items():
        below, typed = (*path, name, key), mine.find(name, key)
        if key not in before:
            yield Difference(below, Sort.ADDED, both=False)
        elif typed is None or typed.deleted:
            if differs(before[key], row):
                yield Difference(below, Sort.FIELD, both=True, field=DELETE, mine=("on",))
        else:
            yield from _compared(before[key], typed, row, below)
    for key in before.keys() - now.keys():
        typed = mine.find(name, key)
        if typed and not typed.deleted:
            yield Difference((*path, name, key), Sort.REMOVED, both=differs(before[key], typed))


def plain(values: list[str] | None) -> tuple[str, ...]:
    """Without what no editor means: blanks around, and how a browser ends its lines."""
    cleaned = (value.replace("\r\n", "\n").strip() for value in values or ())
    return tuple(value for value in cleaned if value)


def differs(one: Row, other: Row) -> bool:
    """In a field that both have, or in the rows below."""
    if any(plain(value) != plain(other.values[name]) for name, value in one.values.items() if name in other.values):
        return True
    for name in one.below.keys() | other.below.keys():
        rows, others = one.below.get(name, []), other.below.get(name, [])
        if [row.key for row in rows] != [row.key for row in others if not row.deleted]:
            return True
        if any(differs(row, other) for row, other in zip(rows, others, strict=False)):
            return True
    return False


def rebased(mine: Row, theirs: Row) -> Row:
    """What the editor typed, upon the rows that there are by now: added rows stand among the editor's, removed ones are
    gone (see `set_aside`), and new ones of the editor come last. Every value stays as typed."""
    below = {}
    for name in dict.fromkeys([*theirs.below, *mine.below]):
        if name not in theirs.below:
            below[name] = mine.below[name]
            continue
        saved = [rebased(typed, row) if (typed := mine.find(name, row.key)) else row for row in theirs.below[name]]
        fresh = [row for row in mine.below.get(name, []) if not row.key]
        below[name] = [*saved, *fresh]
    return replace(mine, below=below)


def set_aside(differences: list[Difference], mine: Row) -> dict[str, Row]:
    """By the name of the difference, rows that others removed and the editor still had."""
    removed = (difference for difference in differences if difference.sort == Sort.REMOVED)
    return {difference.name: row for difference in removed if (row := at(mine, difference.path))}


def at(root: Row, path: tuple[str, ...]) -> Row | None:
    row: Row | None = root
    for name, key in zip(path[::2], path[1::2], strict=True):
        row = row.find(name, key) if row else None
    return row


@dataclass(frozen=True)
class Decision:
    """What an editor is asked: the differences, the rows that others removed by the name of their difference, and the
    fields that hold the row above by formset."""

    differences: list[Difference]
    aside: Mapping[str, Row]
    foreign_keys: dict[str, str]

    def undecided(self, choices: Mapping[str, str]) -> list[Difference]:
        return [difference for difference in self.differences if choices.get(difference.name) not in (MINE, THEIRS)]

    def applied(self, mine: Row, theirs: Row, choices: Mapping[str, str]) -> Row:
        """`mine`, changed in place, with what was chosen by the name of each difference."""
        for difference in self.differences:
            keep = choices[difference.name] == MINE
            if difference.sort == Sort.REMOVED:
                self._put_back(mine, difference) if keep else None
            elif row := at(mine, difference.path):
                _settle(row, at(theirs, difference.path), difference, keep=keep)
        return mine

    def _put_back(self, mine: Row, difference: Difference) -> None:
        *above_path, name, _key = difference.path
        above, row = at(mine, tuple(above_path)), self.aside.get(difference.name)
        if above and row:
            above.below.setdefault(name, []).append(as_new(row, self.foreign_keys, name))


def _settle(row: Row, theirs: Row | None, difference: Difference, *, keep: bool) -> None:
    if difference.sort == Sort.ADDED:
        if keep:
            row.values[DELETE] = ["on"]
    elif keep:
        return
    elif difference.field == DELETE and theirs:
        row.values, row.below = theirs.values, theirs.below
    else:
        row.values[difference.field] = list(difference.theirs)
