from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.admin.actions_below import ActionsOfAgreementBelow
from agreements.admin.assess.way_in import CanBeAssessed
from agreements.admin.lists.bulk import DELETE, HAND_IN, PUBLISH, SET_TOPIC, WITHDRAW, OfAggregates
from agreements.admin.lists.columns import AgreementColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import ChangedSince, by_choice, by_party, by_relation, has_source
from agreements.admin.on_page import on_page
from agreements.admin.records import (
    AggregateAdmin,
    AggregateForm,
    FurtherField,
    TopicRows,
    TopicsField,
    relation_words,
)
from agreements.admin.sources_below import DifferingSourcesBelow, SourcesBelow
from agreements.models import Agreement

TITLE_WORDS = 7


class AgreementForm(TopicRows, AggregateForm):
    topics = TopicsField(Agreement)
    further = FurtherField(Agreement)

    class Meta:
        model = Agreement
        exclude: list[str] = []

    def words_of_address(self, data: dict[str, Any]) -> str:
        """es-ma-agreement-on-labour-2001."""
        year = data["signed"].edtf[:4] if data.get("signed") else ""
        return " ".join([relation_words(data), *data.get("title", "").split()[:TITLE_WORDS], year])


@admin.register(Agreement)
class AgreementAdmin(CanBeAssessed, OfAggregates, AgreementColumns, AggregateAdmin):
    form = AgreementForm
    list_display = ["__str__", "relation", "designation", "lifecycle", "signed", "publication", "doubts"]
    list_filter = [
        by_choice("publication"),
        by_relation("relation"),
        by_party("party_rows__party"),
        *(by_choice(name) for name in ("designation", "legal_force", "subject", "lifecycle", "text_access")),
        has_source("agreement"),
        ChangedSince,
    ]
    actions = [HAND_IN, PUBLISH, WITHDRAW, SET_TOPIC, *EXPORTS, DELETE]
    search_fields = ["sort_key", "slug", "relation__a__sort_key", "relation__b__sort_key"]
    list_select_related = ["relation__a", "relation__b"]
    autocomplete_fields = ["relation", "replaced_by"]
    ordering = ["sort_key"]
    inlines = [SourcesBelow, ActionsOfAgreementBelow, DifferingSourcesBelow]
    layout = [
        (None, {"fields": ["relation", "title", ("designation", "legal_force"), ("subject", "lifecycle")]}),
        (None, {"fields": [("signed", "signed_place"), ("in_force", "ended"), "status_as_reported", "topics"]}),
        (None, {"fields": ["summary", ("text_access", "replaced_by")]}),
        (
            _("More"),
            {
                "classes": ["collapse"],
                "fields": [
                    "slug",
                    "further",
                    "topic_words",
                    ("title_note", "parties_note"),
                    ("signed_note", "in_force_note"),
                ],
            },
        ),
    ]

    class Media:
        js = ["admin/js/jquery.init.js", "admin/meeting.js", "admin/keys.js"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        on_page(request, obj)
        return super().get_form(request, obj, change, **kwargs)
