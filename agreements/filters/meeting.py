from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import MOST_RECORDS, Codes, Column, DateFrom, DateTo, EveryParty, Records, Topics
from agreements.filters.words import Words
from agreements.models import Body, Institution, Party, Person, Relation, Topic
from agreements.models.vocabularies import MeetingFormat, MeetingLevel, MeetingStatus
from agreements.wording import grouped


class MeetingFilter(RecordFilterSet):
    """Of meeting cards."""

    q = Words()
    party = EveryParty(Party, Column("parties", many=True), key="code", label=_("Party"), clause=_("of %s"))
    topic = Topics(Topic, Column("topics", many=True), key="code", label=_("Topic"), clause=_("on %s"))
    from_ = DateFrom("date", "years", label=_("From"))
    to = DateTo("date", "years", label=_("To"))
    status = Codes(MeetingStatus, "status", label=_("Status"), clause="(%s)")
    level = Codes(MeetingLevel, "level", label=_("Level"), clause=_("at the level of %s"))
    format = Codes(MeetingFormat, "format", label=_("Format"), clause="(%s)")
    relation = Records(Relation, Column("relation", most=MOST_RECORDS), label=_("Relation"), clause=_("between %s"))
    body = Records(Body, Column("body", most=MOST_RECORDS), label=_("Body"), clause=_("of the %s"))
    person = Records(Person, Column("people", many=True, most=MOST_RECORDS), label=_("Person"), clause=_("with %s"))
    institution = Records(
        Institution, Column("institutions", many=True, most=MOST_RECORDS), label=_("Institution"), clause=_("with %s")
    )

    sorts = {
        "-date": (_("Latest first"), ("-earliest",)),
        "date": (_("Earliest first"), ("earliest",)),
        "-actions": (_("Most actions first"), ("-actions", "-earliest")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s meeting", "%(count)s meetings", count) % {"count": grouped(count)}
