"""The pages of merging: two rows are chosen, seen side by side, made one; all merges there were; one of them undone."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from agreements.admin.merging.choosing import ChooseForm
from agreements.admin.merging.deciding import DecisionForm
from agreements.admin.merging.listed import MergesPage, UndoPage
from agreements.admin.merging.pages import choose_page, merge_page
from agreements.curation.merging import KINDS, Changed, merge, plan_merge
from agreements.curation.merging_plan import Plan, Refused
from agreements.curation.merging_undo import undo
from agreements.models import Merge


def addresses(site: Any) -> list[URLPattern]:
    return [
        path("merge/", site.admin_view(merging), name="merge"),
        path("merges/", site.admin_view(merges), name="merges"),
        path("merges/<int:pk>/undo/", site.admin_view(undoing), name="merge-undo"),
    ]


def _needs(request: HttpRequest, permission: str) -> None:
    user: Any = request.user
    if not user.has_perm(f"agreements.{permission}_merge"):
        raise PermissionDenied


def _shown(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    shown = {**admin.site.each_context(request), "title": title, "subtitle": None, **context}
    return TemplateResponse(request, f"admin/merging/{template}.html", shown, status=status)


# Choosing and merging ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def merging(request: HttpRequest) -> HttpResponse:
    """`?kind=person&kept=3&gone=7`; what is missing is asked for."""
    _needs(request, "add")
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        error = gettext("“%(kind)s” cannot be merged: choose one of these.") % {"kind": kind} if kind else ""
        return _choose(request, "", None, error)
    form = ChooseForm(kind, request.GET)
    if not form.is_valid() or None in form.rows:
        return _choose(request, kind, form)
    rows = form.rows
    return _decided(request, kind, rows) if request.method == "POST" else _preview(request, kind, rows)


def _choose(request: HttpRequest, kind: str, form: ChooseForm | None, error: str = "") -> HttpResponse:
    page = choose_page(kind, form.rows if form else (None, None), error)
    is_wrong = bool(error or (form and form.errors))
    return _shown(request, "choose", gettext("Merge"), 400 if is_wrong else 200, page=page, form=form)


def _preview(
    request: HttpRequest,
    kind: str,
    rows: tuple[Any, Any],
    sent: DecisionForm | None = None,
    *,
    problem: str = "",
    refusals: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    plan, reasons = _planned(kind, rows, sent.taken() if sent else [])
    form = DecisionForm(plan, _again(sent, plan)) if plan else None
    page = merge_page(kind, rows, plan, form, list(dict.fromkeys([*refusals, *reasons])), problem)
    return _shown(request, "preview", gettext("Merge"), status, page=page)


def _planned(kind: str, rows: tuple[Any, Any], take: list[str]) -> tuple[Plan | None, list[str]]:
    try:
        plan = plan_merge(kind, rows[0].pk, rows[1].pk, take)
    except Refused as refused:
        return None, list(refused.reasons)
    return plan, plan.refusals


def _again(sent: DecisionForm | None, plan: Plan) -> Any:
    """What was decided stays decided; what it is decided on is what is shown now."""
    if sent is None:
        return None
    data: Any = dict(sent.data.items())
    data["seen"] = plan.fingerprint
    return data


def _decided(request: HttpRequest, kind: str, rows: tuple[Any, Any]) -> HttpResponse:
    plan, reasons = _planned(kind, rows, [])
    if plan is None or reasons:
        return _preview(request, kind, rows, problem=gettext("Nothing was merged."), status=409)
    form = DecisionForm(plan, request.POST)
    if not form.is_valid():
        problem = gettext("Nothing was merged: something that was sent is not possible here.")
        return _preview(request, kind, rows, form, problem=problem, status=400)
    data = form.cleaned_data
    try:
        done = merge(
            kind,
            rows[0].pk,
            rows[1].pk,
            by=request.user,
            note=data["note"],
            take=form.taken(),
            seen=data["seen"],
        )
    except Changed:
        problem = gettext("Nothing was merged: the record has changed since. Below is what would be done now.")
        return _preview(request, kind, rows, form, problem=problem, status=409)
    except Refused as refused:
        problem = gettext("Nothing was merged.")
        return _preview(request, kind, rows, form, problem=problem, refusals=refused.reasons, status=409)
    _tell(request, done)
    return HttpResponseRedirect(reverse(f"admin:agreements_{kind}_change", args=[done.kept]))


def _tell(request: HttpRequest, done: Merge) -> None:
    told = gettext("“%(gone)s” is merged into “%(kept)s”.") % {"gone": done.gone_name, "kept": done.kept_name}
    user: Any = request.user
    if not user.has_perm("agreements.change_merge"):
        messages.success(request, told)
        return
    link = reverse("admin:merge-undo", args=[done.pk])
    messages.success(request, format_html('{} <a class="source-link" href="{}">{}</a>', told, link, gettext("Undo")))


# What was merged -----------------------------------------------------------------------------------------------------


@require_safe
def merges(request: HttpRequest) -> HttpResponse:
    _needs(request, "view")
    page = MergesPage.of(request.GET.get("page"), request.user)
    return _shown(request, "list", gettext("Merges"), page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    _needs(request, "change")
    done = get_object_or_404(Merge.objects.select_related("by", "undone_by"), pk=pk)
    if request.method != "POST":
        return _undo_page(request, UndoPage.of(done))
    try:
        undo(done, by=request.user)
    except Refused as refused:
        return _undo_page(request, UndoPage.of(done, list(refused.reasons)), status=409)
    link = reverse(f"admin:agreements_{done.kind}_change", args=[done.gone])
    told = format_html('<a class="source-link" href="{}">{}</a>', link, done.gone_name)
    messages.success(request, format_html(gettext("Undone: {} is a record of its own again."), told))
    return HttpResponseRedirect(reverse("admin:merges"))


def _undo_page(request: HttpRequest, page: UndoPage, status: int = 200) -> HttpResponse:
    return _shown(request, "undo", gettext("Undo a merge"), status, page=page)
