"""What became of an action: entries are added and never changed; one that was wrong is corrected by a later one."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from agreements.admin.base import RowsBelow
from agreements.admin.refusals import RecordForm
from agreements.curation.proofs import missing_proofs, rules_for_browser
from agreements.models import ActionUpdate
from agreements.models.update import CLAIMS
from agreements.models.vocabularies import Evidence

FIELDS = [
    ("date", "checked", "corrects"),
    "what",
    ("evidence", "basis"),
    ("source", "second_source"),
    ("reported_status", "reporting_party"),
]


def rules() -> dict[str, str]:
    """What each evidence needs before it can be saved, by its code; "" is a report alone."""
    needs = gettext("Needs a source and a basis.")
    told = dict.fromkeys(CLAIMS, needs)
    return told | {
        "": gettext("A report alone, not judged: give the reported status and the party that reports it."),
        Evidence.NOT_ASSESSED: gettext("Nobody has looked yet. Says nothing about the action."),
        Evidence.NO_EVIDENCE: gettext(
            "Looked for and not found: give the day of the search as “date checked”, and say where you looked."
        ),
        Evidence.NOT_STARTED: gettext("Only where a source says so.") + " " + needs,
        Evidence.SUBSTANTIAL: needs + " " + gettext("A party's own statement is not enough."),
        Evidence.COMPLETED: needs
        + " "
        + gettext("The basis must be a primary document, two independent sources (name both) or a reported event."),
    }


class EvidenceWidget(UnfoldAdminSelectWidget):
    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        told = {"data-evidence-rules": json.dumps(rules()), "data-proofs": json.dumps(rules_for_browser())}
        return super().get_context(name, value, {**(attrs or {}), **told})


def tell_missing(form: forms.Form | forms.ModelForm, values: dict[str, Any]) -> None:
    """Each missing proof as an error at its own field. What cannot be read has its own words already; but what is
    merely left out is told as the proof that it is."""
    for field, words in missing_proofs(**values):
        known = form.errors.get(field)
        if known and [error.code for error in known.as_data()] == ["required"]:
            del form.errors[field]
        elif known:
            continue
        form.add_error(field, words)


class UpdateForm(RecordForm):
    class Meta:
        model = ActionUpdate
        exclude = ["action", "entered"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = {name: getattr(value, "pk", value) for name, value in data.items()}
        tell_missing(self, given | {name: "?" for name in self.errors if name != "what"})
        return data


class UpdatesBelow(RowsBelow):
    model = ActionUpdate
    form = UpdateForm
    layout = [(None, {"fields": FIELDS})]
    autocomplete_fields = ["source", "second_source", "reporting_party"]
    verbose_name = _("update")
    verbose_name_plural = _("what became of it")
    classes = ["updates-below"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("source", "second_source", "corrects", "reporting_party")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) or super().has_view_permission(request, obj)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "evidence":
            kwargs["widget"] = EvidenceWidget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "corrects":
            action = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            known = ActionUpdate.objects.filter(action=action) if action else ActionUpdate.objects.none()
            kwargs["queryset"] = known
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
