"""Why a record is changed: what the editor writes below the form goes into history with what is saved."""

from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.admin.roles import lock, may_publish, needs_note
from agreements.curation.workflow import Refused

NOTE = "_note"
UNEXPLAINED = _("Why this change: readers see this already, so say in a few words why it is changed.")


def note_of(request: HttpRequest) -> str:
    # PostgreSQL keeps no NUL in a text.
    return request.POST.get(NOTE, "").replace("\0", "").strip()


def refuse_unexplained(request: HttpRequest, form: Any, formsets: list[Any]) -> None:
    """What readers see is changed by whoever may publish it, and with a word on why. Raises Refused."""
    row = form.instance
    if not (form.has_changed() or any(rows.has_changed() for rows in formsets)):
        return
    lock(row)
    if not needs_note(row):
        return
    if not may_publish(request.user, row):
        raise Refused(gettext("Readers see it already: a reviewer can change it."))
    if not note_of(request):
        raise Refused(str(UNEXPLAINED), NOTE)


class SaysWhy:
    """For a ModelAdmin whose form ends with the field `_note`."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if note := note_of(request):
            # A request is one context of history already: this adds to it.
            pghistory.context(note=note)
        return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record, refused = kwargs.get("obj"), getattr(request, "refused", None)
        context["change_note"] = note_of(request)
        context["note_needed"] = record is not None and needs_note(record)
        context["note_missing"] = refused is not None and refused.field == NOTE
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]
