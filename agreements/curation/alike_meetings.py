"""Meetings that may be the one about to be entered: the same number of the body, or the same relation within days."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from psycopg.types.range import DateRange

from agreements.curation.duplicates import DAYS_APART
from agreements.dates import PartialDate
from agreements.models import Distinct, Meeting
from agreements.models.base import NOT_WITHDRAWN
from agreements.models.vocabularies import Mergeable

LOOKED_AT = 50


@dataclass(frozen=True)
class Described:
    """What is known of a meeting: keys, its number, its date. `key` is its own, 0 where it is new."""

    relation: Any = None
    body: Any = None
    ordinal: int | None = None
    date: PartialDate | None = None
    key: int = 0


def alike_meetings(described: Described, most: int = 5) -> list[Meeting]:
    """Those of the same number first. Dates of more than a few days, such as a month alone, are like any other: they
    say nothing. What was told apart from the meeting is left out."""
    found, days = Q(), _days(described.date)
    if described.body and described.ordinal:
        found |= Q(body=described.body, ordinal=described.ordinal)
    if described.relation and days:
        found |= Q(relation=described.relation, date_range__overlap=days)
    if not found:
        return []
    meetings = Meeting.objects.filter(NOT_WITHDRAWN).filter(found).select_related("body").order_by("id")
    others = meetings.exclude(pk__in={described.key, *_told_apart(described.key)})[:LOOKED_AT]
    same_number = [one for one in others if described.ordinal and (one.body_id, one.ordinal) == _number(described)]
    near = [one for one in others if one not in same_number and _days(one.date)]
    return [*same_number, *near][:most]


def _number(described: Described) -> tuple[Any, int | None]:
    return described.body, described.ordinal


def _days(date: PartialDate | None) -> DateRange | None:
    """From the first to the last day on which another would be near."""
    if date is None or date.earliest is None or date.latest is None:
        return None
    if (date.latest - date.earliest).days > DAYS_APART:
        return None
    near = timedelta(days=DAYS_APART)
    try:
        return DateRange(date.earliest - near, date.latest + near, "[]")
    except OverflowError:
        return None


def _told_apart(key: int) -> set[int]:
    if not key:
        return set()
    pairs = Distinct.objects.filter(Q(first=key) | Q(second=key), kind=Mergeable.MEETING)
    return {one for pair in pairs.values_list("first", "second") for one in pair}


def tell_apart(meeting: Meeting, others: list[Meeting], by: Any) -> None:
    """Whoever entered it saw the others, and said that it is none of them."""
    for other in others:
        first, second = sorted((meeting.pk, other.pk))
        Distinct.objects.get_or_create(kind=Mergeable.MEETING, first=first, second=second, defaults={"by": by})
