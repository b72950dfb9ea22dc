"""Agreed actions on the page of the meeting or the agreement that agreed them."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import RowsBelow
from agreements.admin.on_page import FactForm, PartiesField
from agreements.admin.partial_dates import DueField, DueWidget, phrase_of
from agreements.admin.records import TopicRows, TopicsField
from agreements.admin.refusals import Rows
from agreements.models import AgreedAction


class ActionRowForm(TopicRows, FactForm):
    responsible = PartiesField(label=_("owed by"))
    topics = TopicsField(AgreedAction)
    due = DueField(label=_("due"), required=False, widget=DueWidget)

    class Meta:
        model = AgreedAction
        exclude: list[str] = ["meeting", "agreement"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False

    def clean(self) -> dict[str, Any]:
        """The words typed as a due date are the source's phrase, unless that is given on its own."""
        data = super().clean() or self.cleaned_data
        if not data.get("due_phrase") and "due" in self.changed_data:
            data["due_phrase"] = phrase_of(self["due"].data)
        return data


class ActionRows(Rows):
    """A number left blank is the next one, and a number once given stays."""

    def clean(self) -> None:
        forms = [form for form in self.kept_forms() if hasattr(form, "cleaned_data")]
        last = max((form.cleaned_data.get("number") or form.initial.get("number") or 0 for form in forms), default=0)
        for form in forms:
            if form.cleaned_data.get("number") or "number" in form.errors:
                continue
            number = form.initial.get("number")
            if not number:
                number = last = last + 1
            form.instance.number = form.cleaned_data["number"] = number
        self._refuse_repeated(forms)
        super().clean()

    def _refuse_repeated(self, forms: list[Any]) -> None:
        seen: set[int] = set()
        for form in forms:
            number = form.cleaned_data.get("number")
            if number in seen:
                form.add_error("number", gettext("This number is given twice."))
            elif number:
                seen.add(number)


class ActionsBelow(RowsBelow):
    model = AgreedAction
    form = ActionRowForm
    formset = ActionRows
    layout = [
        (
            None,
            {
                "fields": [
                    "text",
                    ("number", "kind", "responsible", "cited"),
                    ("due", "due_phrase", "due_note", "continuing"),
                    ("topics", "leads_to_meeting", "leads_to_agreement"),
                ]
            },
        )
    ]
    autocomplete_fields = ["leads_to_meeting", "leads_to_agreement"]
    show_change_link = True
    classes = ["actions-below"]
    fk_name = "meeting"

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).prefetch_related("citations__source", "topics", "responsible")
        return rows.select_related("leads_to_meeting__body", "leads_to_agreement")


class ActionsOfAgreementBelow(ActionsBelow):
    fk_name = "agreement"
