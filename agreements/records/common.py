"""What published records share. A record is explicit: a field that is not named here stays at home."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Min, Model, OuterRef

from agreements.dates import PartialDate
from agreements.models import Citation, Party, RecordTopic
from agreements.models.base import PublicationFields
from agreements.records.lookups import topic_code, topic_order


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


def public_key(record: PublicationFields | None) -> str | None:
    """The key of a record that another one names; null where it is not published."""
    return record.slug if record and record.is_public else None  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Site:
    """Where the record stands, to make its addresses whole."""

    root: str

    def url(self, path: str) -> str:
        return f"{self.root}{path}"


def topic_codes(record: str, outer: str = "pk") -> ArraySubquery:
    """Annotation: the codes of its own topics, in the order of the topic list. `outer` is the column that holds the
    record's id."""
    rows = RecordTopic.objects.filter(**{record: OuterRef(outer)}).order_by(topic_order("topic_id"))
    return ArraySubquery(rows.values(code=topic_code("topic_id")))


def source_urls(record: str, outer: str = "pk") -> ArraySubquery:
    """Annotation: the addresses of its own sources, in their order. One that is cited for several of its facts stands
    once."""
    rows = Citation.objects.filter(**{record: OuterRef(outer)}).order_by().values(address=F("source__url"))
    ordered = rows.annotate(first=Min("position"), entered=Min("pk")).order_by("first", "entered")
    return ArraySubquery(ordered.values("address"))


def variant_names(model: type[Model], record: str) -> ArraySubquery:
    """Annotation: the other spellings of a name, in the order of the alphabet."""
    rows = model._default_manager.filter(**{record: OuterRef("pk")}).order_by("folded", "pk")
    return ArraySubquery(rows.values("name"))
