"""The addresses: the page of several actions, and the one click for one of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

import pghistory
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agreements.admin.assess.pages import AssessPage, Scope, opened_page, scope_of, sent_keys, sent_page
from agreements.admin.numbers import whole
from agreements.admin.roles import may_change
from agreements.admin.updates_below import rules
from agreements.curation.assessing import Check, Refused, assessed_on, hold, nothing_new
from agreements.curation.proofs import rules_for_browser
from agreements.models import AgreedAction
from agreements.models.violations import violation
from agreements.models.vocabularies import Evidence

CLICKED = "_nothing_new"


def addresses(site: Any) -> list[URLPattern]:
    return [
        path("assess/", site.admin_view(assess), name="assess"),
        path("assess/<int:pk>/nothing-new/", site.admin_view(check), name="nothing-new"),
    ]


def _needs_assessor(request: HttpRequest) -> None:
    user: Any = request.user
    if not user.has_perm("agreements.add_actionupdate"):
        raise PermissionDenied


def says_why[**Given](view: Callable[Concatenate[HttpRequest, Given], HttpResponse]) -> Any:
    """A question that is none is answered with what is wrong with it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadRequest as error:
            told = {"title": gettext("Assessment"), "subtitle": None, "problem": str(error)}
            context = {**admin.site.each_context(request), **told}
            return TemplateResponse(request, "admin/assess/refused.html", context, status=400)

    return answered


@require_http_methods(["GET", "HEAD", "POST"])
@says_why
def assess(request: HttpRequest) -> HttpResponse:
    _needs_assessor(request)
    scope = scope_of(request)
    if request.method != "POST":
        return _shown(request, opened_page(request, scope))
    if CLICKED in request.POST:
        return _clicked(request, scope)
    return _saved(request, scope)


def _shown(request: HttpRequest, page: AssessPage, status: int = 200) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": gettext("What became of it: %s") % page.scope.record,
        "subtitle": None,
        "page": page,
        "record_address": reverse(f"admin:agreements_{page.scope.kind}_change", args=[page.scope.record.pk]),
        "evidence_rules": rules(),
        "proofs": rules_for_browser(),
    }
    return TemplateResponse(request, "admin/assess/page.html", context, status=status)


def _saved(request: HttpRequest, scope: Scope) -> HttpResponse:
    """All rows that are written in, or none."""
    page: AssessPage | None = None
    try:
        with transaction.atomic(), pghistory.context(note=gettext("Assessment")):
            hold(sent_keys(request.POST))
            page = sent_page(request, scope)
            if not page.is_right():
                return _shown(request, page, 409 if page.overtaken else 400)
            _save_all(page)
            connection.check_constraints()
    except DatabaseError as error:
        if page is None:
            raise
        page.problems.append(violation(error).message)
        return _shown(request, page, 400)
    count = len(page.written)
    told = ngettext("%d action is assessed.", "%d actions are assessed.", count) % count
    messages.success(request, told)
    return HttpResponseRedirect(page.here)


def _save_all(page: AssessPage) -> None:
    for row in page.written:
        try:
            row.form.save()
        except DatabaseError as error:
            row.problems.append(violation(error).message)
            raise


# One click -----------------------------------------------------------------------------------------------------------


def _clicked(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Of one row of the page. What is typed in others stays, unsaved."""
    pk = request.POST[CLICKED]
    with transaction.atomic(), pghistory.context(note=gettext("Checked, nothing new")):
        hold(sent_keys(request.POST))
        before = sent_page(request, scope)
        row = next((row for row in before.rows if str(row.action.pk) == pk), None)
        if row is None:
            raise Http404
        day = before.day.cleaned_data.get("checked") if before.day.is_valid() else None
        problem = "" if day else gettext("The date checked is missing or cannot stand.")
        try:
            if day:
                _tell(request, row.action, nothing_new(row.action, day, _key(row.judged)))
        except Refused as refused:
            problem = str(refused)
        page = sent_page(request, scope)
    if not problem and not page.written:
        return HttpResponseRedirect(f"{page.here}#a{pk}")
    for one in page.rows:
        one.form.errors.clear()
        if str(one.action.pk) == pk:
            one.refresh()
            one.problems += [problem] if problem else []
    return _shown(request, page, 409 if problem else 200)


@require_POST
@says_why
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """`?seen=7&next=/admin/...`: `seen` is the judgement that was shown, blank where there was none."""
    _needs_assessor(request)
    try:
        with transaction.atomic(), pghistory.context(note=gettext("Checked, nothing new")):
            hold([pk])
            action: Any = assessed_on(AgreedAction.objects.filter(pk=pk), timezone.localdate()).first()
            if action is None:
                raise Http404
            if not may_change(request.user, action):
                raise PermissionDenied
            _tell(request, action, nothing_new(action, timezone.localdate(), _key(request.GET.get("seen", ""))))
    except Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(_onward(request, pk))


def check_address(pk: int, seen: int | None, onward: str = "") -> str:
    return f"{reverse('admin:nothing-new', args=[pk])}?{urlencode({'seen': seen or '', 'next': onward})}"


def _key(text: str) -> int | None:
    if not text:
        return None
    if (number := whole(text)) is None:
        raise BadRequest(gettext("“seen” is the number of an update."))
    return number


def _tell(request: HttpRequest, action: Any, done: Check) -> None:
    if done.again:
        told = gettext("Checked already on that day, nothing new: %s")
    elif done.update.evidence == Evidence.NO_EVIDENCE and action.evidence == Evidence.NOT_ASSESSED:
        told = gettext("Recorded as looked for and not found: %s")
    else:
        told = gettext("Recorded as checked, nothing new: %s")
    messages.success(request, told % action)


def _onward(request: HttpRequest, pk: int) -> str:
    onward = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        return onward
    return reverse("admin:agreements_agreedaction_change", args=[pk])
