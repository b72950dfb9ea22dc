"""What published records share. A record is explicit: a field that is not named here stays at home."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from agreements.dates import PartialDate
from agreements.models import Citation, Party, RecordTopic


class DateFields(TypedDict):
    """A partial date three times: as written (EDTF), and the first and last day it can mean (ISO; null where open)."""

    edtf: str | None
    earliest: str | None
    latest: str | None


def date_fields(value: PartialDate | None) -> DateFields:
    if value is None:
        return {"edtf": None, "earliest": None, "latest": None}
    return {
        "edtf": value.edtf,
        "earliest": value.earliest.isoformat() if value.earliest else None,
        "latest": value.latest.isoformat() if value.latest else None,
    }


def codes(parties: Iterable[Party]) -> list[str]:
    return [party.code for party in parties]


@dataclass(frozen=True)
class Site:
    """Where the record stands, to make its addresses whole."""

    root: str

    def url(self, path: str) -> str:
        return f"{self.root}{path}"


def topic_codes(record: str) -> ArraySubquery:
    """Annotation: the codes of its own topics, in the order of the topic list."""
    rows = RecordTopic.objects.filter(**{record: OuterRef("pk")}).order_by("topic__position")
    return ArraySubquery(rows.values("topic__code"))


def source_urls(record: str) -> ArraySubquery:
    """Annotation: the addresses of its own sources, in their order."""
    rows = Citation.objects.filter(**{record: OuterRef("pk")}).order_by("position", "pk")
    return ArraySubquery(rows.values("source__url"))
