from typing import Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse

from agreements.models import ActionLink, ActionParty, Citation, RecordParty, RecordTopic
from agreements.models.base import parent_published
from agreements.models.vocabularies import Publication
from agreements.records.cells import Cells, date_cells, either, joined, of_parent
from agreements.records.common import DateFields, Site, source_urls, topic_codes
from agreements.records.lookups import name_order


class ActionRecord(TypedDict):
    """`timing`, `evidence` and `reported` are as of the day of the export. Topics and sources are its own or, where
    it has none, those of its meeting or agreement: `..._inherited` says so. `leads_to` is an address; `takes_up` and
    `taken_up_by` name other actions after what the later one does to the earlier: "restates es-ma-gmmp-20-a3"."""

    key: str
    url: str
    number: int
    text: str
    kind: str
    meeting: str | None
    agreement: str | None
    agreed: DateFields
    relation: str
    parties: list[str]
    responsible: list[str]
    due: DateFields
    due_phrase: str
    due_note: str
    continuing: bool
    timing: str
    evidence: str
    reported: str | None
    leads_to: str | None
    takes_up: list[str]
    taken_up_by: list[str]
    topics: list[str]
    topics_inherited: bool
    sources: list[str]
    sources_inherited: bool


def cells(site: Site) -> Cells:
    """Of published actions with the status of a day."""
    key = _key()
    return {
        "key": key,
        "url": joined(Value(site.url(reverse("action-list"))), key, Value("/")),
        "number": F("number"),
        "text": F("text"),
        "kind": F("kind"),
        "meeting": F("meeting__slug"),
        "agreement": F("agreement__slug"),
        **date_cells("agreed", "meeting__date", "agreement__signed"),
        "relation": either("meeting__relation__slug", "agreement__relation__slug"),
        "parties": of_parent(_parties("meeting"), _parties("agreement")),
        "responsible": _responsible(),
        **date_cells("due", "due"),
        "due_phrase": F("due_phrase"),
        "due_note": F("due_note"),
        "continuing": F("continuing"),
        "timing": F("timing"),
        "evidence": F("evidence"),
        "reported": NullIf(F("reported"), Value(""), output_field=TextField()),
        "leads_to": Coalesce(_leads_to("meeting", site), _leads_to("agreement", site)),
        "takes_up": _links("later", "earlier"),
        "taken_up_by": _links("earlier", "later"),
        "topics": _own_or_inherited(RecordTopic, topic_codes),
        "topics_inherited": _is_inherited(RecordTopic),
        "sources": _own_or_inherited(Citation, source_urls),
        "sources_inherited": _is_inherited(Citation),
    }


def _key(action: str = "") -> Any:
    parent = either(f"{action}meeting__slug", f"{action}agreement__slug")
    return joined(parent, Value("-a"), Cast(f"{action}number", TextField()))


def _parties(parent: str) -> ArraySubquery:
    """The two of the relation first, as everywhere."""
    rows = RecordParty.objects.filter(**{parent: OuterRef(parent)}).order_by("further", name_order("party_id"))
    return ArraySubquery(rows.values("party_id"))


def _responsible() -> ArraySubquery:
    rows = ActionParty.objects.filter(action=OuterRef("pk")).order_by(name_order("party_id"))
    return ArraySubquery(rows.values("party_id"))


def _leads_to(record: str, site: Site) -> Case:
    address = joined(Value(site.url(reverse(f"{record}-list"))), F(f"leads_to_{record}__slug"), Value("/"))
    return Case(When(**{f"leads_to_{record}__publication": Publication.PUBLISHED}, then=address))


def _links(here: str, there: str) -> ArraySubquery:
    """To and from published actions alone."""
    rows = ActionLink.objects.filter(parent_published(f"{there}__"), **{here: OuterRef("pk")}).order_by("pk")
    return ArraySubquery(rows.values(link=joined(F("relation"), Value(" "), _key(f"{there}__"))))


def _own_or_inherited(rows: Any, listed: Any) -> Case:
    return Case(
        When(_has_own(rows), then=listed("action")),
        default=of_parent(listed("meeting", "meeting"), listed("agreement", "agreement")),
    )


def _is_inherited(rows: Any) -> Case:
    of_its_parent = of_parent(
        Exists(rows.objects.filter(meeting=OuterRef("meeting"))),
        Exists(rows.objects.filter(agreement=OuterRef("agreement"))),
    )
    return Case(When(_has_own(rows), then=Value(False)), default=of_its_parent, output_field=BooleanField())


def _has_own(rows: Any) -> Q:
    return Q(Exists(rows.objects.filter(action=OuterRef("pk"))))
