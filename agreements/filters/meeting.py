from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, DateFrom, DateTo, EveryParty, Records, Topics, Words
from agreements.filters.narrowing import among, on_topic, takes_part, was_attended
from agreements.models import Body, Institution, Party, Person, Relation, Topic
from agreements.models.partial_dates import Earliest
from agreements.models.vocabularies import MeetingFormat, MeetingLevel, MeetingStatus


class MeetingFilter(RecordFilterSet):
    q = Words("title", "city", "notes", guarded={"body__name": "body__publication"})
    party = EveryParty(Party, takes_part("meeting"), key="code", label=_("Party"), clause=_("of %s"))
    relation = Records(Relation, among("relation"), label=_("Relation"), clause=_("between %s"))
    body = Records(Body, among("body"), label=_("Body"), clause=_("of the %s"))
    topic = Topics(Topic, on_topic("meeting"), key="code", label=_("Topic"), clause=_("on %s"))
    person = Records(Person, was_attended("person"), label=_("Person"), offered=False, clause=_("with %s"))
    institution = Records(
        Institution, was_attended("institution"), label=_("Institution"), offered=False, clause=_("with %s")
    )
    status = Codes(MeetingStatus, label=_("Status"), clause="(%s)")
    level = Codes(MeetingLevel, label=_("Level"), clause=_("at the level of %s"))
    format = Codes(MeetingFormat, label=_("Format"), clause="(%s)")
    from_ = DateFrom(field_name="date", label=_("From"))
    to = DateTo(field_name="date", label=_("To"))

    sorts = {
        "-date": (_("Latest first"), (Earliest("date").desc(nulls_last=True),)),
        "date": (_("Earliest first"), (Earliest("date").asc(nulls_last=True),)),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d meeting", "%(count)d meetings", count) % {"count": count}
