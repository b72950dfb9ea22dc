"""Autocompletes on a page of many rows: what is chosen in all of them is asked for once, and not once a row."""

from collections import defaultdict
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import IntegerField, Model
from django.forms import Media
from django.http import QueryDict
from django.utils.translation import gettext

from agreements.admin.numbers import whole

# Before the name of what is not in the record yet.
NEW = "new:"


class Chosen:
    """The rows that the autocompletes of one request show. `post` is what came back, {} where the page is opened."""

    def __init__(self, post: QueryDict) -> None:
        self._post = post
        self._known: dict[Any, dict[str, Model]] = defaultdict(dict)

    def remember(self, instance: Model) -> None:
        """What was loaded along with a row."""
        loaded = [row for row in instance._state.fields_cache.values() if isinstance(row, Model)]
        for rows in getattr(instance, "_prefetched_objects_cache", {}).values():
            loaded += rows
        for row in loaded:
            self._known[type(row)][str(row.pk)] = row

    def rows(self, queryset: Any, field: str, keys: list[str]) -> list[Model]:
        known = self._known[queryset.model]
        if not known.keys() >= set(keys):
            posted = {value for name in self._post if name.rpartition("-")[2] == field for value in self._posted(name)}
            wanted = posted | set(keys)
            keyed = [key for key in wanted if _is_key(key, queryset.model)]
            known |= {str(row.pk): row for row in queryset.filter(pk__in=keyed)}
        return [known[key] for key in keys if key in known]

    def _posted(self, name: str) -> list[str]:
        return [value for value in self._post.getlist(name) if value]


def _is_key(text: str, model: type[Model]) -> bool:
    """A number, or the code of a party: anything else was not chosen from the list."""
    if isinstance(model._meta.pk, IntegerField):
        return whole(text) is not None
    return text.isalnum()


class _Remembering:
    chosen: Chosen
    choices: Any
    is_required: bool
    allow_multiple_selected: bool
    create_option: Any
    field: Any
    get_url: Any

    @property
    def media(self) -> Media:
        """Django's, with our own script in the place of the one that makes them all at once."""
        given = super().media  # type: ignore[misc]
        scripts = ["admin/choosing.js" if script == "admin/js/autocomplete.js" else script for script in given._js]
        return Media(css=given._css, js=scripts)

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """What choosing.js asks for: a page has hundreds of them, so each says only what is its own."""
        meta = self.field.model._meta
        own = {"app-label": meta.app_label, "model-name": meta.model_name, "field-name": self.field.name}
        given = {**base_attrs, **(extra_attrs or {})}
        return (
            given
            | {f"data-{name}": value for name, value in own.items()}
            | {"class": "choose", "data-choose-url": self.get_url()}
        )

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        keys = [str(key) for key in value if key not in (None, "")]
        rows = self.chosen.rows(self.choices.queryset, name.rpartition("-")[2], keys)
        options = [] if self.is_required or self.allow_multiple_selected else [("", "", False)]
        options += [(row.pk, self.choices.field.label_from_instance(row), True) for row in rows]
        options += [(key, _named(key, self.choices.queryset.model), True) for key in keys if key.startswith(NEW)]
        made = [
            self.create_option(name, key, label, keys if chosen else False, place)
            for place, (key, label, chosen) in enumerate(options)
        ]
        return [(None, made, 0)]


def _named(key: str, model: type[Model]) -> str:
    return gettext("%(name)s (new %(what)s)") % {"name": key.removeprefix(NEW), "what": model._meta.verbose_name}


class ChooseOne(_Remembering, AutocompleteSelect):
    pass


class ChooseSeveral(_Remembering, AutocompleteSelectMultiple):
    pass


def remember(form: Any, chosen: Chosen) -> None:
    """Gives the autocompletes of a form what is known of them already."""
    if form.instance.pk:
        chosen.remember(form.instance)
    for field in form.fields.values():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, _Remembering):
            widget.chosen = chosen
