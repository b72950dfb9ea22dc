from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from agreements.accounts.attempts import keep


class LoginForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


@contextmanager
def _read() -> Iterator[None]:
    """What is no answer of a passkey breaks in many places of its reading, and is refused like a wrong one."""
    try:
        yield
    except (ValidationError, DatabaseError):
        raise
    except Exception as broken:
        raise get_adapter().validation_error("incorrect_code") from broken


class _Kept(AuthenticateWebAuthnForm):
    """Tells of a passkey that was refused, which allauth does of codes alone."""

    def clean_credential(self) -> Authenticator:
        try:
            with _read():
                return super().clean_credential()
        except ValidationError:
            keep(context.request, user=self.user, step="passkey")
            raise


class AuthenticatePasskeyForm(_Kept):
    pass


class LoginPasskeyForm(_Kept, LoginWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(_Kept, ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(AddWebAuthnForm):
    """A key that logs in alone, unless told otherwise: it asks for a finger or a number itself."""

    passwordless = forms.BooleanField(
        label=_("Log in with this key alone, without the password"),
        required=False,
        initial=True,
        help_text=_("The key itself then asks for a fingerprint, a face or its number."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["name"].widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        with _read():
            return super().clean()
