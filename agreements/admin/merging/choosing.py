"""Which two rows: by links of the desk and of their pages, or by typing their names."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.admin.choosing import ChooseOne, Chosen
from agreements.admin.numbers import whole
from agreements.curation.merging_rows import model_named
from agreements.models import Citation, Meeting, Participant
from agreements.models.vocabularies import Mergeable

# A field that leads to rows of the kind: the theme's autocompletes ask by one.
LED_TO: dict[str, Any] = {
    Mergeable.PERSON: Participant._meta.get_field("person"),
    Mergeable.INSTITUTION: Participant._meta.get_field("institution"),
    Mergeable.BODY: Meeting._meta.get_field("body"),
    Mergeable.SOURCE: Citation._meta.get_field("source"),
}


class _Asked(Chosen):
    def rows(self, queryset: Any, field: str, keys: list[str]) -> list[Model]:
        """What stands in an address may be anything."""
        return super().rows(queryset, field, [key for key in keys if whole(key) is not None])


class RowField(forms.ModelChoiceField):
    def __init__(self, kind: str, **kwargs: Any) -> None:
        widget = ChooseOne(LED_TO[kind], admin.site)
        widget.chosen = _Asked(QueryDict())
        super().__init__(model_named(kind)._default_manager.all(), widget=widget, **kwargs)
        self._told = getattr(admin.site._registry[model_named(kind)], "label_for_choice", str)
        nothing = _("Nothing recorded has the number “%(value)s”: choose again.")
        self.error_messages |= {"invalid_choice": nothing, "required": _("Choose one.")}

    def label_from_instance(self, row: Any) -> str:
        return str(self._told(row))


class ChooseForm(forms.Form):
    """A row that the address says nothing of is still to be chosen; one that it does must be there."""

    def __init__(self, kind: str, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["kept"] = RowField(kind, label=_("The one that stays"), required="kept" in data)
        self.fields["gone"] = RowField(kind, label=_("The one that goes into it"), required="gone" in data)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kept") and data.get("kept") == data.get("gone"):
            self.add_error("gone", gettext("Choose two different ones: this is one and the same."))
        return data

    @property
    def rows(self) -> tuple[Any, Any]:
        """Each None where it is not chosen yet, or wrongly."""
        return self.cleaned_data.get("kept"), self.cleaned_data.get("gone")
