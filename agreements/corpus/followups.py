"""What later pages showed of an action."""

from typing import Any

from agreements.corpus.desk import Desk
from agreements.corpus.meetings import find_action
from agreements.corpus.reading import Record
from agreements.corpus.sources import put_source
from agreements.corpus.writing import Changes, given, partial_date
from agreements.models import ActionUpdate


def put_followup(record: Record, desk: Desk, changes: Changes) -> None:
    """Updates are never edited. The same entry again is nothing new; one that tells of the same action, day and
    source otherwise than before is added as the correction of what stood there."""
    data = record.data
    action = find_action(data["action"], "action")
    values: dict[str, Any] = {
        "action": action,
        "date": partial_date(data, "date"),
        "what": data["note"],
        **given(data, "evidence", "basis"),
    }
    if data.get("source"):
        values["source"] = put_source(data["source"], "source", record, desk.report, changes)
    same = ActionUpdate.objects.filter(**values).first()
    if same is not None:
        desk.followups.add(same.pk)
        return
    before = ActionUpdate.objects.filter(
        action=action, date=values["date"], source=values.get("source"), corrected_by__isnull=True
    ).exclude(pk__in=desk.followups)
    if len(before) == 1:
        values["corrects"] = before[0]
    desk.followups.add(changes.add(ActionUpdate, values, root="corrects" not in values).pk)
