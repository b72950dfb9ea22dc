from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import MOST_RECORDS, Codes, Column, DateFrom, DateTo, EveryParty, Records, Topics
from agreements.filters.words import Words
from agreements.models import Party, Relation, Topic
from agreements.models.vocabularies import Designation, LegalForce, Lifecycle, Subject
from agreements.wording import grouped


class AgreementFilter(RecordFilterSet):
    """Of agreement cards."""

    q = Words()
    party = EveryParty(Party, Column("parties", many=True), key="code", label=_("Party"), clause=_("of %s"))
    topic = Topics(Topic, Column("topics", many=True), key="code", label=_("Topic"), clause=_("on %s"))
    lifecycle = Codes(Lifecycle, "lifecycle", label=_("Lifecycle"), clause="(%s)")
    from_ = DateFrom("date", "years", heading=_("Signed"), label=_("Signed from"), clause=_("signed since %s"))
    to = DateTo("date", "years", label=_("Signed to"), clause=_("signed until %s"))
    designation = Codes(Designation, "designation", label=_("Designation"), clause="(%s)")
    force = Codes(LegalForce, "legal_force", label=_("Legal force"), clause="(%s)")
    subject = Codes(Subject, "subject", label=_("Subject"), clause=_("about %s"))
    relation = Records(Relation, Column("relation", most=MOST_RECORDS), label=_("Relation"), clause=_("between %s"))

    sorts = {
        "-signed": (_("Latest signed first"), ("-earliest",)),
        "signed": (_("Earliest signed first"), ("earliest",)),
        "title": (_("By title"), ("sort_key",)),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s agreement", "%(count)s agreements", count) % {"count": grouped(count)}
