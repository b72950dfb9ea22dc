from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, DateFrom, DateTo, EveryParty, Records, Topics, Words
from agreements.filters.narrowing import among, on_topic, takes_part
from agreements.models import Party, Relation, Topic
from agreements.models.partial_dates import Earliest
from agreements.models.vocabularies import Designation, LegalForce, Lifecycle, Subject


class AgreementFilter(RecordFilterSet):
    q = Words("title", "summary", "status_as_reported")
    party = EveryParty(Party, takes_part("agreement"), key="code", label=_("Party"), clause=_("of %s"))
    relation = Records(Relation, among("relation"), label=_("Relation"), clause=_("between %s"))
    topic = Topics(Topic, on_topic("agreement"), key="code", label=_("Topic"), clause=_("on %s"))
    designation = Codes(Designation, field_name="designation", label=_("Designation"), clause="(%s)")
    force = Codes(LegalForce, field_name="legal_force", label=_("Legal force"), clause="(%s)")
    subject = Codes(Subject, field_name="subject", label=_("Subject"), clause=_("about %s"))
    lifecycle = Codes(Lifecycle, field_name="lifecycle", label=_("Lifecycle"), clause="(%s)")
    from_ = DateFrom(field_name="signed", label=_("Signed from"), clause=_("signed since %s"))
    to = DateTo(field_name="signed", label=_("Signed to"), clause=_("signed until %s"))

    sorts = {
        "-signed": (_("Latest signed first"), (Earliest("signed").desc(nulls_last=True),)),
        "signed": (_("Earliest signed first"), (Earliest("signed").asc(nulls_last=True),)),
        "title": (_("By title"), ("sort_key",)),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d agreement", "%(count)d agreements", count) % {"count": count}
