from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Codes, DateFrom, DateTo, Words
from agreements.models.partial_dates import Earliest
from agreements.models.vocabularies import SourceKind


class SourceFilter(RecordFilterSet):
    q = Words("title", "publisher", "url")
    kind = Codes(SourceKind, field_name="kind", label=_("Kind"), clause="(%s)")
    from_ = DateFrom(field_name="published_on", label=_("Published from"), clause=_("published since %s"))
    to = DateTo(field_name="published_on", label=_("Published to"), clause=_("published until %s"))

    sorts = {
        "-published": (_("Latest published first"), (Earliest("published_on").desc(nulls_last=True),)),
        "published": (_("Earliest published first"), (Earliest("published_on").asc(nulls_last=True),)),
        "name": (_("By title"), ("sort_key",)),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
