"""Whoever owns an account hears by mail what was changed in it."""

import smtplib
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.accounts.conftest import ACCOUNT, PASSWORD, account, code_now, log_in, with_app

NEW = "a wholly new password"


def change_password(client: Client) -> Any:
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post(f"{ACCOUNT}password/change/", form)


def test_of_a_changed_password(client: Client, editor: User) -> None:
    log_in(client, "editor")
    change_password(client)
    [message] = mail.outbox
    assert message.to == [editor.email]
    assert message.subject == "Migration Agreements Tracker: your account editor was changed"
    assert message.body.startswith("The password was changed.")
    assert "http://testserver/accounts/password/reset/" in message.body


def test_of_an_app_taken_away(client: Client, editor: User) -> None:
    with_app(editor)
    log_in(client, "editor")
    client.post("/accounts/login/second/", {"code": code_now()})
    client.post(f"{ACCOUNT}app/remove/")
    assert [message.body.splitlines()[0] for message in mail.outbox] == ["The authenticator app was taken away."]


@pytest.mark.parametrize("does", ["password", "second-factor"])
def test_of_what_an_administrator_did(editor: User, does: str) -> None:
    with_app(editor)
    chief = Client()
    chief.force_login(account("chief", "Administrator"))
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    chief.post(f"/admin/auth/user/{editor.pk}/{does}/", form)
    [message] = mail.outbox
    assert message.to == [editor.email]
    assert message.body.startswith("An administrator ")


def test_an_account_without_an_address_is_written_no_mail(client: Client, editor: User) -> None:
    User.objects.update(email="")
    log_in(client, "editor")
    assert change_password(client).status_code == 302
    assert not mail.outbox


def test_the_password_is_changed_also_where_mail_does_not_go_out(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Any) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(mail.EmailMessage, "send", fails)
    log_in(client, "editor")
    assert change_password(client).status_code == 302
    assert User.objects.get().check_password(NEW)
