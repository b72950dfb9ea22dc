"""What is counted of a relation, a body, a party or a topic: numbers and keys, kept for every language alike.

A topic may be that of half the record, so that its counts are made once for each version of it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Func, IntegerField, Min, QuerySet

from agreements.models import ActionCard, AgreementCard, MeetingCard, Participant, Topic
from agreements.pages.lanes import by_year
from agreements.pages.leadership import Led, led_by
from agreements.pages.pairs import PairCounts, pair_counts
from agreements.pages.tally import Group, groups_of
from agreements.pages.timeline import MOST_WINDOWS

SHOWN = 8
MOST_OWED = 10


class Numbers(NamedTuple):
    """`years` by entity and year, `first` the earliest day; `groups` of its actions, of a party those that it owes."""

    meetings: int
    agreements: int
    first: date | None
    years: dict[str, dict[int, int]]
    pairs: PairCounts
    groups: list[Group]


class TopicNumbers(NamedTuple):
    """`narrower`: by entity, how many are on each topic below, by its key."""

    own: Numbers
    narrower: dict[str, dict[int, int]]


class Standing(NamedTuple):
    """What became of its actions, and who led its meetings."""

    groups: list[Group]
    led: list[Led]


def of_relation(on: date, pk: int) -> Standing:
    seats = Participant.objects.filter(delegation__meeting__relation=pk)
    return Standing(groups_of(ActionCard.objects.filter(relation=pk), on, MOST_WINDOWS), led_by(seats))


def of_body(on: date, pk: int) -> Standing:
    seats = Participant.objects.filter(delegation__meeting__body=pk)
    return Standing(groups_of(ActionCard.objects.filter(body=pk), on, MOST_OWED), led_by(seats))


def of_party(on: date, code: str) -> Numbers:
    owes = ActionCard.objects.filter(responsible__contains=[code])
    return _numbers(on, {"parties__contains": [code]}, owes, ("meeting", "agreement"))


def of_topic(on: date, pk: int) -> TopicNumbers:
    part = {"topics__contains": [pk]}
    own = _numbers(on, part, ActionCard.objects.filter(**part), ("meeting", "agreement", "action"))
    keys = list(Topic.objects.filter(parent=pk).values_list("pk", flat=True))
    cards = {"meeting": MeetingCard.objects, "agreement": AgreementCard.objects, "action": ActionCard.objects}
    return TopicNumbers(own, {entity: _by_topic(found, keys) for entity, found in cards.items()})


def _numbers(on: date, part: dict[str, Any], tallied: QuerySet[ActionCard], charted: Iterable[str]) -> Numbers:
    meetings, agreements = MeetingCard.objects.filter(**part), AgreementCard.objects.filter(**part)
    actions = ActionCard.objects.filter(**part)
    cards: dict[str, QuerySet[Any]] = {"meeting": meetings, "agreement": agreements, "action": actions}
    days = {"meeting": "earliest", "agreement": "earliest", "action": "agreed"}
    found = {name: cards[name].aggregate(count=Count("pk"), first=Min(days[name])) for name in charted}
    return Numbers(
        meetings=found["meeting"]["count"],
        agreements=found["agreement"]["count"],
        first=min((one["first"] for one in found.values() if one["first"]), default=None),
        years={name: by_year(cards[name]) for name in charted},
        pairs=pair_counts(meetings, agreements, actions, on),
        groups=groups_of(tallied, on, SHOWN),
    )


def _by_topic(cards: Any, keys: list[int]) -> dict[int, int]:
    each = Func(F("topics"), function="unnest", output_field=IntegerField())
    found: QuerySet = cards.filter(topics__overlap=keys).order_by().annotate(each=each)
    return dict(found.values_list("each").annotate(count=Count("pk")))
