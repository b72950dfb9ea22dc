"""Every login and every failed one, as a `LoginAttempt`.

The one place where signals are listened to: logging in is not a write of ours. What the limits refuse unread is not
kept, so that nobody fills the table.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest

from agreements.accounts.adapters import UNKNOWN
from agreements.models import LoginAttempt

STEPS = {
    Authenticator.Type.TOTP: "code",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery code",
}
LONGEST_NAME, LONGEST_BROWSER = 254, 300


def keep(
    request: HttpRequest | None, *, user: Any = None, name: str = "", step: str = "", succeeded: bool = False
) -> None:
    address = get_adapter().get_client_ip(request) if request else UNKNOWN
    browser = request.headers.get("user-agent", "") if request else ""
    LoginAttempt.objects.create(
        user=user,
        name=(name or (user.get_username() if user else ""))[:LONGEST_NAME],
        address=None if address == UNKNOWN else address,
        browser=browser.replace("\0", "")[:LONGEST_BROWSER],
        step=step,
        succeeded=succeeded,
    )


@receiver(user_logged_in)
def came_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    records = get_authentication_records(request, user)
    steps = [STEPS.get(record.get("type", ""), record["method"]) for record in records]
    keep(request, user=user, step=", ".join(dict.fromkeys(steps)), succeeded=True)


@receiver(user_login_failed)
def password_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    name = str(credentials.get("username") or credentials.get("email") or "").replace("\0", "")
    user = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first() if name else None
    keep(request, user=user, name=name, step="password")


@receiver(authentication_failed)
def code_failed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    keep(request, user=user, step=STEPS[Authenticator.Type(authenticator.type)])


@receiver(authenticator_added)
def factor_set_up(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Setting one up shows it: nobody is asked for a code straight after the first."""
    vars(user).pop("factors", None)
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
