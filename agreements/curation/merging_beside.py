"""What refers to the two without a key of the database: old addresses, and pairs that were told apart."""

from django.utils.translation import gettext

from agreements.curation.merging_plan import Plan
from agreements.curation.merging_rows import Row, new_keys
from agreements.curation.merging_rules import FIELDS
from agreements.models.vocabularies import Mergeable


def address_of(kind: str, row: Row) -> str:
    """Without a language, as old addresses are kept."""
    return f"/{FIELDS[Mergeable(kind)].folder}/{row.get('slug', row['id'])}/"


def lead_on(plan: Plan) -> None:
    """The address of the one that goes leads to the other, and so does whatever led to it."""
    old, new = address_of(plan.kind, plan.gone), address_of(plan.kind, plan.kept)
    if old == new:
        return
    known = {row["path"]: row for row in plan.read("oldaddress", "path", [old, new])}
    for row in plan.read("oldaddress", "target", [old]):
        if row["path"] != new:
            plan.change("oldaddress", row, {"target": new})
            plan.led_on.append(row["path"])
    if new in known:
        plan.deletes.append(("oldaddress", known[new]))  # what is there now comes before what was there once
    if old in known:
        plan.change("oldaddress", known[old], {"target": new})
    else:
        plan.new_address = {"path": old, "target": new}
    plan.led_on.insert(0, old)


def write_address(plan: Plan) -> list[tuple[str, Row]]:
    return [("oldaddress", {"id": new_keys("oldaddress", 1)[0], **plan.new_address})] if plan.new_address else []


def keep_apart(plan: Plan) -> None:
    """Whoever was told apart from the one that goes is told apart from the other."""
    kept, gone = plan.kept["id"], plan.gone["id"]
    pairs: dict[tuple[int, int], Row] = {}
    for column in ("first", "second"):
        for row in plan.read("distinct", column, [kept, gone]):
            if row["kind"] == plan.kind:
                pairs[row["first"], row["second"]] = row
    for (first, second), row in pairs.items():
        if gone not in (first, second):
            continue
        if kept in (first, second):
            plan.deletes.append(("distinct", row))
            plan.doubts.append(gettext("Somebody told these two apart: look twice."))
            continue
        other = second if first == gone else first
        pair = (min(kept, other), max(kept, other))
        if pair in pairs:
            plan.deletes.append(("distinct", row))
        else:
            plan.change("distinct", row, {"first": pair[0], "second": pair[1]})
