"""Pairs of rows that are probably one, told so that an editor can see whether they are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from agreements.curation.duplicates import Pair, probable_pairs
from agreements.curation.queues_rows import Asked, Opening, Row
from agreements.models import Body, Institution, Meeting, Person, Source
from agreements.models.vocabularies import Mergeable
from agreements.wording import commas

SIDES = ("relation__a", "relation__b")
LOADED: dict[str, QuerySet] = {
    Mergeable.PERSON: Person.objects.prefetch_related("parties").annotate(seats=Count("participations")),
    Mergeable.INSTITUTION: Institution.objects.select_related("party").annotate(seats=Count("participants")),
    Mergeable.BODY: Body.objects.select_related(*SIDES).annotate(met=Count("meetings")),
    Mergeable.MEETING: Meeting.objects.select_related("body", *SIDES),
    Mergeable.SOURCE: Source.objects.annotate(facts=Count("citations")),
}


@dataclass(frozen=True)
class Twins:
    kind: str

    def count(self, asked: Asked, most: int) -> int:
        return len(probable_pairs(self.kind, most, asked.relations))

    def rows(self, asked: Asked, first: int, most: int) -> list[Row]:
        pairs = probable_pairs(self.kind, first + most, asked.relations)[first:]
        found = LOADED[self.kind].in_bulk({key for pair in pairs for key in (pair.first, pair.second)})
        return [
            self._tell(pair, found[pair.first], found[pair.second])
            for pair in pairs
            if pair.first in found and pair.second in found
        ]

    def _tell(self, pair: Pair, one: Any, other: Any) -> Row:
        return Row(
            wrong=self._wrong(pair, one, other),
            opens=Opening(self.kind, told(self.kind, one), one.pk),
            of=str(one.relation) if self.kind in (Mergeable.BODY, Mergeable.MEETING) else "",
            others=(Opening(self.kind, told(self.kind, other), other.pk),),
            pair=(self.kind, pair.first, pair.second),
        )

    def _wrong(self, pair: Pair, one: Any, other: Any) -> str:
        if self.kind == Mergeable.SOURCE:
            return gettext("Two addresses of one page.")
        if self.kind == Mergeable.MEETING:
            days = gettext("The same two parties met on %(one)s and on %(other)s.")
            return days % {"one": date_format(one.date_range.lower), "other": date_format(other.date_range.lower)}
        return gettext("Their names are %(percent)d%% alike.") % {"percent": round(100 * min(pair.score, 1))}


def told(kind: str, row: Any) -> str:
    """Told apart from its twin: with its parties, or how much hangs on it."""
    match kind:
        case Mergeable.PERSON:
            return f"{row.name} ({_joined(', '.join(party.pk for party in row.parties.all()), _seats(row.seats))})"
        case Mergeable.INSTITUTION:
            return f"{row.name} ({_joined(row.party_id, _seats(row.seats))})"
        case Mergeable.BODY:
            met = ngettext("%(count)d meeting", "%(count)d meetings", row.met) % {"count": row.met}
            return f"{row.name} ({met})"
        case Mergeable.SOURCE:
            return str(row.url)
        case _:
            return str(row)


def _seats(count: int) -> str:
    return ngettext("%(count)d seat", "%(count)d seats", count) % {"count": count}


def _joined(*parts: str) -> str:
    return commas(part for part in parts if part)
