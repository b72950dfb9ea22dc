"""Pairs of rows that are probably one, told so that an editor can see whether they are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

from agreements.curation.duplicates import Pair, probable_pairs
from agreements.curation.queues_rows import Asked, Opening, Row
from agreements.models import Body, Institution, Meeting, Person, Source
from agreements.models.vocabularies import Mergeable

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
            parties = ", ".join(party.pk for party in row.parties.all()) or "–"
            return gettext("%(name)s (%(parties)s, %(count)d seats)") % {
                "name": row.name,
                "parties": parties,
                "count": row.seats,
            }
        case Mergeable.INSTITUTION:
            told = gettext("%(name)s (%(parties)s, %(count)d seats)")
            return told % {"name": row.name, "parties": row.party_id, "count": row.seats}
        case Mergeable.BODY:
            return gettext("%(name)s (%(count)d meetings)") % {"name": row.name, "count": row.met}
        case Mergeable.SOURCE:
            return f"{row.url}"
        case _:
            return str(row)
