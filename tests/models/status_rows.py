"""The status of every action in the database, computed by SQL and by Python."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from agreements.models import ActionCard, ActionUpdate, AgreedAction
from agreements.models.status import Entry, current, timing
from agreements.models.vocabularies import Evidence


class Status(NamedTuple):
    evidence: str
    evidence_update: int | None
    reported: str
    timing: str


def in_sql(on: date) -> dict[int, Status]:
    rows = AgreedAction.objects.with_status(on).values_list("pk", *Status._fields)
    return {pk: Status(*values) for pk, *values in rows}


def on_cards(on: date) -> dict[int, Status]:
    """The same from what the cards keep, but for the update that holds, which they do not name."""
    rows = ActionCard.objects.with_status(on).values_list("pk", "evidence", "reported", "timing")  # type: ignore[misc]
    return {pk: Status(evidence, None, reported, timing) for pk, evidence, reported, timing in rows}


def in_python(on: date) -> dict[int, Status]:
    updates = list(ActionUpdate.objects.all())
    corrected = {update.corrects_id for update in updates}
    told: dict[int, list[Entry]] = defaultdict(list)
    for row in updates:
        done = row.pk in corrected
        told[row.action_id].append(Entry(row.pk, row.date, row.evidence, row.reported_status, row.checked, done))
    return {action.pk: _status(action, told[action.pk], on) for action in AgreedAction.objects.all()}


def _status(action: AgreedAction, told: list[Entry], on: date) -> Status:
    judged, reported = current(told, on, "evidence"), current(told, on, "reported")
    return Status(
        judged.evidence if judged else Evidence.NOT_ASSESSED,
        judged.order if judged else None,
        reported.reported if reported else "",
        timing(action.due, action.due_phrase, told, on),
    )
