from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import EveryParty, Words
from agreements.models import Party


def _is_one_of_two(parties: list[Party]) -> Q:
    return Q(a__in=parties) | Q(b__in=parties)


class RelationFilter(RecordFilterSet):
    q = Words("a__name", "a__name_fr", "a__name_es", "a__name_ar", "b__name", "b__name_fr", "b__name_es", "b__name_ar")
    party = EveryParty(Party, _is_one_of_two, key="code", label=_("Party"), clause=_("of %s"))

    sorts = {
        "-meetings": (_("Most meetings first"), ("-meeting_count", "a__sort_key")),
        "name": (_("By name"), ("a__sort_key", "b__sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d relation", "%(count)d relations", count) % {"count": count}
