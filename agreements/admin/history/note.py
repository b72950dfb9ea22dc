"""Why a record is changed: what the editor writes below the form goes into history with what is saved."""

from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse

NOTE = "_note"


def note_of(request: HttpRequest) -> str:
    # PostgreSQL keeps no NUL in a text.
    return request.POST.get(NOTE, "").replace("\0", "").strip()


class SaysWhy:
    """For a ModelAdmin whose form ends with the field `_note`."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if note := note_of(request):
            # A request is one context of history already: this adds to it.
            pghistory.context(note=note)
        return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["change_note"] = note_of(request)
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]
