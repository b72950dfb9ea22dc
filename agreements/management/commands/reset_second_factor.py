from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from agreements.models import LoginAttempt


class Command(BaseCommand):
    help = "Takes the second factor from an account whose owner lost it, where no administrator can."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")

    @transaction.atomic
    def handle(self, *args: Any, name: str, **options: Any) -> None:
        account = User.objects.filter(username=name).first()
        if account is None:
            raise CommandError(f"No account is named {name}.")
        taken, _kinds = Authenticator.objects.filter(user=account).delete()
        if not taken:
            raise CommandError(f"{name} has no second factor.")
        done = "second factor reset on the command line"
        LoginAttempt.objects.create(user=account, name=name, succeeded=False, step=done)
        self.stdout.write(f"{name} sets up a second factor anew when logging in.")
