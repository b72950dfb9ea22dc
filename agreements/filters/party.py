from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, Words
from agreements.models.vocabularies import PartyKind


class PartyFilter(RecordFilterSet):
    q = Words("name", "name_fr", "name_es", "name_ar", "code")
    kind = Codes(PartyKind, field_name="kind", label=_("Kind"), clause="(%s)")

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meeting_count", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d party", "%(count)d parties", count) % {"count": count}
