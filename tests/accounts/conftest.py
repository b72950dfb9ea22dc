"""Accounts as they come to the door, and what they carry."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.test import Client

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN, SECOND, ACCOUNT, ADMIN = "/accounts/login/", "/accounts/login/second/", "/accounts/", "/admin/"


def code_now(secret: str = SECRET) -> str:
    """What an authenticator app shows, as RFC 6238 has it. Not in the last second of its half minute."""
    if time.time() % 30 > 29:
        time.sleep(1.1)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def account(name: str, role: str = "Editor", **given: Any) -> User:
    """Staff of a role; "" is a superuser."""
    given = {"is_staff": True, "is_superuser": role == ""} | given
    user = User.objects.create_user(name, f"{name}@agreements.example", PASSWORD, **given)
    user.groups.set(Group.objects.filter(name=role))
    return user


def with_app(user: User) -> list[str]:
    """Gives the account an authenticator app (of SECRET), and its recovery codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


def log_in(client: Client, name: str, password: str = PASSWORD, **given: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password} | given)


def factor_of(user: User, kind: str = Authenticator.Type.TOTP) -> Authenticator:
    return Authenticator.objects.get(user=user, type=kind)


@pytest.fixture
def editor(db: None) -> User:
    return account("editor")


@pytest.fixture
def required(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = "required"
