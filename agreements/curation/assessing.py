"""Looking at what became of actions: what one finds on looking, and “checked, nothing new”.

Updates are only ever added. Who looked and found nothing new adds one that says the same as the current one, of the
same date, and carries the day of the look: so the judgement stands as it stood, readers see when it was last checked,
and a second entry of the same date counts before the first.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, override

from agreements.dates import PartialDate
from agreements.models import ActionUpdate, AgreedAction, Agreement, Meeting
from agreements.models.vocabularies import Evidence

# What is done or given up is not looked after any more.
CLOSED = (Evidence.COMPLETED, Evidence.SUPERSEDED, Evidence.DROPPED)
EARLIER_CHECK = re.compile(r"\s*Checked on [^:]{6,30}: nothing (new|found)\.$")


class Refused(Exception):
    """Why nothing is recorded, in words; `overtaken` where somebody else wrote meanwhile."""

    def __init__(self, message: str, *, overtaken: bool = False) -> None:
        super().__init__(message)
        self.overtaken = overtaken


@dataclass(frozen=True)
class Check:
    """`again`: it was recorded already."""

    update: ActionUpdate
    again: bool = False


def assessed_on(actions: QuerySet[AgreedAction], on: date) -> QuerySet:
    """With the status as of a day, the parents and their parties, and `last_update`, the key of what was entered last:
    0 where nothing was. A fixed number of queries."""
    last = ActionUpdate.objects.filter(action=OuterRef("pk")).order_by().values("action").annotate(last=Max("pk"))
    parents = [f"{kind}__relation__{side}" for kind in ("meeting", "agreement") for side in ("a", "b")]
    return (
        actions.with_status(on)  # type: ignore[attr-defined]
        .annotate(last_update=Coalesce(Subquery(last.values("last")), 0))
        .select_related("meeting__body", *parents)
        .prefetch_related("meeting__party_rows__party", "agreement__party_rows__party")
    )


def hold(keys: list[int]) -> None:
    """Within a transaction: nobody else writes in the records of these actions until it ends. In order of their keys,
    so that two who hold several never wait for each other."""
    for model in (Meeting, Agreement):
        parents = AgreedAction.objects.filter(pk__in=keys).values(str(model._meta.model_name))
        held: Any = model._base_manager.select_for_update(of=("self",)).filter(pk__in=parents).order_by("pk")
        list(held.values_list("pk"))


def nothing_new(action: Any, on: date, seen: int | None) -> Check:
    """Records that somebody looked on this day. `action` comes from `assessed_on`, held; `seen` is the key of the
    judgement that the page showed, None where nothing was judged. Twice on one day is once. Raises Refused."""
    now = ActionUpdate.objects.filter(pk=action.evidence_update).first() if action.evidence_update else None
    if now and now.evidence != Evidence.NOT_ASSESSED and now.checked and now.checked >= on:
        return Check(now, again=True)
    if (now.pk if now else None) != seen:
        raise Refused(overtaken_by(now), overtaken=True)
    if action.evidence in CLOSED:
        label = Evidence(action.evidence).label
        raise Refused(gettext("It stands as “%s”: there is nothing left to look for.") % label)
    return Check(ActionUpdate.objects.create(action=action, checked=on, **_the_same(now, on)))


def overtaken_by(update: ActionUpdate | None) -> str:
    told = gettext("Somebody entered an update meanwhile: “%s” Look once more.")
    return told % update.what if update else gettext("What it stood on was corrected meanwhile. Look once more.")


def _the_same(now: ActionUpdate | None, on: date) -> dict[str, Any]:
    """Of what was never assessed: looked for, and not found."""
    if now is None or now.evidence == Evidence.NOT_ASSESSED:
        return {"date": now.date if now else None, "evidence": Evidence.NO_EVIDENCE, "what": _note("", on)}
    return {
        "date": now.date,
        "evidence": now.evidence,
        "basis": now.basis,
        "source_id": now.source_id,
        "second_source_id": now.second_source_id,
        "what": _note(EARLIER_CHECK.sub("", now.what), on),
    }


def _note(what: str, on: date) -> str:
    """In the language of the record. What is known stays in it, since readers of a list see the current entry alone."""
    with override("en"):
        day = str(PartialDate.parse(on.isoformat()))
    return f"{what} Checked on {day}: nothing new." if what else f"Checked on {day}: nothing found."
