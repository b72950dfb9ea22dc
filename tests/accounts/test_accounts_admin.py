"""Who may do what to whose account."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from agreements.models import LoginAttempt
from tests.accounts.conftest import PASSWORD, account, with_app

USERS = "/admin/auth/user/"


@pytest.fixture
def chief(db: None) -> Client:
    """An administrator, who is no superuser."""
    client = Client()
    client.force_login(account("chief", "Administrator"))
    return client


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def filled(user: User, **given: Any) -> dict[str, Any]:
    held = list(user.groups.values_list("pk", flat=True))
    form = {"username": user.username, "email": user.email, "first_name": "", "last_name": ""}
    return form | {"is_active": "on", "is_staff": "on", "groups": held} | given


def test_an_administrator_makes_an_account_with_a_role(chief: Client) -> None:
    form = {"username": "new", "email": "new@agreements.example", "password1": PASSWORD, "password2": PASSWORD}
    done = chief.post(f"{USERS}add/", form | {"is_staff": "on", "groups": [group("Editor").pk]})
    made = User.objects.get(username="new")
    assert done.status_code == 302
    assert (made.is_staff, made.is_superuser, [each.name for each in made.groups.all()]) == (True, False, ["Editor"])
    assert made.check_password(PASSWORD)


def test_an_administrator_changes_a_role(chief: Client, editor: User) -> None:
    chief.post(f"{USERS}{editor.pk}/change/", filled(editor, groups=[group("Reviewer").pk]))
    assert [each.name for each in editor.groups.all()] == ["Reviewer"]


def test_an_administrator_makes_no_superuser(chief: Client, editor: User) -> None:
    page = chief.get(f"{USERS}{editor.pk}/change/").content.decode()
    assert "is_superuser" not in page
    assert "user_permissions" not in page
    right = Permission.objects.get(codename="delete_group").pk
    chief.post(f"{USERS}{editor.pk}/change/", filled(editor, is_superuser="on", user_permissions=[right]))
    new = {"username": "new", "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on"}
    chief.post(f"{USERS}add/", new | {"user_permissions": [right]})
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(user_permissions=right).exists()
    assert User.objects.filter(username="new").exists()


def test_an_administrator_gives_no_right_that_they_lack(chief: Client, editor: User) -> None:
    beyond = Group.objects.create(name="Beyond")
    beyond.permissions.add(Permission.objects.get(codename="delete_group"))
    form = chief.post(f"{USERS}{editor.pk}/change/", filled(editor, groups=[beyond.pk])).context["adminform"].form
    assert "groups" in form.errors
    own = User.objects.get(username="chief")
    chief.post(f"{USERS}{own.pk}/change/", filled(own, groups=[group("Administrator").pk, beyond.pk]))
    assert not beyond.user_set.exists()


def _above(kind: str) -> User:
    if kind == "superuser":
        return account("above", "")
    user = account("above", is_active=kind != "switched off")
    user.user_permissions.add(Permission.objects.get(codename="delete_group"))
    return user


@pytest.mark.parametrize("kind", ["superuser", "with a right beyond", "switched off"])
def test_an_account_that_may_do_more_is_out_of_an_administrators_reach(chief: Client, kind: str) -> None:
    user = _above(kind)
    with_app(user)
    password = {"password1": "a password of mine", "password2": "a password of mine", "usable_password": "true"}
    for page, form in (
        ("change", filled(user, email="chief@agreements.example")),
        ("password", password),
        ("second-factor", {}),
        ("delete", {"post": "yes"}),
    ):
        assert chief.post(f"{USERS}{user.pk}/{page}/", form).status_code == 403, page
    chief.post(USERS, {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.email == "above@agreements.example"
    assert Authenticator.objects.filter(user=user).exists()


def test_nobody_deletes_their_own_account(chief: Client) -> None:
    own = User.objects.get(username="chief")
    assert chief.post(f"{USERS}{own.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("address", [f"{USERS}add/", "/admin/auth/group/add/"])
@pytest.mark.parametrize("role", ["Editor", "Reviewer"])
def test_who_is_no_administrator_sees_no_accounts(client: Client, db: None, role: str, address: str) -> None:
    client.force_login(account("somebody", role))
    assert client.get(USERS).status_code == 403
    assert client.get(address).status_code == 403


def test_an_administrator_only_looks_at_groups(chief: Client) -> None:
    address = f"/admin/auth/group/{group('Editor').pk}/change/"
    assert chief.get(address).status_code == 200
    assert chief.post(address, {"name": "Editor", "permissions": []}).status_code == 403


def test_the_list_says_role_factor_and_last_login(chief: Client, editor: User) -> None:
    with_app(editor)
    page = chief.get(USERS)
    rows = {user.username: user for user in page.context["cl"].result_list}
    assert rows["editor"].has_factor
    assert not rows["chief"].has_factor
    assert "Administrator" in page.content.decode()
    assert "Last login" in page.content.decode()


def test_an_administrator_resets_a_lost_factor_and_it_is_written_down(chief: Client, editor: User) -> None:
    with_app(editor)
    address = f"{USERS}{editor.pk}/second-factor/"
    assert "stop working at once" in chief.get(address).content.decode()
    assert Authenticator.objects.filter(user=editor).exists(), "looking resets nothing"
    assert chief.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=editor).exists()
    assert LoginAttempt.objects.filter(user=editor).get().step == "second factor reset by chief"
    assert "Second factor reset" in LogEntry.objects.get().change_message


def test_secrets_of_factors_are_no_rows_of_the_admin(client: Client, db: None) -> None:
    client.force_login(account("root", ""))
    for address in ("mfa/authenticator", "account/emailaddress", "account/emailconfirmation"):
        assert client.get(f"/admin/{address}/").status_code == 404
