"""Whoever has not shown the second factor that is due is nobody, wherever the site asks who is there.

Pages do not ask for the factor one by one: a page made tomorrow, in the admin or beside it, cannot forget to. Only the
account's own pages see who it is, to have the factor shown or set up.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

type View = Callable[[HttpRequest], HttpResponseBase]

# Where a factor that exists is shown. Everything else about an account, its recovery codes above all, comes after.
DOORS = ("account_login", "account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")


def factors_of(user: Any) -> list[int]:
    """The primary keys of what the account can show besides its password."""
    if not hasattr(user, "factors"):
        user.factors = list(Authenticator.objects.filter(user=user.pk).values_list("pk", flat=True))
    return user.factors


def is_due(user: Any) -> bool:
    """The account has no second factor, and does not get far without one."""
    return user.is_staff and settings.STAFF_SECOND_FACTOR == "required" and not factors_of(user)


def is_shown(request: HttpRequest, user: Any) -> bool:
    """This session showed one that the account still has. What another session showed does not count."""
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" and record.get("id") in factors_of(user) for record in records)


def is_admitted(request: HttpRequest, user: Any) -> bool:
    return is_shown(request, user) if factors_of(user) else not is_due(user)


def second_factor(get_response: View) -> View:
    """Middleware. Asks nothing until a page asks who is there, which public pages never do."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        whoever = request.user
        request.user = SimpleLazyObject(lambda: _seen(request, whoever))  # type: ignore[assignment]
        request.auser = sync_to_async(lambda: request.user)
        return get_response(request)

    return middleware


def _seen(request: HttpRequest, user: Any) -> Any:
    if not user.is_authenticated or is_admitted(request, user):
        return user
    here = request.path
    waits = here.startswith(reverse("mfa_index")) if is_due(user) else here in map(reverse, DOORS)
    return user if waits else AnonymousUser()
