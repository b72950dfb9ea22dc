from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from agreements.admin.refusals import RecordForm
from agreements.corpus.namesakes import free_slug


def propose_address(form: RecordForm) -> None:
    """Lets the form's slug be left blank. Whoever may only look at a record has a form without fields."""
    if slug := form.fields.get("slug"):
        slug.required = False
        slug.help_text = gettext("Proposed when left blank: the last part of its public address.")


def address_for(model: type[Model], words: str) -> str:
    """One that no row of the model has."""
    taken = set(model._default_manager.values_list("slug", flat=True))
    return free_slug(words, taken, str(model._meta.model_name))


def tell_alike(form: RecordForm) -> None:
    """While the name is typed, likely.js shows whoever has one like it."""
    if name := form.fields.get("name"):
        name.widget.attrs["data-alike"] = form._meta.model._meta.model_name


class NamedForm(RecordForm):
    """A slug left blank is proposed from the name; while that is typed, whoever has one like it is shown."""

    class Media:
        js = ("admin/likely.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propose_address(self)
        tell_alike(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = address_for(self._meta.model, self.words_of_address(data))
        return data

    def words_of_address(self, data: dict[str, Any]) -> str:
        return data.get("name", "")
