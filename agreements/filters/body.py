from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import MOST_RECORDS, Codes, Column, EveryParty, Records
from agreements.filters.words import Words
from agreements.models import Party, Relation
from agreements.models.vocabularies import BodyKind, BodyState
from agreements.wording import grouped


class BodyFilter(RecordFilterSet):
    """Of body cards."""

    q = Words()
    party = EveryParty(Party, Column("parties", many=True), key="code", label=_("Party"), clause=_("of %s"))
    kind = Codes(BodyKind, "kind", label=_("Kind"), clause="(%s)")
    status = Codes(BodyState, "state", label=_("State"), clause="(%s)")
    relation = Records(Relation, Column("relation", most=MOST_RECORDS), label=_("Relation"), clause=_("between %s"))

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meetings", "sort_key")),
        "-last": (_("Latest meeting first"), ("-last_met", "sort_key")),
        "last": (_("Longest without a meeting first"), ("last_met", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s joint body", "%(count)s joint bodies", count) % {"count": grouped(count)}
