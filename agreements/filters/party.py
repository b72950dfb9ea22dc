from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes
from agreements.filters.words import Words
from agreements.models.vocabularies import PartyKind
from agreements.wording import grouped


class PartyFilter(RecordFilterSet):
    q = Words("card")
    kind = Codes(PartyKind, "kind", label=_("Kind"), clause="(%s)")

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meeting_count", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s party", "%(count)s parties", count) % {"count": grouped(count)}
