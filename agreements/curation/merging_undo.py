"""A merge taken back: every row as it was before, or nothing at all and the reason."""

from typing import Any

import pghistory
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from agreements.curation.merging import write_changes
from agreements.curation.merging_plan import Change, Place, Refused
from agreements.curation.merging_rows import Row, delete, insert, keys_of, model_named, rows_of
from agreements.curation.merging_words import label
from agreements.models import Merge
from agreements.models.card import made_together
from agreements.models.violations import violation

type Rows = dict[Place, Row]


class Journal:
    """What a merge wrote, as `Merge.moved` keeps it."""

    def __init__(self, moved: dict[str, Any]) -> None:
        self.updates: list[tuple[str, int, Row, Row]] = [tuple(change) for change in moved["updates"]]
        self.fills: list[tuple[str, int, Row, Row]] = [tuple(change) for change in moved["fills"]]
        self.deletes: list[tuple[str, Row]] = [tuple(row) for row in moved["deletes"]]
        self.inserts: list[tuple[str, Row]] = [tuple(row) for row in moved["inserts"]]

    def places(self) -> set[Place]:
        """Every row that it wrote."""
        changed = {(table, key) for table, key, _before, _after in (*self.updates, *self.fills)}
        return changed | {(table, row["id"]) for table, row in (*self.deletes, *self.inserts)}

    def referred_to(self) -> set[Place]:
        """Every row that is pointed to by what would be put back."""
        back = [*self.deletes, *((table, before) for table, _key, before, _after in (*self.updates, *self.fills))]
        return {
            (str(keys_of(table)[column]._meta.model_name), value)
            for table, row in back
            for column, value in row.items()
            if column in keys_of(table) and value is not None
        }

    def rows(self, *, lock: bool) -> Rows:
        """All of them as they are now."""
        by_table: dict[str, set[int]] = {}
        for table, key in self.places():
            by_table.setdefault(table, set()).add(key)
        return {
            (table, row["id"]): row
            for table in sorted(by_table)
            for row in rows_of(table, "id", sorted(by_table[table]), lock=lock)
        }


def in_the_way(merge: Merge) -> list[str]:
    """Why it cannot be undone now; [] where it can, as far as can be seen without trying."""
    if merge.undone_at:
        return [gettext("This merge is undone already.")]
    journal = Journal(merge.moved)
    return _later(merge, journal) or _changed_since(journal, journal.rows(lock=False))


def undo(merge: Merge, by: Any = None) -> Merge:
    """Raises Refused, with the reasons, where something that changed since stands in the way."""
    with transaction.atomic():
        merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        if merge.undone_at:
            raise Refused(gettext("This merge is undone already."))
        journal = Journal(merge.moved)
        now = journal.rows(lock=True)
        if reasons := _later(merge, journal) or _changed_since(journal, now):
            raise Refused(*reasons)
        with override("en"):
            why = gettext("Merge undone: %(gone)s out of %(kept)s")
        with pghistory.context(note=why % {"gone": merge.gone_name, "kept": merge.kept_name}):
            _put_back(journal, now)
        merge.undone_at, merge.undone_by = timezone.now(), by
        merge.save(update_fields=["undone_at", "undone_by"])
        return merge


def _later(merge: Merge, journal: Journal) -> list[str]:
    """Later merges that built on what this one did are undone first."""
    places = journal.places() | journal.referred_to() | {(merge.kind, merge.kept), (merge.kind, merge.gone)}
    for later in Merge.objects.filter(pk__gt=merge.pk, undone_at=None).order_by("-pk"):
        touched = {*Journal(later.moved).places(), (later.kind, later.kept), (later.kind, later.gone)}
        if touched & places:
            told = gettext("A later merge builds on this one. Undo that first: “%(gone)s” into “%(kept)s”.")
            return [told % {"gone": later.gone_name, "kept": later.kept_name}]
    return []


def _changed_since(journal: Journal, now: Rows) -> list[str]:
    """A row that moved must still be where it moved to. Words that somebody wrote since are theirs, and stay."""
    found = []
    for table, key, before, after in (*journal.updates, *journal.fills):
        moved = [column for column in before if column in keys_of(table)]
        row = now.get((table, key))
        names = {"what": _named(table), "key": key}
        if row is None and moved:
            found.append(gettext("The %(what)s %(key)s, which had moved, was deleted since: restore it first.") % names)
        elif row and any(row[column] != after[column] for column in moved):
            column = next(column for column in moved if row[column] != after[column])
            told = gettext(
                "“%(column)s” of the %(what)s %(key)s, which had moved, was changed since: set it back first."
            )
            found.append(told % {**names, "column": label(table, column)})
    for table, row in journal.deletes:
        if (table, row["id"]) in now:
            found.append(gettext("The %(what)s %(key)s is there again.") % {"what": _named(table), "key": row["id"]})
    return found


def _named(table: str) -> str:
    return str(model_named(table)._meta.verbose_name)


def _put_back(journal: Journal, now: Rows) -> None:
    try:
        with transaction.atomic():
            _write(journal, now)
            connection.check_constraints()
    except DatabaseError as error:
        told = gettext("Something entered since stands in the way: %s")
        raise Refused(told % violation(error).message) from error


def _write(journal: Journal, now: Rows) -> None:
    """All that the merge did, in the opposite order."""
    with made_together():
        for table, row in reversed(journal.inserts):
            known = now.get((table, row["id"]))
            if known == row or (known and table == "oldaddress" and known["path"] == row["path"]):
                delete(table, [row["id"]])
        write_changes(_back(journal.fills, now))
        for table, row in reversed(journal.deletes):
            insert(table, [row])
        write_changes(_back(journal.updates, now))


def _back(changes: list[tuple[str, int, Row, Row]], now: Rows) -> dict[Place, Change]:
    """The columns that still hold what the merge wrote there."""
    found = {}
    for table, key, before, after in changes:
        row = now.get((table, key))
        if row is not None:
            # What led to the one that stays may lead on to where that is now: it leads back all the same.
            same = {
                column: value
                for column, value in before.items()
                if table == "oldaddress" or row[column] == after[column]
            }
            found[table, key] = Change(after=same)
    return found
