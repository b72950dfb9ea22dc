"""A page of the admin that loses nothing: what was typed is given back, and no save goes over what others saved.

Every page carries along what it showed when it was opened. A save locks the record, so that it is alone, and looks
whether the record still says that. Where it does not, nothing is saved: the page comes again with every character
typed and asks, change by change, whose shall stand.
"""

import copy
import json
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from agreements.admin.roles import record_of
from agreements.admin.typed.asking import fields_of, panel
from agreements.admin.typed.comparing import Decision, Difference, compare, rebased, set_aside
from agreements.admin.typed.rows import Row, as_new, post_of_row, row_of_forms, row_of_post

OPENED, ASKED, CHOICE, GIVE_BACK, KEPT = "_opened", "_asked", "_choice:", "_give_back", "_kept"
# What the browser calls the work that it keeps.
KEPT_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEPT_SECONDS = 60 * 86_400
BUTTONS = ("_save", "_continue", "_addanother", "_saveasnew", "_step")


@dataclass(frozen=True)
class Shown:
    """A page as it is before anybody types: `formsets` are the admin's, with what may be done to their rows."""

    form: Any
    formsets: list[Any]

    @property
    def row(self) -> Row:
        return row_of_forms(self.form, self.formsets)

    @property
    def foreign_keys(self) -> dict[str, str]:
        """By formset, the field that holds the row above."""
        found: dict[str, str] = {}
        for below in self.formsets:
            found[below.formset.prefix] = below.formset.fk.name
            for inner in getattr(below.formset.form, "nested_formsets", ()):
                found[inner.formset.prefix.rpartition("-")[2]] = inner.formset.fk.name
        return found


