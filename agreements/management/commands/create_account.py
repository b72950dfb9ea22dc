from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import get_random_string

ROLES = ("Editor", "Reviewer", "Administrator")
LONG_ENOUGH = 16


class Command(BaseCommand):
    help = "Makes an editor's account, and prints its first password this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")
        parser.add_argument("--role", choices=ROLES, default="Editor")
        parser.add_argument("--email", default="", help="where a forgotten password is reset")

    @transaction.atomic
    def handle(self, *args: Any, name: str, role: str, email: str, **options: Any) -> None:
        password = get_random_string(LONG_ENOUGH)
        account = User(username=name, email=email, is_staff=True)
        account.set_password(password)
        try:
            account.full_clean()
            if email:
                validate_email(email)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        account.save()
        account.groups.add(Group.objects.get(name=role))
        self.stdout.write(f"{role} {name}, password {password}")
