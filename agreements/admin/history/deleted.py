"""Records that were deleted: who deleted them when and why, what they were, and the way back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pghistory
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from agreements.admin.history.pages import deletions_shown, entries, version_shown
from agreements.admin.numbers import whole
from agreements.curation.versions import History, history
from agreements.curation.versions_deleted import deleted, kinds
from agreements.curation.versions_restore import Refused, merge_of, put_back_record
from agreements.curation.versions_tree import histories
from agreements.models.violations import violation

PER_PAGE = 50
MOST_WORDS = 8


@dataclass(frozen=True)
class Kind:
    code: str
    label: str


def may_put_back(user: Any, model: type[Model]) -> bool:
    """Whoever may enter such a record, and change it."""
    name = f"{model._meta.app_label}.%s_{model._meta.model_name}"
    return user.has_perm(name % "add") and user.has_perm(name % "change")


def _kinds(request: HttpRequest) -> dict[str, type[Model]]:
    found = {str(model._meta.model_name): model for model in kinds() if may_put_back(request.user, model)}
    if not found:
        raise PermissionDenied
    return found


def deleted_list(request: HttpRequest) -> HttpResponse:
    known = _kinds(request)
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").replace("\0", "").strip()
    number = whole(request.GET.get("page", "1"), 99_999)
    if not number:
        raise Http404
    error = "" if kind in ("", *known) else gettext("There is no such kind of record. Choose one of the list.")
    chosen = [known[kind]] if kind in known else list(known.values())
    rows = [] if error else deleted(chosen, words.split()[:MOST_WORDS], (number - 1) * PER_PAGE, PER_PAGE + 1)
    same = [(name, value) for name, value in (("kind", kind), ("q", words)) if value]
    context = {
        "title": gettext("Deleted records"),
        "rows": deletions_shown(rows[:PER_PAGE]),
        "kinds": [Kind(code, capfirst(str(model._meta.verbose_name_plural))) for code, model in known.items()],
        "kind": kind,
        "words": words,
        "error": error,
        "number": number,
        "previous": "?" + urlencode([*same, ("page", number - 1)]) if number > 1 else "",
        "next": "?" + urlencode([*same, ("page", number + 1)]) if len(rows) > PER_PAGE else "",
    }
    return _page(request, "admin/history/deleted.html", context, status=400 if error else 200)


def deleted_record(request: HttpRequest, kind: str, key: str, number: int = 0) -> HttpResponse:
    """Its last version, or the one of that number; POST puts the record back as it was last."""
    told = _told(request, kind, key)
    if request.method == "POST":
        return _put_back(request, told)
    stood = told.stood
    number = number or stood
    if not 0 <= number <= stood or (number < stood and told.tree_after(number) is None):
        raise Http404
    standing = History(told.root, told.versions[:stood])
    address = reverse("admin:deleted-record", args=[kind, key])
    context = {
        "title": gettext("Deleted: %(kind)s") % {"kind": told.root[0]._meta.verbose_name},
        "version": version_shown(standing, number) if stood and told.tree_after(number) else None,
        "deletion": entries([told.versions[stood]])[0],
        "earlier": [entry for entry in reversed(entries(standing.versions)) if entry.number != number],
        "is_last": number == stood,
        "merged": merge_of(told.root),
        "address": address,
    }
    return _page(request, "admin/history/deleted_record.html", context)


def _told(request: HttpRequest, kind: str, key: str) -> History:
    model = _kinds(request).get(kind)
    if model is None:
        raise Http404 if kind not in {str(one._meta.model_name) for one in kinds()} else PermissionDenied
    told = history(model, _key(model, key))
    if not told.versions or model._base_manager.filter(pk=told.root[1]).exists():
        raise Http404
    return told


def _key(model: type[Model], key: str) -> Any:
    held = histories()[model]._meta.get_field("pgh_obj").target_field
    if held.get_internal_type() == "CharField":
        return key
    if (number := whole(key)) is None:
        raise Http404
    return number


def _put_back(request: HttpRequest, told: History) -> HttpResponse:
    model, key = told.root
    again = reverse("admin:deleted-record", args=[model._meta.model_name, key])
    try:
        with transaction.atomic(), pghistory.context(note=gettext("Put back what was deleted")):
            put_back_record(told)
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(again)
    except DatabaseError as error:
        messages.error(request, gettext("It cannot come back as it was: %s") % violation(error).message)
        return HttpResponseRedirect(again)
    messages.success(request, gettext("It is back."))
    opts = model._meta
    return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[key]))


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    kept = {**admin.site.each_context(request), "subtitle": None}
    return TemplateResponse(request, template, {**kept, **context}, status=status)


def addresses(site: Any) -> list[URLPattern]:
    return [
        path("deleted/", site.admin_view(deleted_list), name="deleted"),
        path("deleted/<slug:kind>/<slug:key>/", site.admin_view(deleted_record), name="deleted-record"),
        path("deleted/<slug:kind>/<slug:key>/<int:number>/", site.admin_view(deleted_record), name="deleted-version"),
    ]
