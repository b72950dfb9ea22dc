from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, EveryParty
from agreements.filters.names import NameWords
from agreements.filters.narrowing import among
from agreements.models import InstitutionName, Party
from agreements.models.vocabularies import InstitutionKind


class InstitutionFilter(RecordFilterSet):
    q = NameWords("name", variants=InstitutionName, owner="institution")
    party = EveryParty(Party, among("party"), key="code", label=_("Party"), clause=_("of %s"))
    kind = Codes(InstitutionKind, field_name="kind", label=_("Kind"), clause="(%s)")

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meeting_count", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d institution", "%(count)d institutions", count) % {"count": count}
