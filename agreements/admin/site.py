from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from agreements.admin import assess, desk, endpoints, entry, merging
from agreements.admin.entry.choices import Choices
from agreements.admin.history import deleted
from agreements.admin.importing.views import import_urls
from agreements.admin.lists import anywhere

# Alpine, which the admin's theme is built on, evaluates expressions written in attributes and sets styles on elements;
# "+" beside a field opens the form for a new record in a frame on the same page.
ADMIN_CSP: dict[str, Any] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}


class RecordAdminSite(UnfoldAdminSite):
    index_title = _("What would you like to enter?")
    enable_nav_sidebar = True

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return csp_override(ADMIN_CSP)(super().admin_view(view, cacheable))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """Logging in is the accounts' business. Who is logged in and comes here has no business in the admin."""
        if self.has_permission(request):
            return redirect(f"{self.name}:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        onward = request.GET.get(REDIRECT_FIELD_NAME) or reverse(f"{self.name}:index")
        return redirect_to_login(onward, reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        if request.method == "POST":
            logout(request)
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        return redirect("account_change_password")

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        return anywhere.search(self, request)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        return Choices.as_view(admin_site=self)(request)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [
            path("understand-date/", self.admin_view(endpoints.understand_date), name="understand-date"),
            path("parties/", self.admin_view(endpoints.parties), name="parties"),
            path("recognise-source/", self.admin_view(endpoints.recognise_source), name="recognise-source"),
            *desk.addresses(self),
            *entry.addresses(self),
            *import_urls(self),
            *merging.addresses(self),
            *assess.addresses(self),
            *deleted.addresses(self),
            *super().get_urls(),
        ]
