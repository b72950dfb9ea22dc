"""Who came in and who tried: kept, shown, and by nobody changed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from agreements.models import LoginAttempt
from tests.accounts.conftest import ACCOUNT, PASSWORD, SECOND, account, code_now, log_in, with_app

LOGINS = "/admin/agreements/loginattempt/"


def kept() -> list[tuple[str, str, bool]]:
    return list(LoginAttempt.objects.order_by("id").values_list("name", "step", "succeeded"))


def test_a_login_by_password_is_kept(editor: User) -> None:
    log_in(Client(headers={"user-agent": "A browser"}, REMOTE_ADDR="203.0.113.7"), "editor")
    attempt = LoginAttempt.objects.get()
    assert (attempt.user, attempt.name, attempt.step, attempt.succeeded) == (editor, "editor", "password", True)
    assert (attempt.address, attempt.browser) == ("203.0.113.7", "A browser")


def test_failures_are_kept_with_what_was_typed(client: Client, editor: User) -> None:
    log_in(client, "Editor", "wrong")
    log_in(client, "nobody", "wrong")
    log_in(client, "editor@agreements.example", "wrong")
    assert kept() == [
        ("Editor", "password", False),
        ("nobody", "password", False),
        ("editor@agreements.example", "password", False),
    ]
    assert list(LoginAttempt.objects.order_by("id").values_list("user", flat=True)) == [editor.pk, None, editor.pk]


def test_each_step_is_named(client: Client, editor: User) -> None:
    codes = with_app(editor)
    log_in(client, "editor")
    client.post(SECOND, {"code": "000000"})
    client.post(SECOND, {"code": code_now()})
    another = Client()
    log_in(another, "editor")
    another.post(SECOND, {"code": codes[0]})
    assert kept() == [
        ("editor", "code", False),
        ("editor", "password, code", True),
        ("editor", "password, recovery code", True),
    ]


NO_PASSKEYS = ["{}", "[]", "1", "null", "no JSON", '{"id": "none"}', '{"id": "AA", "rawId": "AA", "response": {}}']


@pytest.mark.parametrize("answer", NO_PASSKEYS)
def test_what_is_no_passkey_is_refused(client: Client, editor: User, answer: str) -> None:
    client.force_login(editor)
    assert client.post("/accounts/again/password/", {"password": PASSWORD}).status_code == 302
    client.get("/accounts/passkeys/add/")
    assert client.post("/accounts/passkeys/add/", {"name": "Key", "credential": answer}).context["form"].errors
    client.logout()
    with_app(editor)
    log_in(client, "editor")
    assert client.post(SECOND, {"credential": answer}).status_code == 200
    assert Client().post("/accounts/login/passkey/", {"credential": answer}).status_code == 302
    assert not LoginAttempt.objects.filter(succeeded=True, step__contains="passkey").exists()


def test_a_refused_passkey_is_kept(client: Client, editor: User) -> None:
    with_app(editor)
    log_in(client, "editor")
    client.post(SECOND, {"credential": NO_PASSKEYS[-1]})
    Client().post("/accounts/login/passkey/", {"credential": NO_PASSKEYS[-1]})
    assert kept() == [("editor", "passkey", False), ("", "passkey", False)]


def test_a_long_name_and_a_long_browser_are_cut(db: None) -> None:
    log_in(Client(headers={"user-agent": "b" * 5000}), "n" * 5000, "wrong")
    attempt = LoginAttempt.objects.get()
    assert (len(attempt.name), len(attempt.browser)) == (254, 300)


def test_somebody_sees_their_own_logins_alone(client: Client, editor: User) -> None:
    account("colleague")
    log_in(Client(REMOTE_ADDR="203.0.113.7"), "colleague")
    log_in(Client(REMOTE_ADDR="198.51.100.1"), "editor", "wrong")
    client.force_login(editor)
    page = client.get(ACCOUNT).content.decode()
    assert "198.51.100.1" in page
    assert "203.0.113.7" not in page


@pytest.mark.parametrize(("role", "status"), [("Editor", 403), ("Reviewer", 403), ("Administrator", 200), ("", 200)])
def test_all_logins_are_for_administrators(client: Client, db: None, role: str, status: int) -> None:
    client.force_login(account("somebody", role))
    assert client.get(LOGINS).status_code == status


@pytest.mark.parametrize("role", ["Administrator", ""])
def test_nobody_adds_changes_or_deletes_one(client: Client, db: None, role: str) -> None:
    client.force_login(account("somebody", role))
    attempt = LoginAttempt.objects.get()
    for address in (f"{LOGINS}add/", f"{LOGINS}{attempt.pk}/change/", f"{LOGINS}{attempt.pk}/delete/"):
        assert client.post(address, {"post": "yes", "name": "another"}).status_code == 403
    client.post(LOGINS, {"action": "delete_selected", "_selected_action": attempt.pk, "post": "yes"})
    assert LoginAttempt.objects.get().name == "somebody"


def test_deleting_an_account_keeps_its_logins(client: Client, editor: User) -> None:
    log_in(Client(), "editor")
    client.force_login(account("chief", ""))
    assert client.post(f"/admin/auth/user/{editor.pk}/delete/", {"post": "yes"}).status_code == 302
    assert LoginAttempt.objects.filter(name="editor", user=None).count() == 1
