"""What history remembers, written once more: a row, a whole record, or a record as it was. Ordinary writes, which are
themselves the next version. A story of what became of an action is neither changed nor taken away."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext

from agreements.curation.versions import Change, History, differences
from agreements.curation.versions_cut import reconnect
from agreements.curation.versions_tree import FAR_ENDS, NEVER_DELETED, Key, Node, Values, tables_of
from agreements.curation.versions_words import Names, keys_in, title
from agreements.models import Merge, RecordParty
from agreements.models.vocabularies import Mergeable, Publication

# Where a record stands is decided by whoever publishes, never by going back.
STAYS = ("publication", "withdrawn_reason")


class Refused(Exception):
    """Why nothing was restored, in words."""


def restorable(history: History, number: int) -> tuple[list[Change], list[Change]]:
    """What going back to a version would do, and what stays although it was not there then: actions with a story, and
    all that stands below these."""
    now = history.now()
    stories = {
        (node.model, node.key)
        for node in (now.all() if now else ())
        if any(below.model in NEVER_DELETED for below in node.below)
    }
    found = [_without_state(change) for change in differences(history, history.last, number)]
    kept = stories & {change.key for change in found if change.after is None}
    does: list[Change] = []
    stays: list[Change] = []
    for change in found:
        if _by_the_database(change) or not change.differing:
            continue
        at_all = {change.key, *(key for key, _values in change.above)}
        (stays if change.after is None and (change.key[0] in NEVER_DELETED or at_all & kept) else does).append(change)
    return does, stays


def _without_state(change: Change) -> Change:
    if not (change.before and change.after and STAYS[0] in change.before):
        return change
    after = change.after | {name: change.before[name] for name in STAYS}
    return Change(change.key, change.before, after, change.above)


def _by_the_database(change: Change) -> bool:
    """The rows of the relation's two parties follow from the relation."""
    return change.key[0] is RecordParty and not change.values["further"]


@transaction.atomic
def restore(history: History, number: int) -> None:
    """Raises Refused, or DatabaseError for a rule of the record."""
    does, _stays = restorable(history, number)
    order = [table.model for table in tables_of(history.root[0])]
    _delete([change.key for change in does if change.after is None])
    _check_references([(change.key, change.after) for change in does if change.after is not None])
    for model in order:
        _update([change for change in does if change.key[0] is model and change.before and change.after])
        _insert((one.key, one.after) for one in does if one.key[0] is model and not one.before and one.after)
    reconnect(history, [change.key for change in does if not change.before])
    connection.check_constraints()


@transaction.atomic
def put_back(history: History, number: int, key: Key) -> None:
    """A row that a version deleted, with what went along with it. Raises Refused, or DatabaseError."""
    was = history.tree_after(number - 1)
    node = was.find(key) if was else None
    if node is None or key not in {event.key for version in history.versions for event in version.events}:
        raise Refused(gettext("This row was not there."))
    _write(history, node, {})
    connection.check_constraints()


@transaction.atomic
def put_back_record(history: History) -> None:
    """A whole record that was deleted. It is a draft again, whatever it was. Raises Refused, or DatabaseError."""
    node = history.tree_after(history.stood)
    if node is None:
        raise Refused(gettext("It came and went in one save: nothing is known of it that could be put back."))
    if merged := merge_of(history.root):
        told = gettext("It was merged into “%(kept)s”: undo that merge instead.")
        raise Refused(told % {"kept": merged.kept_name})
    seen = node.values.get("publication") in (Publication.PUBLISHED, Publication.WITHDRAWN)
    _write(history, node, {"publication": Publication.DRAFT, "withdrawn_reason": ""} if seen else {})
    connection.check_constraints()


def merge_of(root: Key) -> Merge | None:
    """The one that the record went in, where that still holds."""
    kind = str(root[0]._meta.model_name)
    return Merge.objects.filter(kind=kind, gone=root[1], undone_at=None).first() if kind in Mergeable else None


def _write(history: History, node: Node, instead: Values) -> None:
    rows = [((one.model, one.key), one.values) for one in node.all() if not _party_of_relation(one)]
    rows[0] = (rows[0][0], rows[0][1] | instead)
    missing = [row for row in rows if not row[0][0]._base_manager.filter(pk=row[0][1]).exists()]
    if rows[0] not in missing:
        raise Refused(gettext("It is there already."))
    _check_references(missing)
    _insert(missing)
    reconnect(history, [key for key, _values in missing])


def _party_of_relation(node: Node) -> bool:
    return node.model is RecordParty and not node.values["further"]


def _insert(rows: Iterable[tuple[Key, Values]]) -> None:
    for (model, key), values in rows:
        if model._base_manager.filter(pk=key).exists():
            name = title(model, values, Names(keys_in(model, values)))
            raise Refused(gettext("%s stands somewhere else by now: move it back from there.") % name)
        model(**values).save(force_insert=True)


def _delete(keys: list[Key]) -> None:
    """These rows and no others: one that stood below them may be about to stand elsewhere again."""
    for linked, name in FAR_ENDS:
        field: Any = linked._meta.get_field(name)
        linked._base_manager.filter(**{f"{name}__in": [key for of, key in keys if of is field.related_model]}).delete()
    for model, key in keys:
        rows: Any = model._base_manager.filter(pk=key)
        rows._raw_delete(rows.db)


def _update(changes: list[Change]) -> None:
    """A value that another row still holds is free once that row has its own value back: so once more, until nothing
    moves. Rows that hold each other's values are written anew."""
    while changes:
        waiting: list[Change] = []
        refused = None
        for change in changes:
            try:
                with transaction.atomic():
                    _update_one(change)
            except IntegrityError as error:
                waiting.append(change)
                refused = error
        if refused and len(waiting) == len(changes):
            if len(waiting) == 1:
                raise refused
            _write_anew(waiting)
            return
        changes = waiting


def _write_anew(changes: list[Change]) -> None:
    for change in changes:
        rows: Any = change.key[0]._base_manager.filter(pk=change.key[1])
        rows._raw_delete(rows.db)
    _insert((change.key, change.after) for change in changes if change.after is not None)


def _update_one(change: Change) -> None:
    model, key = change.key
    own = {field.attname for field in model._meta.local_fields if field.editable}
    values = {name: (change.after or {})[name] for name in change.differing if name in own}
    if values and not model._base_manager.filter(pk=key).update(**values):
        raise Refused(gettext("Somebody deleted a row meanwhile. Nothing was restored."))


def _check_references(rows: Iterable[tuple[Key, Values]]) -> None:
    """What a row refers to is there, or is written along with it."""
    rows = list(rows)
    written = {key for key, _values in rows}
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for (model, _key), values in rows:
        for referred in keys_in(model, values):
            if referred not in written:
                wanted[referred[0]].add(referred[1])
    for model, keys in wanted.items():
        gone = keys - set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        if gone:
            name = Names([(model, key) for key in gone])(model, min(gone))
            what = f"{model._meta.verbose_name} {name}"
            raise Refused(gettext("%s is no longer there: restore it first.") % capfirst(what))
