"""The page that the public would see, shown to staff: it is published, drawn and taken back in one transaction."""

from collections.abc import Callable
from inspect import unwrap
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import translation
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from agreements.admin.roles import seen_row
from agreements.models import RecordVersion
from agreements.models.violations import violation
from agreements.models.vocabularies import Publication

# The first link of a page skips to its content, and stays the first.
SKIP_LINK_ENDS = "</a>"


def preview(admin: Any) -> Callable[..., HttpResponse]:
    """The view of one admin: under the policy of public pages, not under the admin's."""

    @require_safe
    def view(request: HttpRequest, object_id: str) -> HttpResponse:
        record = seen_row(admin, request, object_id)
        change = reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_change", args=[record.pk])
        try:
            page = as_published(request, record)
        except DatabaseError as error:
            messages.error(request, violation(error).message)
            return HttpResponseRedirect(change)
        banner = render_to_string("admin/workflow/banner.html", {"record": record, "change": change})
        response = HttpResponse(page.replace(SKIP_LINK_ENDS, f"{SKIP_LINK_ENDS}{banner}", 1))
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    policy: dict[str, Any] = {**settings.SECURE_CSP}
    return csp_override(policy)(admin.admin_site.admin_view(view))


def as_published(request: HttpRequest, record: Any) -> str:
    """The HTML of the record's public page as it would be with this record published, and no other."""
    with transaction.atomic(), RecordVersion.of_nothing(), translation.override(settings.LANGUAGE_CODE):
        try:
            type(record)._base_manager.filter(pk=record.pk).update(publication=Publication.PUBLISHED)
            connection.check_constraints()
            address = record.get_absolute_url()
            match = resolve(address)
            # Without the gate of public pages, which keeps what it sent.
            shown = unwrap(match.func)(_asking(request, address, match), **match.kwargs)
            return shown.content.decode()
        finally:
            transaction.set_rollback(True)


def _asking(request: HttpRequest, address: str, match: Any) -> HttpRequest:
    """A reader who asks this site for the public address."""
    asking = HttpRequest()
    asking.META = {name: value for name, value in request.META.items() if name != "HTTP_COOKIE"}
    asking.META |= {"PATH_INFO": address, "QUERY_STRING": "", "REQUEST_METHOD": "GET"}
    asking.method, asking.path, asking.path_info = "GET", address, address
    asking.GET, asking.resolver_match, asking.user = QueryDict(), match, AnonymousUser()
    return asking
