"""Coming in by the password, and the admin's own doors."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.accounts.conftest import ADMIN, LOGIN, PASSWORD, account, log_in


def test_the_admin_leads_to_the_login_and_the_login_back(client: Client, editor: User) -> None:
    page = client.get("/admin/agreements/meeting/", follow=True)
    assert page.redirect_chain[-1][0] == f"{LOGIN}?next=/admin/agreements/meeting/"
    assert log_in(client, "editor", next="/admin/agreements/meeting/").url == "/admin/agreements/meeting/"
    assert client.get("/admin/agreements/meeting/").status_code == 200


@pytest.mark.parametrize("name", ["editor", "EDITOR", "editor@agreements.example"])
def test_a_name_or_an_address_logs_in(client: Client, editor: User, name: str) -> None:
    assert log_in(client, name).url == ADMIN


def test_a_login_leads_nowhere_else(client: Client, editor: User) -> None:
    assert log_in(client, "editor", next="https://elsewhere.example/").url == ADMIN


def test_a_password_posted_to_the_admin_itself_is_not_looked_at(client: Client, editor: User) -> None:
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client: Client, editor: User) -> None:
    wrong, unknown = (log_in(client, name, "not the password").context["form"].errors for name in ("editor", "nobody"))
    assert wrong == unknown
    assert wrong


def test_an_account_switched_off_does_not_come_in(client: Client, db: None) -> None:
    account("gone", is_active=False)
    assert log_in(client, "gone").url == "/accounts/inactive/"
    assert client.get(ADMIN).status_code == 302


def test_who_may_not_enter_the_admin_is_told_so(client: Client, db: None) -> None:
    account("guest", role="none", is_staff=False)
    log_in(client, "guest")
    assert client.get(ADMIN, follow=True).status_code == 403


def test_the_session_is_a_new_one_after_login(client: Client, editor: User) -> None:
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key or ""
    client.cookies["sessionid"] = before
    log_in(client, "editor")
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("address", ["/admin/logout/", "/accounts/logout/"])
def test_logging_out_ends_the_session(client: Client, editor: User, address: str) -> None:
    client.force_login(editor)
    kept = client.cookies["sessionid"].value
    client.post(address)
    client.cookies["sessionid"] = kept
    assert client.get(ADMIN).status_code == 302


def test_a_link_logs_nobody_out(client: Client, editor: User) -> None:
    client.force_login(editor)
    for address in ("/admin/logout/", "/accounts/logout/"):
        client.get(address, follow=True)
    assert client.get(ADMIN).status_code == 200


def test_nobody_signs_up(client: Client, db: None) -> None:
    given = {"username": "new", "email": "new@agreements.example", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/accounts/signup/", given).status_code == 403
    assert client.get("/accounts/signup/").status_code == 403
    assert not User.objects.exists()
    assert "signup" not in client.get(LOGIN).content.decode()


def test_the_admins_password_page_is_that_of_the_account(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get("/admin/password_change/").url == "/accounts/password/change/"  # type: ignore[attr-defined]
    given = {"oldpassword": PASSWORD, "password1": "another long password", "password2": "another long password"}
    assert client.post("/accounts/password/change/", given).status_code == 302
    assert client.get(ADMIN).status_code == 200, "the session goes on"
    editor.refresh_from_db()
    assert editor.check_password("another long password")


@pytest.mark.parametrize("password", ["editor@agreements.example", "short", "12345678901", "password123"])
def test_a_weak_password_is_refused(client: Client, editor: User, password: str) -> None:
    client.force_login(editor)
    given: dict[str, Any] = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post("/accounts/password/change/", given).context["form"].errors
