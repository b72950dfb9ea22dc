from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, Column, EveryParty
from agreements.filters.words import Words
from agreements.models import Party
from agreements.models.vocabularies import InstitutionKind
from agreements.wording import grouped


class InstitutionFilter(RecordFilterSet):
    """Of institutions with `parties`, which holds the one they have."""

    q = Words("card")
    party = EveryParty(Party, Column("parties", many=True), key="code", label=_("Party"), clause=_("of %s"))
    kind = Codes(InstitutionKind, "kind", label=_("Kind"), clause="(%s)")

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meeting_count", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s institution", "%(count)s institutions", count) % {"count": grouped(count)}
