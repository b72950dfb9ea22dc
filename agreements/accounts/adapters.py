"""What this site asks of django-allauth: no sign-up, codes kept encrypted, addresses read as configured."""

import base64
import contextlib
import logging
import secrets
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from agreements.accounts.mail import CHANGES

log = logging.getLogger("django.accounts")

# Where the server says nothing of who asks, as behind a socket: limits per address then hold for all together.
UNKNOWN = "0.0.0.0"  # noqa: S104


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """As TRUSTED_PROXIES says. A header that does not fit it is no reason to refuse whoever sends it."""
        with contextlib.suppress(ImproperlyConfigured, PermissionDenied):
            return super().get_client_ip(request)
        return request.META.get("REMOTE_ADDR") or UNKNOWN

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Logging in counts as well: who did so a minute ago is not asked again before setting up a factor."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the address of the account, if it has one. What was changed stays changed where no mail goes out."""
        told = {"what": CHANGES[template_prefix.rpartition("/")[2]], "username": user.get_username()}
        try:
            super().send_notification_mail("account/email/changed", user, told, user.email)
        except OSError:
            log.exception("The mail about a change to the account %s did not go out", user.get_username())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


class FactorAdapter(DefaultMFAAdapter):
    """A copy of the database alone makes no code: what codes are made from is encrypted with the site's own key."""

    def get_totp_issuer(self) -> str:
        return gettext("Migration Agreements Tracker")

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        return gettext("Passkey %s") % (Authenticator.objects.filter(user=user.pk, type=type).count() + 1)

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The key is another one: no code is right then, and an administrator resets the factor.
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [salted_hmac("agreements.accounts.factors", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
