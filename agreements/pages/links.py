"""Links to what the public may see, and plain words for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from agreements.models import Party, RecordTopic, Topic


@dataclass(frozen=True)
class Link:
    """`url` is "" where there is no public page: the text then stands alone."""

    text: str
    url: str = ""
    detail: str = ""


def public_links(parties: Iterable[Party]) -> dict[str, Link]:
    """One query for the parties of a page, by code."""
    wanted = {party.pk: party for party in parties}
    public = set(Party.published.filter(pk__in=wanted).values_list("pk", flat=True))
    return {pk: Link(str(party), party.get_absolute_url() if pk in public else "") for pk, party in wanted.items()}


def public_topics(topics: Iterable[Topic]) -> dict[int, Link]:
    """One query for the topics of a page, by id."""
    wanted = {topic.pk: topic for topic in topics}
    public = set(Topic.published.filter(pk__in=wanted).values_list("pk", flat=True))
    return {pk: Link(str(topic), topic.get_absolute_url() if pk in public else "") for pk, topic in wanted.items()}


def topics_in_order(rows: Any) -> QuerySet[RecordTopic]:
    """Of the topics of records, in the order of the topics themselves."""
    return rows.select_related("topic").order_by("topic__position", "topic__code")


def topic_rows() -> Prefetch:
    return Prefetch("topic_rows", topics_in_order(RecordTopic.objects))
