from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString


class Choosers(forms.SelectMultiple):
    """Several values by plain drop-downs: one for each that is chosen, and an empty one for the next.

    A list box that holds several needs a key held down, which hardly anybody knows; this needs nothing, not even a
    script, and sends the same parameters.
    """

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        choices = [("", "—"), *self.choices]
        chosen = [item for item in value or [] if item]
        selects = []
        for number, item in enumerate([*chosen, ""]):
            own = {**(attrs or {}), **({"id": f"{(attrs or {}).get('id', name)}_{number}"} if number else {})}
            if number:
                own["aria-label"] = self.attrs.get("aria-label", name)
            selects.append((forms.Select(own, choices).render(name, item, renderer=renderer),))
        return format_html_join("\n", "{}", selects)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_
