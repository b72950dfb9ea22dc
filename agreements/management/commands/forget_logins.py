from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agreements.models import LoginAttempt


class Command(BaseCommand):
    help = "Forgets who logged in longer ago than that, from which address, and the sessions that have ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=365, help="how long logins are kept (365)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if days < 1:
            raise CommandError("--days: give the number of days, 1 or more.")
        gone, _kinds = LoginAttempt.objects.filter(at__lt=timezone.now() - timedelta(days=days)).delete()
        call_command("clearsessions")
        self.stdout.write(f"{gone} logins forgotten that were older than {days} days.")
