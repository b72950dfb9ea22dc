"""What opens the desk besides the password, and what does not."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site_settings
from django.contrib import admin
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.accounts.conftest import (
    ACCOUNT,
    ADMIN,
    LOGIN,
    PASSWORD,
    SECOND,
    SECRET,
    account,
    code_now,
    factor_of,
    log_in,
    with_app,
)  # fmt: skip


def test_a_password_and_a_code_open_the_desk(client: Client, editor: User) -> None:
    with_app(editor)
    assert log_in(client, "editor", next="/admin/agreements/body/").url == SECOND
    assert client.get(ADMIN).status_code == 302, "the password alone opens nothing"
    assert client.post(SECOND, {"code": code_now()}).headers["Location"] == "/admin/agreements/body/"
    assert client.get(ADMIN).status_code == 200


def test_a_code_works_once(client: Client, editor: User) -> None:
    with_app(editor)
    code = code_now()
    log_in(client, "editor")
    client.post(SECOND, {"code": code})
    another = Client()
    log_in(another, "editor")
    assert another.post(SECOND, {"code": code}).context["form"].errors
    assert another.get(ADMIN).status_code == 302


def test_a_recovery_code_works_once_and_never_twice(editor: User) -> None:
    codes = with_app(editor)
    seen = []
    for code in (codes[0], codes[0], codes[1]):
        client = Client()
        log_in(client, "editor")
        client.post(SECOND, {"code": code})
        seen.append(client.get(ADMIN).status_code)
    assert seen == [200, 302, 200]


def test_without_a_factor_the_password_is_enough_where_that_is_allowed(client: Client, editor: User) -> None:
    log_in(client, "editor")
    assert client.get(ADMIN).status_code == 200


def _every_admin_address() -> list[str]:
    """Each route of the admin, with a number or a word wherever it takes one."""
    found = []

    def walk(patterns: Any, before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                found.append(re.sub(r"<[^>]*>", "1", route))
            else:
                walk(pattern.url_patterns, route)

    walk(admin.site.get_urls(), "/admin/")
    return [re.sub(r"\(\?P.*", "anything", address).replace("^", "").replace("$", "") for address in found]


def test_no_admin_page_opens_before_a_required_factor_is_set_up(client: Client, editor: User, required: None) -> None:
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    client.force_login(editor)
    addresses = _every_admin_address()
    assert len(addresses) > 120
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.headers["Location"].startswith(("/admin/login/", LOGIN, "/admin/", "/accounts/logout/")), address
        assert client.post(address).status_code in (302, 403), address
    assert client.get(ADMIN, follow=True).redirect_chain[-1][0].startswith(ACCOUNT)


def test_who_lacks_a_required_factor_is_led_to_setting_it_up(client: Client, editor: User, required: None) -> None:
    """That the desk then opens is seen in the browser: it takes a transaction that is committed."""
    assert log_in(client, "editor").url == ADMIN
    page = client.get(ADMIN, follow=True)
    assert page.request["PATH_INFO"] == ACCOUNT
    assert "Set up a second factor" in page.content.decode()
    secret = client.get("/accounts/app/").context["form"].secret
    assert client.post("/accounts/app/", {"code": "000000"}).context["form"].errors
    assert client.post("/accounts/app/", {"code": code_now(secret)}).headers["Location"] == "/accounts/recovery-codes/"
    assert factor_of(editor).wrap().validate_code(code_now(secret))


def test_a_session_made_by_other_means_does_not_pass_for_a_login(client: Client, editor: User) -> None:
    with_app(editor)
    session = client.session
    session[SESSION_KEY] = str(editor.pk)
    session[BACKEND_SESSION_KEY] = site_settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = editor.get_session_auth_hash()
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    page = client.get(ADMIN, follow=True)
    assert page.request["PATH_INFO"] == "/accounts/again/code/"
    assert client.post("/accounts/again/code/?next=/admin/", {"code": code_now()}).headers["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200


KEPT = ["mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_add_webauthn",
        "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "account_change_password",
        "account_reauthenticate"]  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_the_password_alone_changes_no_factor_that_exists(client: Client, editor: User, name: str) -> None:
    with_app(editor)
    client.force_login(editor)
    for answer in (client.get(reverse(name)), client.post(reverse(name), {"password": PASSWORD})):
        assert answer.headers["Location"].startswith(LOGIN)
    assert Authenticator.objects.filter(user=editor).count() == 2


def test_what_was_shown_counts_while_the_account_has_it(client: Client, editor: User, required: None) -> None:
    with_app(editor)
    log_in(client, "editor")
    client.post(SECOND, {"code": code_now()})
    assert client.get(ADMIN).status_code == 200
    factor_of(editor).delete()
    factor_of(editor, Authenticator.Type.RECOVERY_CODES).delete()
    assert client.get(ADMIN).status_code == 302, "there is none now, and one is due"
    with_app(editor)
    assert client.get(ADMIN).status_code == 302, "another one was not shown"


def test_secrets_are_not_in_the_database_as_they_are(editor: User) -> None:
    codes = with_app(editor)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not [code for code in codes if code in kept]


def test_with_another_key_no_code_is_right(client: Client, editor: User, settings: Any) -> None:
    with_app(editor)
    settings.SECRET_KEY = "another key, which is long enough to be taken for one of a site"
    log_in(client, "editor")
    assert client.post(SECOND, {"code": code_now()}).context["form"].errors


def test_a_key_that_was_replaced_still_reads_them(client: Client, editor: User, settings: Any) -> None:
    with_app(editor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, which is long enough to be taken for one of a site"
    log_in(client, "editor")
    assert client.post(SECOND, {"code": code_now()}).headers["Location"] == ADMIN


def test_public_pages_ask_neither_who_is_there_nor_for_a_factor(
    client: Client, editor: User, required: None, django_assert_num_queries: Any
) -> None:
    client.get("/about/")
    client.force_login(editor)
    with django_assert_num_queries(1):  # the version of the record
        page = client.get("/about/")
    assert "Cookie" not in page.headers.get("Vary", "")
    assert get_resolver().resolve("/about/")


def test_staff_alone_needs_one(client: Client, db: None, required: None) -> None:
    account("guest", role="none", is_staff=False)
    log_in(client, "guest")
    assert client.get(ACCOUNT).status_code == 200
    assert "Set up a second factor" not in client.get(ACCOUNT).content.decode()
