from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import MOST_RECORDS, Codes, Column, DateFrom, DateTo, EveryParty, Records, Topics
from agreements.filters.words import Words
from agreements.models import Body, Institution, Party, Person, Relation, Topic
from agreements.models.vocabularies import ActionKind, Evidence, MeetingLevel, ReportedStatus, Timing
from agreements.wording import grouped

TIMING: dict[str, Any] = {
    Timing.NO_WINDOW: _("without a due window"),
    Timing.NOT_YET_DUE: _("not yet due"),
    Timing.WINDOW_OPEN: _("whose window is open"),
    Timing.WINDOW_PASSED: _("whose window has passed unassessed"),
    Timing.OVERDUE: _("overdue"),
    Timing.COMPLETED_ON_TIME: _("completed on time"),
    Timing.COMPLETED_LATE: _("completed late"),
    Timing.CLOSED: _("closed"),
    Timing.CANNOT_TELL: _("of which it cannot be told whether they are due"),
}


class ActionFilter(RecordFilterSet):
    """Of action cards, with the status annotations of the day they are asked for."""

    q = Words()
    party = EveryParty(Party, Column("parties", many=True), key="code", label=_("Party"), clause=_("of %s"))
    timing = Codes(
        Timing,
        "timing",
        label=_("Timing"),
        clause=pgettext_lazy("agreed actions by their timing", "%s"),
        phrases=TIMING,
        changes_by_day=True,
    )
    evidence = Codes(Evidence, "evidence", label=_("Evidence"), clause=_("with the evidence: %s"), changes_by_day=True)
    topic = Topics(Topic, Column("topics", many=True), key="code", label=_("Topic"), clause=_("on %s"))
    responsible = Records(
        Party, Column("responsible", many=True), key="code", label=_("Owed by"), clause=_("owed by %s")
    )
    from_ = DateFrom("agreed", "years", heading=_("Agreed"), label=_("Agreed from"), clause=_("agreed since %s"))
    to = DateTo("agreed", "years", label=_("Agreed to"), clause=_("agreed until %s"))
    due_from = DateFrom("due", "due_years", heading=_("Due"), label=_("Due from"), clause=_("due since %s"))
    due_to = DateTo("due", "due_years", label=_("Due to"), clause=_("due until %s"))
    kind = Codes(ActionKind, "kind", label=_("Kind"), clause=pgettext_lazy("agreed actions by their kind", "(%s)"))
    reported = Codes(ReportedStatus, "reported", label=_("Reported"), clause=_("reported as %s"), changes_by_day=True)
    level = Codes(MeetingLevel, "level", label=_("Level"), clause=_("agreed at the level of %s"))
    relation = Records(Relation, Column("relation", most=MOST_RECORDS), label=_("Relation"), clause=_("between %s"))
    body = Records(Body, Column("body", most=MOST_RECORDS), label=_("Body"), clause=_("of the %s"))
    person = Records(
        Person,
        Column("people", many=True, most=MOST_RECORDS),
        label=_("Person"),
        clause=_("agreed in the presence of %s"),
    )
    institution = Records(
        Institution,
        Column("institutions", many=True, most=MOST_RECORDS),
        label=_("Institution"),
        clause=_("agreed in the presence of %s"),
    )

    sorts = {
        "-date": (_("Latest agreed first"), ("-agreed", "number")),
        "date": (_("Earliest agreed first"), ("agreed", "number")),
        "due": (_("Due first"), ("due", "number")),
        "-due": (_("Due last"), ("-due", "number")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s agreed action", "%(count)s agreed actions", count) % {"count": grouped(count)}
