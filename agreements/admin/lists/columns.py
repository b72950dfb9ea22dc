"""Columns of the admin's lists that say what is wrong with a row, in words, at a fixed number of queries a list."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.admin.lists.filters import Choices, Field
from agreements.curation.queues_facts import PLANNED
from agreements.curation.queues_sources import in_use
from agreements.models import Citation, Meeting, Participant, RecordTopic, TopicAlias
from agreements.models.counting import count_of
from agreements.models.names import Fold
from agreements.models.source import CITED
from agreements.models.vocabularies import Evidence, Timing
from agreements.wording import commas


class Columns:
    """`looked_up` are annotations that the columns need."""

    def looked_up(self) -> dict[str, Any]:
        return {}

    def wrong(self, row: Any) -> list[str]:
        return []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(**self.looked_up())  # type: ignore[misc]

    @admin.display(description=_("what is wrong"))
    def doubts(self, row: Any) -> str:
        return commas(self.wrong(row)) or "–"


def _is_cited(fact: str) -> Exists:
    return Exists(Citation.objects.filter(**{fact: OuterRef("pk")}))


class _Sourced(Columns):
    fact = ""

    def looked_up(self) -> dict[str, Any]:
        return super().looked_up() | {"is_cited": _is_cited(self.fact)}

    def wrong(self, row: Any) -> list[str]:
        return [*super().wrong(row), *([] if row.is_cited else [gettext("no source")])]


class MeetingColumns(_Sourced):
    fact = "meeting"

    def wrong(self, row: Any) -> list[str]:
        days = row.date_range or row.planned_date_range
        past = row.status in PLANNED and days and days.upper and days.upper <= timezone.localdate()
        return [*super().wrong(row), *([gettext("its date has passed")] if past else [])]


class AgreementColumns(_Sourced):
    fact = "agreement"


class BodyColumns(_Sourced):
    fact = "body"

    def looked_up(self) -> dict[str, Any]:
        return super().looked_up() | {"met": count_of(Meeting.objects.filter(body=OuterRef("pk")), "body")}

    @admin.display(description=_("meetings"))
    def meetings_recorded(self, body: Any) -> int:
        return body.met


class ActionColumns(_Sourced):
    """Of an action, a missing source of its own is no fault as long as its record has but one."""

    fact = "action"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        return rows.with_status(timezone.localdate()) if name.endswith("_changelist") else rows

    @admin.display(description=_("evidence"))
    def evidence_now(self, action: Any) -> str:
        return str(Evidence(action.evidence).label)

    @admin.display(description=_("timing"))
    def timing_now(self, action: Any) -> str:
        return str(Timing(action.timing).label)

    def wrong(self, row: Any) -> list[str]:
        return [] if row.is_cited else [gettext("no source of its own")]


class _Seated(Columns):
    seat = ""

    def looked_up(self) -> dict[str, Any]:
        seats = Participant.objects.filter(**{self.seat: OuterRef("pk")})
        return super().looked_up() | {"seat_count": count_of(seats, self.seat)}

    @admin.display(description=_("seats"))
    def seats(self, row: Any) -> int:
        return row.seat_count

    def wrong(self, row: Any) -> list[str]:
        return [*super().wrong(row), *([] if row.seat_count else [gettext("sat nowhere")])]


class PersonColumns(_Seated):
    seat = "person"


class InstitutionColumns(_Seated):
    seat = "institution"


class TopicColumns(Columns):
    def looked_up(self) -> dict[str, Any]:
        return {
            "word_count": count_of(TopicAlias.objects.filter(topic=OuterRef("pk")), "topic"),
            "record_count": count_of(RecordTopic.objects.filter(topic=OuterRef("pk")), "topic"),
        }

    @admin.display(description=_("words"))
    def words(self, topic: Any) -> int:
        return topic.word_count

    @admin.display(description=_("records"))
    def records(self, topic: Any) -> int:
        return topic.record_count


class SourceColumns(Columns):
    def looked_up(self) -> dict[str, Any]:
        return {"used": in_use(), "folded_publisher": Fold(F("publisher"))}

    def wrong(self, row: Any) -> list[str]:
        told = {
            gettext("dead link"): row.working is False,
            gettext("no archived copy"): not row.archived_url,
            gettext("supports nothing"): not row.used,
        }
        return [words for words, holds in told.items() if holds]


class CitationColumns(Columns):
    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related(*CITED, "meeting__body", "participant__person")

    @admin.display(description=_("supports"))
    def fact(self, citation: Any) -> str:
        kind = next(name for name in CITED if getattr(citation, f"{name}_id"))
        fact = getattr(citation, kind)
        address = reverse(f"admin:agreements_{fact._meta.model_name}_change", args=[fact.pk])
        return format_html('<a href="{}">{}</a>', address, fact)


class OfFact(Field):
    title = _("supports")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        model: type[Model] = model_admin.model
        return [(name, str(model._meta.get_field(name).related_model._meta.verbose_name)) for name in CITED]  # type: ignore[union-attr]

    def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(**{f"{value}__isnull": False})