class LosesNothing:
    """For a ModelAdmin whose forms are RecordForm and whose formsets are Rows."""

    change_form_template = "admin/agreements/change_form.html"

    def _changeform_view(self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any) -> Any:
        if request.method == "POST":
            if object_id and not self._is_action(request):
                object_id = self._looked_at(request, object_id)
            request.unchecked = getattr(request, "unchecked", False) or GIVE_BACK in request.POST  # type: ignore[attr-defined]
        return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return _told_saved(request, super().response_add(request, obj, post_url_continue))  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return _told_saved(request, super().response_change(request, obj))  # type: ignore[misc]

    def _is_action(self, request: HttpRequest) -> bool:
        chosen = f"{ActionLocation.CHANGE_FORM.value}-action" in request.POST
        return chosen and not any(button in request.POST for button in BUTTONS)

    def _looked_at(self, request: HttpRequest, object_id: str) -> str | None:
        """The key of the record to go on with, None for a new one. Sets `request.POST` to what is to be saved, or
        `request.unchecked` and `request.decision` where the editor is asked first."""
        record = self._locked(request, object_id)
        if record is None:
            return self._typed_for_nobody(request, object_id)
        if not self.has_change_permission(request, record):  # type: ignore[attr-defined]
            return object_id
        shown = self.shown(request, record)
        theirs, mine = shown.row, row_of_post(request.POST)
        opened = _opened(request)
        if opened is None:
            request.unchecked, request.now = True, theirs  # type: ignore[attr-defined]
            messages.warning(request, gettext("Nothing was saved: look the page over once more, and save it then."))
            return object_id
        asked = _asked(request, shown.foreign_keys)
        choices = {
            name.removeprefix(CHOICE): str(value) for name, value in request.POST.items() if name.startswith(CHOICE)
        }
        if asked.undecided(choices):
            request.again = True  # type: ignore[attr-defined]
            return self._ask(request, object_id, mine, theirs, asked, choices)
        if asked.differences:
            mine = asked.applied(mine, opened, choices)
        differences = compare(opened, mine, theirs)
        if differences:
            decision = Decision(differences, set_aside(differences, mine), shown.foreign_keys)
            return self._ask(request, object_id, rebased(mine, theirs), theirs, decision, {})
        if asked.differences:
            request.POST = post_of_row(mine, _without(request.POST))  # type: ignore[assignment]
        return object_id

    def _ask(
        self, request: HttpRequest, object_id: str, mine: Row, theirs: Row, decision: Decision, choices: dict[str, str]
    ) -> str:
        request.POST = post_of_row(mine, _without(request.POST))  # type: ignore[assignment]
        request.decision, request.choices, request.now = decision, choices, theirs  # type: ignore[attr-defined]
        request.unchecked = True  # type: ignore[attr-defined]
        return object_id

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        """The record, and nobody else saves it or one of its rows until this request is over."""
        record = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if record is None:
            return None
        root = record_of(record)
        for row in dict.fromkeys((root, record)):
            held = type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk)
            if not held.exists():
                return None
        return self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]

    def _typed_for_nobody(self, request: HttpRequest, object_id: str) -> str | None:
        """Somebody deleted the record meanwhile: what was typed becomes a new one, if it is saved."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            return object_id
        foreign_keys = self.shown(request, None).foreign_keys
        request.POST = post_of_row(as_new(row_of_post(request.POST), foreign_keys), _without(request.POST))  # type: ignore[assignment]
        request.unchecked = request.was_deleted = True  # type: ignore[attr-defined]
        return None

    def shown(self, request: HttpRequest, record: Any) -> Shown:
        """The page of the record as it would open now."""
        asking = copy.copy(request)
        asking.method = "GET"
        asking.POST = QueryDict()
        for kept in ("on_page", "unchecked", "refused", "chosen"):
            if hasattr(asking, kept):
                delattr(asking, kept)
        admin: Any = self
        change = record is not None
        form = admin.get_form(asking, record, change=change)(instance=record)
        formsets, inlines = admin._create_formsets(asking, record or form.instance, change=change)
        return Shown(form, admin.get_inline_formsets(asking, formsets, inlines, record))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        if record is not None and self.has_change_permission(request, record):  # type: ignore[attr-defined]
            opened = self._as_opened(request, context)
            context |= {"opened": json.dumps(opened.as_json()) if opened else request.POST.get(OPENED, "")}
        if decision := getattr(request, "decision", None):
            fields = fields_of(context["adminform"].form, context["inline_admin_formsets"])
            context["asked"] = panel(decision, request, fields, record, row_of_post(request.POST))
        kept = request.POST.get(KEPT, "")
        context |= {"kept": kept if KEPT_NAME.fullmatch(kept) else ""}
        context |= {"given_back": GIVE_BACK in request.POST, "was_deleted": getattr(request, "was_deleted", False)}
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]

    def _as_opened(self, request: HttpRequest, context: dict[str, Any]) -> Row | None:
        """None where the page was opened earlier and only comes again."""
        if request.method == "POST":
            return getattr(request, "now", None)
        return Shown(context["adminform"].form, context["inline_admin_formsets"]).row


def _told_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The browser kept what was typed until it hears that it is saved."""
    kept = request.POST.get(KEPT, "")
    if KEPT_NAME.fullmatch(kept):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            f"saved-{kept}", "1", KEPT_SECONDS, path=reverse("admin:index"), secure=secure, samesite="Lax"
        )
    return response


def _opened(request: HttpRequest) -> Row | None:
    try:
        return Row.from_json(json.loads(request.POST.get(OPENED, "")))
    except ValueError:
        return None


def _asked(request: HttpRequest, foreign_keys: dict[str, str]) -> Decision:
    """What the editor was asked on the page that comes back; nothing where it asked nothing."""
    try:
        data = json.loads(request.POST.get(ASKED, "") or "{}")
        differences = [Difference.from_json(one) for one in data.get("differences", [])]
        aside = {str(name): Row.from_json(row) for name, row in data.get("aside", {}).items()}
    except (ValueError, AttributeError):
        differences, aside = [], {}
    return Decision(differences, aside, foreign_keys)


def _without(post: Any) -> Any:
    """What was posted but for what only the page itself asked."""
    rest = post.copy()
    for name in list(rest):
        if name == ASKED or name.startswith(CHOICE):
            del rest[name]
    return rest
