"""Conditions that several lists share. Each takes the chosen records and gives a Q on the listed model."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from agreements.models import Participant, RecordParty, RecordTopic


def takes_part(record: str, outer: str = "pk") -> Callable[[list[Any]], Q]:
    """Party to the record; `record` is meeting, agreement or body, `outer` the column of the listed model."""

    def narrow(parties: list[Any]) -> Q:
        return Q(Exists(RecordParty.objects.filter(**{record: OuterRef(outer)}, party__in=parties)))

    return narrow


def on_topic(record: str, outer: str = "pk") -> Callable[[list[Any]], Q]:
    """Bears one of the topics; a top topic includes its children."""

    def narrow(topics: list[Any]) -> Q:
        rows = RecordTopic.objects.filter(Q(topic__in=topics) | Q(topic__parent__in=topics))
        return Q(Exists(rows.filter(**{record: OuterRef(outer)})))

    return narrow


def was_attended(field: str, outer: str = "pk") -> Callable[[list[Any]], Q]:
    """One of the people, or somebody of one of the institutions, sat in the meeting."""

    def narrow(chosen: list[Any]) -> Q:
        rows = Participant.objects.filter(delegation__meeting=OuterRef(outer), **{f"{field}__in": chosen})
        return Q(Exists(rows))

    return narrow


def among(field: str) -> Callable[[list[Any]], Q]:
    def narrow(chosen: list[Any]) -> Q:
        return Q(**{f"{field}__in": chosen})

    return narrow
