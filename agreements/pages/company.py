"""With whom a person or an institution sat most often, beside them and across the table, at meetings that were held."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse

from agreements.models import Institution, Participant, Person
from agreements.models.vocabularies import MeetingStatus, Publication
from agreements.pages.kept import kept
from agreements.pages.links import Link
from agreements.pages.parties import known_parties

MOST = 8

type Sat = tuple[str, str, str, int]


@dataclass(frozen=True)
class Company:
    """Each with the number of meeting they were both at."""

    beside: list[tuple[Link, int]]
    across: list[tuple[Link, int]]


def company(field: str, whose: Person | Institution, on: date) -> Company:
    """Of institutions with the names of their parties, as many a ministry has the same name."""
    parties = known_parties(on) if field == "institution" else {}

    def links(of_side: list[Sat]) -> list[tuple[Link, int]]:
        return [
            (Link(name, reverse(f"{field}-detail", args=[slug]), str(parties.get(code, ""))), met)
            for name, slug, code, met in of_side
        ]

    return Company(*map(links, kept(_counted, on, field, whose.pk)))


def _counted(_on: date, field: str, whose: int) -> tuple[list[Sat], list[Sat]]:
    """Beside and across. Two queries, which look at all seats of all meetings of somebody."""
    own = Participant.objects.filter(
        **{field: whose},
        delegation__meeting__publication=Publication.PUBLISHED,
        delegation__meeting__status=MeetingStatus.HELD,
    )
    theirs = own.values("delegation")
    beside = Participant.objects.filter(delegation__in=theirs).exclude(**{field: whose})
    met = own.values("delegation__meeting")
    across = Participant.objects.filter(delegation__meeting__in=met).exclude(delegation__in=theirs)
    return _most(field, beside), _most(field, across)


def _most(field: str, seats: QuerySet[Participant]) -> list[Sat]:
    """Name, slug, an institution's party, and at how many meetings."""
    party = "institution__party" if field == "institution" else "person__slug"
    columns = (f"{field}__name", f"{field}__slug", party)
    known = seats.filter(**{f"{field}__isnull": False}).values_list(*columns)
    counted = known.annotate(met=Count("delegation__meeting", distinct=True))
    return list(counted.order_by("-met", *columns)[:MOST])
