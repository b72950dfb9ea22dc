from typing import Any

from django.utils.translation import gettext

from agreements.admin.refusals import RecordForm
from agreements.corpus.namesakes import free_slug


def propose_address(form: RecordForm) -> None:
    """Lets the form's slug be left blank. Whoever may only look at a record has a form without fields."""
    if slug := form.fields.get("slug"):
        slug.required = False
        slug.help_text = gettext("Proposed when left blank: the last part of its public address.")


class NamedForm(RecordForm):
    """A slug left blank is proposed from the name; while that is typed, whoever has one like it is shown."""

    class Media:
        js = ("admin/likely.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propose_address(self)
        if name := self.fields.get("name"):
            name.widget.attrs["data-alike"] = self._meta.model._meta.model_name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("slug") and "slug" not in self.errors:
            model = self._meta.model
            taken = set(model._default_manager.values_list("slug", flat=True))
            data["slug"] = free_slug(self.words_of_address(data), taken, str(model._meta.model_name))
        return data

    def words_of_address(self, data: dict[str, Any]) -> str:
        return data.get("name", "")
