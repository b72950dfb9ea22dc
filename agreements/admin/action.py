"""An agreed action on its own page: what it takes up, what became of it, every source."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agreements.admin.assess.way_in import CanBeChecked
from agreements.admin.base import RecordAdmin, TableBelow
from agreements.admin.lists.bulk import DELETE, SET_TOPIC
from agreements.admin.lists.columns import ActionColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import (
    ByEvidence,
    ByTiming,
    ChangedSince,
    OfParent,
    by_choice,
    by_fact,
    by_party,
    by_relation,
    by_words,
    has_source,
)
from agreements.admin.on_page import PartiesField
from agreements.admin.partial_dates import DueField, DueWidget, phrase_of
from agreements.admin.records import TopicRows, TopicsField
from agreements.admin.refusals import RecordForm
from agreements.admin.sources_below import CitationsBelow
from agreements.admin.updates_below import UpdatesBelow
from agreements.models import ActionLink, AgreedAction
from agreements.models.names import Fold


class ActionForm(TopicRows, RecordForm):
    responsible = PartiesField(label=_("owed by"))
    topics = TopicsField(AgreedAction)
    due = DueField(label=_("due"), required=False, widget=DueWidget)

    class Meta:
        model = AgreedAction
        exclude: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.instance.meeting or self.instance.agreement
        field: Any = self.fields["responsible"]
        field.offer(parent.all_parties if parent else [])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("due_phrase") and "due" in self.changed_data:
            data["due_phrase"] = phrase_of(self["due"].data)
        return data


class LinksBelow(TableBelow):
    model = ActionLink

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the actions at both ends and where these were agreed: a row is headed by them."""
        parents = [f"{end}__{parent}" for end in ("later", "earlier") for parent in ("meeting__body", "agreement")]
        return super().get_queryset(request).select_related(*parents)


class TakesUpBelow(LinksBelow):
    fk_name = "later"
    fields = ["relation", "earlier"]
    autocomplete_fields = ["earlier"]
    verbose_name = _("earlier action it takes up")
    verbose_name_plural = _("earlier actions it takes up")


class TakenUpByBelow(LinksBelow):
    fk_name = "earlier"
    fields = ["relation", "later"]
    autocomplete_fields = ["later"]
    verbose_name = _("later action that takes it up")
    verbose_name_plural = _("later actions that take it up")


@admin.register(AgreedAction)
class ActionAdmin(CanBeChecked, ActionColumns, RecordAdmin):
    form = ActionForm
    list_display = ["text", "agreed_at", "number", "kind", "due", "evidence_now", "timing_now", "doubts"]
    list_filter = [
        OfParent,
        ByTiming,
        ByEvidence,
        by_choice("kind"),
        by_relation("meeting__relation", "agreement__relation"),
        by_party("party_rows__party", title=_("owed by")),
        by_words("body", _("body"), "meeting__body__sort_key"),
        by_fact("continuing", _("continuing"), Q(continuing=True)),
        has_source("action"),
        ChangedSince,
    ]
    actions = [SET_TOPIC, *EXPORTS, DELETE]
    search_fields = ["folded_text", "meeting__slug", "agreement__slug", "meeting__body__sort_key"]
    list_select_related = ["meeting__body", "agreement"]
    autocomplete_fields = ["meeting", "agreement", "leads_to_meeting", "leads_to_agreement"]
    inlines = [UpdatesBelow, TakesUpBelow, TakenUpByBelow, CitationsBelow]
    layout = [
        (None, {"fields": [("meeting", "agreement"), "text", ("number", "kind"), "responsible"]}),
        (None, {"fields": [("due", "due_phrase"), ("due_note", "continuing"), "topics"]}),
        (_("What it led to"), {"fields": [("leads_to_meeting", "leads_to_agreement")]}),
    ]

    class Media:
        js = ["admin/updates.js"]
        css = {"all": ["admin/assess.css"]}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(folded_text=Fold(F("text")))

    def label_for_choice(self, action: AgreedAction) -> str:
        return f"{action.parent} · {action}"

    @admin.display(description=_("agreed at"))
    def agreed_at(self, action: AgreedAction) -> str:
        parent = action.parent
        address = reverse(f"admin:agreements_{parent._meta.model_name}_change", args=[parent.pk])
        return format_html('<a href="{}">{}</a>', address, parent)
