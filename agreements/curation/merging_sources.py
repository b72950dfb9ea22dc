"""Sources that are one page, where a judgement rests on both of them."""

from django.utils.translation import gettext

from agreements.curation.merging_plan import Plan
from agreements.models import ActionUpdate
from agreements.models.vocabularies import Basis

BOTH = ("source_id", "second_source_id")
PLACE = ("action__meeting__body", "action__agreement")


def keep_sources_two(plan: Plan) -> None:
    """Two independent sources that are one page are no two sources: somebody has to judge anew before."""
    rows = {row["id"]: row for column in BOTH for row in plan.moves.get(("actionupdate", column), ())}
    refused = []
    for key, row in rows.items():
        change = plan.updates["actionupdate", key]
        now = {**row, **change.after}
        if now["source_id"] != now["second_source_id"]:
            continue
        if row["basis"] == Basis.TWO_INDEPENDENT_SOURCES:
            refused.append(key)
        else:
            change.before.setdefault("second_source_id", row["second_source_id"])
            change.after["second_source_id"] = None
    told = gettext(
        "An update of “%(action)s” rests on these two as two independent sources: “%(what)s”. That judgement "
        "stays in the record, so they stay two rows. If they are one page, correct it by a later update."
    )
    for update in ActionUpdate.objects.select_related(*PLACE).filter(pk__in=refused).order_by("pk"):
        plan.refusals.append(told % {"action": update.action.place, "what": update.what})
