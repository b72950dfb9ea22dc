from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import Column, EveryParty
from agreements.filters.words import Words
from agreements.models import Party
from agreements.wording import grouped


class RelationWords(Words):
    """Each word names one of its two parties."""

    def narrow(self, queryset: QuerySet) -> QuerySet:
        for term in self.asked.wanted:
            queryset = queryset.filter(Q(a__in=term.parties) | Q(b__in=term.parties))
        for term in self.asked.excluded:
            queryset = queryset.exclude(Q(a__in=term.parties) | Q(b__in=term.parties))
        return queryset


class RelationFilter(RecordFilterSet):
    """Of relations with `parties`, the codes of both."""

    q = RelationWords()
    party = EveryParty(Party, Column("parties", many=True), key="code", label=_("Party"), clause=_("of %s"))

    sorts = {
        "-meetings": (_("Most meetings first"), ("-meeting_count", "a__sort_key")),
        "name": (_("By name"), ("a__sort_key", "b__sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)s relation", "%(count)s relations", count) % {"count": grouped(count)}
