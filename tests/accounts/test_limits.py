"""How often one may try, counted by all processes together, and from where."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client

from agreements.models import LoginAttempt
from tests.accounts.conftest import ADMIN, LOGIN, SECOND, account, code_now, log_in, with_app


def test_an_account_takes_five_wrong_passwords_and_no_sixth(client: Client, editor: User) -> None:
    for _try in range(5):
        log_in(client, "editor", "wrong")
    page = log_in(client, "editor")
    assert "Too many failed login attempts" in page.content.decode()
    assert client.get(ADMIN).status_code == 302
    account("colleague")
    assert log_in(client, "colleague").url == ADMIN, "another account is not locked out"


def test_an_account_takes_five_wrong_codes_and_no_sixth(client: Client, editor: User) -> None:
    with_app(editor)
    log_in(client, "editor")
    for _try in range(5):
        client.post(SECOND, {"code": "000000"})
    assert "Too many failed login attempts" in client.post(SECOND, {"code": code_now()}).content.decode()
    assert client.get(ADMIN).status_code == 302


def test_an_address_that_tries_and_tries_is_told_to_wait(client: Client, editor: User) -> None:
    for number in range(30):
        log_in(client, f"name-{number}", "wrong")
    page = log_in(client, "editor")
    assert page.status_code == 429
    assert "Too many tries" in page.content.decode()
    assert client.get(LOGIN).status_code == 200, "looking costs nothing"
    assert log_in(Client(REMOTE_ADDR="192.0.2.9"), "editor").url == ADMIN, "others come in"


def test_what_is_refused_unread_fills_no_table(client: Client, editor: User) -> None:
    for _try in range(40):
        log_in(client, "editor", "wrong")
    assert LoginAttempt.objects.count() == 5


def test_all_processes_count_in_one_table(db: None) -> None:
    cache.set("seen-by", "all")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        assert [key for (key,) in cursor.fetchall() if "seen-by" in key]


def login_from(forwarded: str) -> str | None:
    log_in(Client(headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="127.0.0.1"), "nobody", "wrong")
    return LoginAttempt.objects.latest("at").address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),
        (1, "no address", "127.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_what_proxies_say_is_believed_as_far_as_configured(
    db: None, settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert login_from(forwarded) == address


def test_without_an_address_at_all_one_still_comes_in(db: None) -> None:
    account("editor")
    assert log_in(Client(REMOTE_ADDR=""), "editor").url == ADMIN
    assert LoginAttempt.objects.get().address is None


def test_a_form_without_its_token_is_refused_in_words(editor: User) -> None:
    page = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "editor"})
    assert page.status_code == 403
    assert "Nothing was changed." in page.content.decode()
