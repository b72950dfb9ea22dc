from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, EveryParty, Records, Words
from agreements.filters.narrowing import among, takes_part
from agreements.models import Party, Relation
from agreements.models.vocabularies import BodyKind, BodyState


class BodyFilter(RecordFilterSet):
    q = Words("name", "other_names", "note")
    party = EveryParty(Party, takes_part("body"), key="code", label=_("Party"), clause=_("of %s"))
    relation = Records(Relation, among("relation"), label=_("Relation"), clause=_("between %s"))
    kind = Codes(BodyKind, field_name="kind", label=_("Kind"), clause="(%s)")
    status = Codes(BodyState, field_name="state", label=_("State"), clause="(%s)")

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meeting_count", "sort_key")),
        "-last": (_("Latest meeting first"), ("-last_met", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d joint body", "%(count)d joint bodies", count) % {"count": count}
