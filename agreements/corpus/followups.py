"""What later pages showed of an action."""

from typing import Any

from django.utils.translation import gettext

from agreements.corpus.desk import Desk
from agreements.corpus.meetings import find_action
from agreements.corpus.reading import Record
from agreements.corpus.sources import put_source
from agreements.corpus.writing import Changes, given, partial_date
from agreements.models import ActionUpdate


def put_followup(record: Record, desk: Desk, changes: Changes) -> None:
    """Updates are never edited, and none strikes another by a guess. The same entry again is nothing new; one that
    tells of the same action, day and source otherwise than an earlier load is added, and a person looks at the two."""
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
    _report_told_before(values, record, desk)
    desk.followups.add(changes.add(ActionUpdate, values, root=True).pk)


def _report_told_before(values: dict[str, Any], record: Record, desk: Desk) -> None:
    told = ActionUpdate.objects.filter(
        action=values["action"], date=values["date"], source=values.get("source"), corrected_by__isnull=True
    )
    for before in told.exclude(pk__in=desk.followups):
        reason = gettext("This may correct “%s”, of the same day and source. Both stand: mark it in the admin.")
        desk.report.doubtful.append(record.problem("note", reason % before))
