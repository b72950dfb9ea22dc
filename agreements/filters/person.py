from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import EveryParty, Records, Words
from agreements.models import Body, Institution, Participant, Party, PersonName
from agreements.models.names import Fold
from agreements.models.vocabularies import Publication


class NameWords(Words):
    """Every word stands in the name, the name in its own script, or one of the variants."""

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        for word in (value or "").split():
            variant = GreaterThan(StrIndex("folded", Fold(Value(word, TextField()))), 0)
            named = self._holds(word) | Q(Exists(PersonName.objects.filter(Q(variant), person=OuterRef("pk"))))
            queryset = queryset.filter(named)
        return queryset


def _sat(**lookup: Any) -> Q:
    seats = Participant.objects.filter(
        person=OuterRef("pk"), delegation__meeting__publication=Publication.PUBLISHED, **lookup
    )
    return Q(Exists(seats))


class PersonFilter(RecordFilterSet):
    q = NameWords("name", "native_name")
    party = EveryParty(
        Party, lambda chosen: _sat(delegation__party__in=chosen), key="code", label=_("Party"), clause=_("of %s")
    )
    body = Records(
        Body, lambda chosen: _sat(delegation__meeting__body__in=chosen), label=_("Body"), clause=_("in the %s")
    )
    institution = Records(
        Institution,
        lambda chosen: _sat(institution__in=chosen),
        label=_("Institution"),
        offered=False,
        clause=_("from %s"),
    )

    sorts = {
        "name": (_("By name"), ("sort_key",)),
        "-meetings": (_("Most meetings first"), ("-meeting_count", "sort_key")),
    }

    @staticmethod
    def noun(count: int) -> str:
        return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
