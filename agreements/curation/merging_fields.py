"""The two rows' own columns: which value stands, where the other is kept, and which names become variants."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext, override

from agreements.curation.merging_plan import Asked, Plan
from agreements.curation.merging_rows import Row, new_keys
from agreements.curation.merging_rules import FIELDS, Fields, is_blank
from agreements.curation.merging_words import is_note_worthy, join_notes, line
from agreements.models import Body
from agreements.models.vocabularies import Mergeable, Publication


def settle_fields(plan: Plan, take: Collection[str]) -> None:
    """`take` are the columns in which the value of the row that goes shall stand."""
    fields = FIELDS[Mergeable(plan.kind)]
    kept = plan.kept | dict.fromkeys(plan.to_itself, None)
    gone = plan.gone | {column: None for column in ("parent_id", "replaced_by_id") if plan.points_to_kept(column)}
    final: Row = dict.fromkeys(plan.to_itself, None)
    lost: dict[str, Any] = {}
    for column in fields.asked:
        asked = _asked(plan, column, kept[column], gone[column], column in take)
        plan.asked.append(asked)
        final[column] = asked.final
        if asked.state == "differs":
            lost[column] = asked.gone if asked.final == asked.kept else asked.kept
    if fields.note:
        kept_words = [
            line(plan.kind, column, value) for column, value in lost.items() if becomes(plan.kind, column) == "note"
        ]
        final[fields.note] = join_notes(kept[fields.note], *kept_words, gone[fields.note])
    if fields.variants:
        final |= _names(plan, fields, final, lost)
    plan.change(plan.kind, plan.kept, final, last=True)


def becomes(kind: str, column: str) -> str:
    """What a value turns into that does not stand: a "variant", a line of the "note", or ""."""
    fields = FIELDS[Mergeable(kind)]
    if column in fields.names:
        return "variant"
    return "note" if fields.note and is_note_worthy(kind, column) else ""


def _asked(plan: Plan, column: str, kept: Any, gone: Any, take_gone: bool) -> Asked:
    if kept == gone:
        return Asked(column, kept, gone, kept, "same")
    if is_blank(plan.kind, column, gone) or (column == "parent_id" and _closes_ring(plan, gone)):
        return Asked(column, kept, gone, kept, "kept")
    if is_blank(plan.kind, column, kept):
        return Asked(column, kept, gone, gone, "filled")
    return Asked(column, kept, gone, gone if take_gone else kept, "differs")


def _names(plan: Plan, fields: Fields, final: Row, lost: Row) -> Row:
    """Every name that the row that goes had, and every one that does not stand, is a variant from now on."""
    wanted = [plan.gone["name"], *(lost[column] for column in fields.names if column in lost)]
    if fields.variants == "other_names":
        wanted += plan.gone["other_names"]
        known = [*plan.kept["other_names"]]
    else:
        owner = f"{plan.kind}_id"
        known = [row["name"] for row in plan.read(fields.variants, owner, [plan.kept["id"]])]
        moved = plan.moves.get((fields.variants, owner), [])
        known += [row["name"] for row in moved]
        plan.names_moved = [row["name"] for row in moved]
    standing = {final[column] for column in fields.names}
    plan.new_names = [name for name in dict.fromkeys(wanted) if name not in known and name not in standing]
    if fields.variants == "other_names":
        return {"other_names": [*known, *plan.new_names]}
    return {}


def write_names(plan: Plan) -> list[tuple[str, Row]]:
    """The new variants as rows, with keys of their own."""
    table = FIELDS[Mergeable(plan.kind)].variants
    if not plan.new_names or table == "other_names":
        return []
    keys = new_keys(table, len(plan.new_names))
    owner = {f"{plan.kind}_id": plan.kept["id"]}
    return [(table, {"id": key, "name": name, **owner}) for key, name in zip(keys, plan.new_names, strict=True)]


def let_go(plan: Plan) -> None:
    """First of all that is deleted, so that putting back ends with it: what belongs to it is there by then."""
    if not plan.gone_is_withdrawn:
        plan.deletes.insert(0, (plan.kind, plan.gone))
        return
    with override("en"):
        reason = gettext("Merged into “%s”.") % plan.kept["name"]
    plan.change(plan.kind, plan.gone, {"publication": Publication.WITHDRAWN, "withdrawn_reason": reason}, last=True)


def keep_out_of_rings(plan: Plan) -> None:
    if plan.kind == Mergeable.BODY and plan.kept["id"] in _above(plan, plan.kept["parent_id"]):
        told = gettext("“%(gone)s” is part of what “%(kept)s” stands above: settle which is part of which first.")
        plan.refusals.append(told % {"gone": plan.gone["name"], "kept": plan.kept["name"]})


def _closes_ring(plan: Plan, parent: Any) -> bool:
    return parent is not None and plan.kept["id"] in _above(plan, parent)


def _above(plan: Plan, body: Any) -> set[int]:
    """The body and those it is part of, once the merge is done."""
    parents = dict(Body.objects.filter(parent__isnull=False).values_list("pk", "parent_id"))
    parents.pop(plan.kept["id"], None)
    for (table, key), change in plan.updates.items():
        if table == "body" and "parent_id" in change.after:
            parents[key] = change.after["parent_id"]
    found: set[int] = set()
    while body is not None and body not in found and body != plan.gone["id"]:
        found.add(body)
        body = parents.get(body)
    return found
