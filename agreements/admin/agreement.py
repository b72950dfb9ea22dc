from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.admin.actions_below import ActionsOfAgreementBelow
from agreements.admin.on_page import on_page
from agreements.admin.records import (
    PUBLICATION,
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
class AgreementAdmin(AggregateAdmin):
    form = AgreementForm
    list_display = ["__str__", "relation", "designation", "lifecycle", "signed", "publication"]
    list_filter = ["publication", "designation", "legal_force", "subject", "lifecycle"]
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
        PUBLICATION,
    ]

    class Media:
        js = ["admin/js/jquery.init.js", "admin/meeting.js"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        on_page(request, obj)
        return super().get_form(request, obj, change, **kwargs)
