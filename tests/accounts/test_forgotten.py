"""A forgotten password, by mail from end to end."""

import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from agreements.accounts.mail import Printed
from tests.accounts.conftest import ADMIN, SECOND, log_in, with_app

RESET, NEW = "/accounts/password/reset/", "a wholly new password"


def link_of(message: Any) -> str:
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", message.body)
    assert found, message.body
    return found[1]


def choose(client: Client, link: str, password: str = NEW) -> Any:
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_a_forgotten_password_is_replaced_by_mail(client: Client, editor: User) -> None:
    client.post(RESET, {"email": "Editor@agreements.example"})
    [message] = mail.outbox
    assert message.to == ["editor@agreements.example"]
    assert "Your user name is editor." in message.body
    choose(client, link_of(message))
    assert log_in(client, "editor").context["form"].errors, "the old one is gone"
    assert log_in(client, "editor", NEW).url == ADMIN


def test_the_link_works_once(client: Client, editor: User) -> None:
    client.post(RESET, {"email": editor.email})
    link = link_of(mail.outbox[0])
    choose(client, link)
    again = Client().get(link, follow=True)
    assert "This link does not work" in again.content.decode()


def test_the_link_does_not_stand_for_the_second_factor(client: Client, editor: User) -> None:
    with_app(editor)
    client.post(RESET, {"email": editor.email})
    choose(client, link_of(mail.outbox[0]))
    assert client.get(ADMIN).status_code == 302
    assert log_in(client, "editor", NEW).url == SECOND


def test_a_new_password_ends_the_sessions_there_were(client: Client, editor: User) -> None:
    client.force_login(editor)
    stranger = Client()
    stranger.post(RESET, {"email": editor.email})
    choose(stranger, link_of(mail.outbox[0]))
    assert client.get(ADMIN).status_code == 302


def test_the_page_does_not_tell_whether_an_account_has_the_address(client: Client, editor: User) -> None:
    known, unknown = (
        client.post(RESET, {"email": address}, follow=True) for address in (editor.email, "nobody@elsewhere.example")
    )
    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain
    assert [len(message.to) for message in mail.outbox] == [1, 1], "nor does the time it takes: both send a mail"
    assert "No account there has it." in mail.outbox[1].body


@pytest.mark.parametrize("password", ["short", "editor@agreements.example", "1234567890"])
def test_a_weak_password_is_refused(client: Client, editor: User, password: str) -> None:
    client.post(RESET, {"email": editor.email})
    assert choose(client, link_of(mail.outbox[0]), password).context["form"].errors


def test_mails_to_one_address_are_few(client: Client, editor: User) -> None:
    answers = [client.post(RESET, {"email": editor.email}).status_code for _try in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert len(mail.outbox) == 3


def test_locally_a_mail_is_printed_with_its_link_whole() -> None:
    link, printed = "http://127.0.0.1:8000/accounts/password/reset/key/" + "k" * 60, io.StringIO()
    message = mail.EmailMessage("A new password", f"Choose one:\n{link}", "us@agreements.example", ["you@x.example"])
    assert Printed(stream=printed).send_messages([message]) == 1
    assert link in printed.getvalue()
    assert "you@x.example" in printed.getvalue()
