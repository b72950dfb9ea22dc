import os
import socket
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from agreements.embedded.problem import SetUpProblem
from agreements.environment import database_at_hand
from agreements.management import preparing
from agreements.management.web_server import HOST, WebServer

# The workers of a site that was killed notice within a second, and keep the port until then.
PATIENCE_SECONDS = 2


class Command(BaseCommand):
    help = "Prepares whatever is missing and serves the site on PORT (8000) until Ctrl-C."
    # The checks query nothing before the database is there; `make test` runs them all.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        port = _free_port(os.environ.get("PORT") or "8000")
        with database_at_hand():
            with preparing.collecting_static(self.stdout):
                preparing.migrate(self.stdout)
                preparing.load_own_records(self.stdout)
            preparing.create_curator(self.stdout)
            WebServer(port, lambda: self._announce(port)).run()

    def _announce(self, port: int) -> None:
        site = f"http://{HOST}:{port}"
        self.stdout.write(f"The site:     {site}/")
        self.stdout.write(f"For curators: {site}{reverse('admin:index')}")
        self.stdout.write("Ctrl-C ends it.")
        self.stdout.flush()


def _free_port(text: str) -> int:
    """The port to serve on. Raises SetUpProblem for one that is no number or stays taken."""
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise SetUpProblem(f"PORT is {text}, which is no port: set it to a number from 1 to 65535.")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (reason := _refusal(int(text))) and time.monotonic() < deadline:
        time.sleep(0.1)
    if reason:
        raise SetUpProblem(f"Port {text} cannot be used ({reason}): set PORT to another one, as in PORT=8001 make run.")
    return int(text)


def _refusal(port: int) -> str:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            return os.strerror(error.errno or 0)
    return ""
