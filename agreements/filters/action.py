from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, DateFrom, DateTo, EveryParty, Records, Topics, Words
from agreements.filters.narrowing import among, on_topic, takes_part, was_attended
from agreements.models import ActionParty, Body, Institution, Party, Person, RecordTopic, Relation, Topic
from agreements.models.partial_dates import Earliest, may_lie_between
from agreements.models.vocabularies import ActionKind, Evidence, MeetingLevel, ReportedStatus, Timing


def _of_parent(narrow: Any) -> Any:
    """The same condition on the meeting or the agreement, whichever the action has."""
    return lambda chosen: narrow("meeting", "meeting_id")(chosen) | narrow("agreement", "agreement_id")(chosen)


def _on_topic(topics: list[Topic]) -> Q:
    """Its own topics; those of the meeting or agreement where it has none of its own."""
    has_own = Exists(RecordTopic.objects.filter(action=OuterRef("pk")))
    return on_topic("action")(topics) | (~Q(has_own) & _of_parent(on_topic)(topics))


def _owed_by(parties: list[Party]) -> Q:
    return Q(Exists(ActionParty.objects.filter(action=OuterRef("pk"), party__in=parties)))


class AgreedBetween(DateFrom):
    """On the date of the meeting, or of the agreement's signature."""

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        self.last = last
        self.clause = _("agreed until %s") if last else _("agreed since %s")
        super().__init__(**kwargs)

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        if not value:
            return queryset
        window = (None, value.latest) if self.last else (value.earliest, None)
        return queryset.filter(
            may_lie_between("meeting__date", *window) | may_lie_between("agreement__signed", *window)
        )


class ActionFilter(RecordFilterSet):
    """Its queryset carries the status annotations of the day it is asked for."""

    q = Words(
        "text",
        "due_phrase",
        "meeting__title",
        "agreement__title",
        guarded={"meeting__body__name": "meeting__body__publication"},
    )
    party = EveryParty(Party, _of_parent(takes_part), key="code", label=_("Party"), clause=_("of %s"))
    relation = Records(
        Relation,
        lambda chosen: among("meeting__relation")(chosen) | among("agreement__relation")(chosen),
        label=_("Relation"),
        clause=_("between %s"),
    )
    body = Records(Body, among("meeting__body"), label=_("Body"), clause=_("of the %s"))
    topic = Topics(Topic, _on_topic, key="code", label=_("Topic"), clause=_("on %s"))
    responsible = Records(Party, _owed_by, key="code", label=_("Owed by"), clause=_("owed by %s"))
    timing = Codes(Timing, field_name="timing", label=_("Timing"), clause="(%s)")
    evidence = Codes(Evidence, field_name="evidence", label=_("Evidence"), clause="(%s)")
    reported = Codes(ReportedStatus, field_name="reported", label=_("Reported"), clause=_("reported as %s"))
    kind = Codes(ActionKind, field_name="kind", label=_("Kind"), clause="(%s)")
    level = Codes(MeetingLevel, field_name="meeting__level", label=_("Level"), clause=_("agreed at the level of %s"))
    person = Records(
        Person,
        was_attended("person", "meeting_id"),
        label=_("Person"),
        offered=False,
        clause=_("agreed in the presence of %s"),
    )
    institution = Records(
        Institution,
        was_attended("institution", "meeting_id"),
        label=_("Institution"),
        offered=False,
        clause=_("agreed in the presence of %s"),
    )
    from_ = AgreedBetween(label=_("Agreed from"))
    to = AgreedBetween(last=True, label=_("Agreed to"))
    due_from = DateFrom(field_name="due", label=_("Due from"), clause=_("due since %s"))
    due_to = DateTo(field_name="due", label=_("Due to"), clause=_("due until %s"))

    _agreed = Coalesce(Earliest("meeting__date"), Earliest("agreement__signed"))
    sorts = {
        "-date": (_("Latest agreed first"), (_agreed.desc(nulls_last=True), "number")),
        "date": (_("Earliest agreed first"), (_agreed.asc(nulls_last=True), "number")),
        "due": (_("Due first"), (Earliest("due").asc(nulls_last=True), _agreed.desc(nulls_last=True), "number")),
        "-due": (_("Due last"), (Earliest("due").desc(nulls_last=True), _agreed.desc(nulls_last=True), "number")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d agreed action", "%(count)d agreed actions", count) % {"count": count}
