"""What an editor decides on the preview: which value stands where the two differ, and why they are one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from agreements.curation.merging_plan import Plan

KEPT, GONE = "kept", "gone"


class DecisionForm(forms.Form):
    """`stands-<column>` is "kept" or "gone"; `seen` is the fingerprint of the preview that it was decided on."""

    note = forms.CharField(
        label=_("why they are one"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Stands in the history of every row that moves."),
        max_length=1000,
        required=False,
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data, initial={"seen": plan.fingerprint})
        self._columns = [asked.column for asked in plan.asked if asked.state == "differs"]
        for column in self._columns:
            self.fields[f"stands-{column}"] = forms.ChoiceField(choices=[(KEPT, KEPT), (GONE, GONE)], required=False)

    def taken(self) -> list[str]:
        """Columns in which the value of the one that goes is to stand, as far as is said so."""
        return [column for column in self._columns if self[f"stands-{column}"].value() == GONE]
