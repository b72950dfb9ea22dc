"""Records on their way: whose they are is what the history and the comments say."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Exists, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, JSONObject, Now
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext

from agreements.curation.queues_rows import Asked, Opening, Part, Records, Row
from agreements.models import Agreement, Body, Comment, Meeting
from agreements.models.vocabularies import Publication

# Of each record, the tables whose history counts as work on it, and how they lead to it.
WRITTEN = {
    "meeting": {
        "meeting": "pgh_obj",
        "agreedaction": "meeting",
        "citation": "meeting",
        "position": "meeting",
        "participant": "delegation__meeting",
    },
    "agreement": {"agreement": "pgh_obj", "agreedaction": "agreement", "citation": "agreement"},
    "body": {"body": "pgh_obj", "citation": "body"},
}
# Of the latest comment, so that a row stays a row.
MOST_SAID = 160
UNSEEN = (Publication.DRAFT, Publication.IN_REVIEW)


def _events(record: str) -> list[tuple[str, QuerySet]]:
    """The events of the outer record, with the way they lead to it."""
    return [
        (way, apps.get_model("agreements", f"{table}event")._default_manager.filter(**{way: OuterRef("pk")}).order_by())
        for table, way in WRITTEN[record].items()
    ]


def _last_touched(record: str) -> Coalesce:
    """When something was last written in it. A record is never without an event; the database does not know that."""
    latest = [
        Subquery(events.values(way).annotate(last=Max("pgh_created_at")).values("last"))
        for way, events in _events(record)
    ]
    return Coalesce(Greatest(*latest), Now(), output_field=DateTimeField())


def _mine(record: type[Model], asked: Asked) -> QuerySet:
    name = str(record._meta.model_name)
    mine = Q(Exists(Comment.objects.filter(**{name: OuterRef("pk")}, author=asked.user.pk)))
    for _way, events in _events(name):
        mine |= Q(Exists(events.filter(pgh_context__metadata__user=asked.user.pk)))
    return record._default_manager.filter(mine, publication__in=UNSEEN)


def _waiting(record: type[Model], asked: Asked) -> QuerySet:
    return record._default_manager.filter(publication=Publication.IN_REVIEW)


def _load(record: type[Model], asked: Asked) -> QuerySet:
    """With `last_0`, `last_1`, ...: the latest event of each table, when and by whom."""
    name = str(record._meta.model_name)
    told = JSONObject(at="pgh_created_at", by="pgh_context__metadata__user")
    latest = {
        f"last_{number}": Subquery(events.order_by("-pgh_created_at").values(told=told)[:1])
        for number, (_way, events) in enumerate(_events(name))
    }
    related = ["relation__a", "relation__b", *(["body"] if record is Meeting else [])]
    said = Comment.objects.filter(**{name: OuterRef("pk")}).order_by("-written", "-id").values("text")[:1]
    return record._default_manager.select_related(*related).annotate(**latest, last_said=Subquery(said))


def _tell(wrong: Callable[[Any], str], record: Any, asked: Asked) -> Row:
    name = record._meta.model_name
    told = [getattr(record, f"last_{number}") for number in range(len(WRITTEN[name]))]
    when, by = max(((_moment(event["at"]), event["by"]) for event in told if event), default=(None, None), key=_first)
    return Row(
        wrong=f"{wrong(record)} “{Truncator(record.last_said).chars(MOST_SAID)}”"
        if record.last_said
        else wrong(record),
        opens=Opening(name, str(record), record.pk),
        of=str(record.relation),
        who=asked.account(by),
        since=when,
    )


def _first(event: tuple[datetime | None, Any]) -> Any:
    return event[0]


def _moment(text: str) -> datetime | None:
    return parse_datetime(text)


def _stands(record: Any) -> str:
    if record.publication == Publication.IN_REVIEW:
        return gettext("Handed in, and not yet published.")
    return gettext("Not yet handed in for review.")


def _waits(record: Any) -> str:
    return gettext("Waits for a reviewer.")


def _records(found: Callable[[type[Model], Asked], QuerySet], wrong: Callable[[Any], str]) -> Records:
    return Records(
        tuple(
            Part(
                found=partial(found, record),
                load=partial(_load, record),
                tell=partial(_tell, wrong),
                urgency=_last_touched(str(record._meta.model_name)),
            )
            for record in (Meeting, Agreement, Body)
        )
    )


MINE = _records(_mine, _stands)
WAITING = _records(_waiting, _waits)
