"""The day of the last change of what is published, from the history that the database keeps of every table."""

from datetime import date

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from agreements.models.base import parent_published
from agreements.models.vocabularies import Publication

# A withdrawal changes what is published, too.
SEEN = (Publication.PUBLISHED, Publication.WITHDRAWN)


def _of(path: str) -> Q:
    return Q(**{f"{path}publication__in": SEEN})


# Each table of the record by whose publication its rows are public. Names of people, topics and the like are left out:
# their history does not say who was published that day.
TABLES = {
    "MeetingEvent": _of(""),
    "AgreementEvent": _of(""),
    "BodyEvent": _of(""),
    "DelegationEvent": _of("meeting__"),
    "ParticipantEvent": _of("delegation__meeting__"),
    "PositionEvent": _of("meeting__"),
    "AgreedActionEvent": parent_published(),
    "ActionUpdateEvent": parent_published("action__"),
    "CitationEvent": _of("meeting__") | _of("agreement__") | _of("body__") | parent_published("action__"),
}


def last_change() -> date | None:
    """One query. The key of a history grows as it does, so that its last row is found without reading the others."""
    first, *others = (
        apps.get_model("agreements", table)
        .objects.filter(published)
        .order_by("-pgh_id")
        .values_list("pgh_created_at", flat=True)[:1]
        for table, published in TABLES.items()
    )
    moments = list(first.union(*others, all=True))
    return timezone.localdate(max(moments)) if moments else None
