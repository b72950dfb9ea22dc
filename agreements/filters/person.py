from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.filters.base import RecordFilterSet
from agreements.filters.fields import EveryParty, Records
from agreements.filters.names import NameWords
from agreements.models import Body, Institution, Participant, Party, PersonName
from agreements.models.vocabularies import Publication


def _sat(**lookup: Any) -> Q:
    seats = Participant.objects.filter(
        person=OuterRef("pk"), delegation__meeting__publication=Publication.PUBLISHED, **lookup
    )
    return Q(Exists(seats))


class PersonFilter(RecordFilterSet):
    q = NameWords("name", "native_name", variants=PersonName, owner="person")
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
