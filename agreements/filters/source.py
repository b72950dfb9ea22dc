from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, DateFrom, DateTo
from agreements.filters.words import Words
from agreements.models.vocabularies import SourceKind
from agreements.wording import grouped


class SourceFilter(RecordFilterSet):
    """Of source cards."""

    q = Words()
    kind = Codes(SourceKind, "kind", label=_("Kind"), clause="(%s)")
    from_ = DateFrom("date", "years", heading=_("Published"), label=_("Published from"), clause=_("published since %s"))
    to = DateTo("date", "years", label=_("Published to"), clause=_("published until %s"))

    sorts = {
        "-published": (_("Latest published first"), ("-earliest",)),
        "published": (_("Earliest published first"), ("earliest",)),
        "name": (_("By title"), ("sort_key",)),
        "-facts": (_("Most facts first"), ("-facts", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s source", "%(count)s sources", count) % {"count": grouped(count)}
