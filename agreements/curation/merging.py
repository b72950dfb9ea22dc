"""Two rows that are one become one: everything moves to the one that stays, nothing is lost, and it can be undone."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

import pghistory
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext, override

from agreements.curation.merging_beside import address_of, keep_apart, lead_on, write_address
from agreements.curation.merging_fields import keep_out_of_rings, let_go, settle_fields, write_names
from agreements.curation.merging_plan import Change, Place, Plan, Refused, absorb, begun
from agreements.curation.merging_rows import Row, delete, insert, rows_of, update
from agreements.curation.merging_sources import keep_sources_two
from agreements.curation.merging_words import told
from agreements.models import Merge
from agreements.models.card import made_together
from agreements.models.violations import violation
from agreements.models.vocabularies import Mergeable, Publication

# Meetings hold too much of their own to be joined by rules: of two that are one, an editor withdraws one.
KINDS = (Mergeable.PERSON, Mergeable.INSTITUTION, Mergeable.BODY, Mergeable.SOURCE)


class Changed(Exception):
    """What was shown is no longer so."""


def plan_merge(kind: str, kept: int, gone: int, take: Collection[str] = (), *, lock: bool = False) -> Plan:
    """What would be done, written nowhere. `take` are columns in which the value of the one that goes shall stand.

    Raises Refused where there is nothing to plan; whatever else stands in the way is in the plan's `refusals`.
    """
    if kind not in KINDS:
        raise Refused(gettext("These cannot be merged."))
    plan = begun(kind, kept, gone, lock=lock)
    if reasons := _not_alike(plan):
        raise Refused(*reasons)
    absorb(plan, kind, {gone: kept})
    keep_sources_two(plan)
    keep_out_of_rings(plan)
    settle_fields(plan, take)
    keep_apart(plan)
    lead_on(plan)
    let_go(plan)
    plan.doubts += _doubts(plan)
    return plan


def merge(
    kind: str,
    kept: int,
    gone: int,
    *,
    by: Any = None,
    note: str = "",
    take: Collection[str] = (),
    seen: str | None = None,
) -> Merge:
    """`seen` is the fingerprint of the plan that an editor agreed to: Changed where it is another by now.

    Raises Refused, with the reasons, where it cannot be. All or nothing.
    """
    with transaction.atomic():
        plan = plan_merge(kind, kept, gone, take, lock=True)
        if plan.refusals:
            raise Refused(*plan.refusals)
        if seen is not None and seen != plan.fingerprint:
            raise Changed
        names = name_of(kind, plan.gone), name_of(kind, plan.kept)
        with pghistory.context(note=_why(*names, note)):
            plan.inserts = [*write_names(plan), *write_address(plan)]
            _refusing(plan)
        return Merge.objects.create(
            kind=kind,
            kept=kept,
            gone=gone,
            gone_name=names[0],
            kept_name=names[1],
            moved=_journal(plan),
            note=note,
            by=by,
        )


def name_of(kind: str, row: Row) -> str:
    """A source is called by its address, by which it is known when somebody pastes it again."""
    return str(row["url"] if kind == Mergeable.SOURCE else row["name"])


def _why(gone: str, kept: str, note: str) -> str:
    with override("en"):
        why = gettext("Merge: %(gone)s into %(kept)s") % {"gone": gone, "kept": kept}
    return f"{why}: {note}" if note else why


def _refusing(plan: Plan) -> None:
    try:
        with transaction.atomic():
            _write(plan)
            connection.check_constraints()
    except DatabaseError as error:
        raise Refused(violation(error).message) from error


def _write(plan: Plan) -> None:
    with made_together():
        write_changes(plan.updates)
        # In their order, since what is put back comes in the opposite one.
        for table, rows in groupby(plan.deletes, key=lambda deleted: deleted[0]):
            delete(table, [row["id"] for _table, row in rows])
        write_changes(plan.fills)
        for table, rows in groupby(plan.inserts, key=lambda inserted: inserted[0]):
            insert(table, [row for _table, row in rows])


def write_changes(changes: dict[Place, Change]) -> None:
    by_table: dict[str, list[tuple[int, Row]]] = {}
    for (table, key), change in changes.items():
        by_table.setdefault(table, []).append((key, change.after))
    for table in sorted(by_table):
        update(table, by_table[table])


def _journal(plan: Plan) -> dict[str, Any]:
    def changes(of: dict[Place, Change]) -> list[Any]:
        return [[table, key, change.before, change.after] for (table, key), change in of.items()]

    return {
        "updates": changes(plan.updates),
        "deletes": plan.deletes,
        "fills": changes(plan.fills),
        "inserts": plan.inserts,
        "addresses": [address_of(plan.kind, plan.gone), address_of(plan.kind, plan.kept)],
    }


def _not_alike(plan: Plan) -> list[str]:
    """Why the two cannot be one, or not this way round."""
    kept, gone = plan.kept, plan.gone
    names = {"kept": name_of(plan.kind, kept), "gone": name_of(plan.kind, gone)}
    if plan.kind == Mergeable.INSTITUTION and kept["party_id"] != gone["party_id"]:
        return [gettext("“%(kept)s” and “%(gone)s” are institutions of two parties, which cannot be one.") % names]
    if plan.kind != Mergeable.BODY:
        return []
    if kept["relation_id"] != gone["relation_id"]:
        return [gettext("“%(kept)s” and “%(gone)s” are bodies of two relations, which cannot be one.") % names]
    if kept["publication"] == Publication.WITHDRAWN:
        return [gettext("“%(kept)s” is withdrawn: keep the other one.") % names]
    if gone["publication"] == Publication.PUBLISHED and kept["publication"] != Publication.PUBLISHED:
        return [gettext("Readers know “%(gone)s”, and “%(kept)s” is a draft: keep the one that readers know.") % names]
    if Merge.objects.filter(kind=plan.kind, gone=gone["id"], undone_at=None).exists():
        return [gettext("“%(gone)s” is merged already.") % names]
    return []


def _doubts(plan: Plan) -> list[str]:
    """What makes one look twice."""
    found = []
    if plan.kind == Mergeable.PERSON:
        ours, theirs = (_sat_for(plan, row["id"]) for row in (plan.kept, plan.gone))
        if ours and theirs and not ours & theirs:
            sat = gettext("They sat for different parties: %(ours)s, and %(theirs)s.")
            found.append(sat % {"ours": ", ".join(sorted(ours)), "theirs": ", ".join(sorted(theirs))})
        items = plan.kept["wikidata"], plan.gone["wikidata"]
        if all(items) and items[0] != items[1]:
            found.append(gettext("Wikidata has them as two: %s and %s.") % items)
    if plan.to_itself or any(
        map(plan.points_to_kept, ("parent_id", "replaced_by_id") if "parent_id" in plan.gone else ())
    ):
        found.append(gettext("One is recorded as part of the other, or as replaced by it: that is no longer said."))
    return found


def _sat_for(plan: Plan, person: int) -> set[str]:
    return {told("personparty", "party_id", row["party_id"]) for row in rows_of("personparty", "person_id", [person])}
