"""Below /accounts/, in one language, for no cache and no search engine. Only what is used of what allauth offers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from agreements.accounts import views

RESET_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

type View = Callable[..., Any]


def private(view: View) -> View:
    @never_cache
    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return gate


def _page(address: str, view: View, name: str) -> URLPattern:
    return path(address, private(view), name=name)


urlpatterns = [
    _page("", views.Account.as_view(), "mfa_index"),
    _page("login/", views.Login.as_view(), "account_login"),
    _page("login/second/", factor.authenticate, "mfa_authenticate"),
    _page("login/passkey/", passkey.login_webauthn, "mfa_login_webauthn"),
    _page("logout/", account.logout, "account_logout"),
    _page("inactive/", account.account_inactive, "account_inactive"),
    _page("signup/", views.no_sign_up, "account_signup"),
    _page("again/password/", account.reauthenticate, "account_reauthenticate"),
    _page("again/code/", factor.reauthenticate, "mfa_reauthenticate"),
    _page("again/passkey/", passkey.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _page("password/change/", account.password_change, "account_change_password"),
    _page("password/set/", account.password_set, "account_set_password"),
    _page("password/reset/", account.password_reset, "account_reset_password"),
    _page("password/reset/sent/", account.password_reset_done, "account_reset_password_done"),
    _page("password/reset/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    re_path(RESET_KEY, private(account.password_reset_from_key), name="account_reset_password_from_key"),
    _page("app/", totp.activate_totp, "mfa_activate_totp"),
    _page("app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _page("recovery-codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _page("recovery-codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _page("recovery-codes/file/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    _page("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), "mfa_list_webauthn"),
    _page("passkeys/add/", passkey.add_webauthn, "mfa_add_webauthn"),
    _page("passkeys/<int:pk>/name/", passkey.edit_webauthn, "mfa_edit_webauthn"),
    _page("passkeys/<int:pk>/remove/", passkey.remove_webauthn, "mfa_remove_webauthn"),
]
