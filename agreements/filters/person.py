from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import MOST_RECORDS, Column, EveryParty, Records
from agreements.filters.words import Words
from agreements.models import Body, Institution, Party
from agreements.wording import grouped


class PersonFilter(RecordFilterSet):
    """Of people's cards."""

    q = Words()
    party = EveryParty(Party, Column("parties", many=True), key="code", label=_("Party"), clause=_("of %s"))
    body = Records(Body, Column("bodies", many=True, most=MOST_RECORDS), label=_("Body"), clause=_("in the %s"))
    institution = Records(
        Institution, Column("institutions", many=True, most=MOST_RECORDS), label=_("Institution"), clause=_("from %s")
    )

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meetings", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s person", "%(count)s people", count) % {"count": grouped(count)}
