from typing import Any

from django.contrib import admin

from agreements.admin.base import RecordAdmin
from agreements.admin.refusals import RecordForm
from agreements.models import Relation


class RelationForm(RecordForm):
    """Two parties in whichever order: it is stored in the order of their codes."""

    class Meta:
        model = Relation
        exclude: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.instance.pk and data.get("a") and data.get("b") and data["b"].pk < data["a"].pk:
            data["a"], data["b"] = data["b"], data["a"]
        return data


@admin.register(Relation)
class RelationAdmin(RecordAdmin):
    form = RelationForm
    list_display = ["__str__", "slug"]
    fields = [("a", "b")]
    search_fields = ["a__sort_key", "b__sort_key", "slug"]
    list_select_related = ["a", "b"]
    autocomplete_fields = ["a", "b"]
    ordering = ["a__sort_key", "b__sort_key"]
