from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from agreements.models import LoginAttempt
from tests.accounts.conftest import ADMIN, log_in, with_app


def test_an_account_is_made_with_its_role(client: Client, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_account", "new", "--role", "Reviewer", "--email", "new@agreements.example")
    password = capsys.readouterr().out.split()[-1]
    assert log_in(client, "new@agreements.example", password).url == ADMIN
    made = User.objects.get(username="new")
    assert (made.is_superuser, [group.name for group in made.groups.all()]) == (False, ["Reviewer"])


@pytest.mark.parametrize("words", [["editor"], ["new", "--email", "no address"], ["no name"]])
def test_what_cannot_be_an_account_is_refused(editor: User, words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("create_account", *words)
    assert User.objects.count() == 1


def test_a_lost_factor_is_reset(editor: User) -> None:
    with_app(editor)
    call_command("reset_second_factor", "editor")
    assert not Authenticator.objects.exists()
    assert LoginAttempt.objects.get().step == "second factor reset on the command line"


@pytest.mark.parametrize("name", ["editor", "nobody"])
def test_where_there_is_none_nothing_is_reset(editor: User, name: str) -> None:
    with pytest.raises(CommandError):
        call_command("reset_second_factor", name)


def test_logins_are_forgotten_after_a_year_and_ended_sessions_with_them(client: Client, editor: User) -> None:
    log_in(client, "editor")
    LoginAttempt.objects.create(name="of old", at=timezone.now() - timedelta(days=366), succeeded=False)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    call_command("forget_logins")
    assert [attempt.name for attempt in LoginAttempt.objects.all()] == ["editor"]
    assert not Session.objects.exists()
