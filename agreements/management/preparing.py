"""What stands between an empty database and a site with records: each step does nothing when it is not needed."""

import contextlib
import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import OutputWrapper
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from agreements.embedded.problem import SetUpProblem

RECORDS = settings.BASE_DIR / "agreements" / "corpus" / "records"


def migrate(out: OutputWrapper) -> None:
    executor = MigrationExecutor(connection)
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        out.write(f"Preparing the database ({len(waiting)} migrations) ...")
        call_command("migrate", interactive=False, verbosity=0)


def load_own_records(out: OutputWrapper) -> None:
    """Loads the project's record files into a record without meetings.

    In one transaction, so that an interrupted first start is not taken for a finished one. Records that are refused
    are reported by the command and do not keep the site from starting.
    """
    if "load_records" not in get_commands() or apps.get_model("agreements", "Meeting").objects.exists():
        return
    out.write("Loading the records ...")
    with transaction.atomic():
        try:
            call_command("load_records", *sorted(map(str, RECORDS.glob("*.yaml"))))
        except (CommandError, SystemExit) as refusal:
            out.write(f"Not all records could be loaded: {refusal}")


def create_curator(out: OutputWrapper) -> None:
    """Makes the account `curator` when there is no account at all; its password is shown this once."""
    users = get_user_model().objects
    if users.exists():
        return
    password = secrets.token_urlsafe(12)
    users.create_superuser("curator", password=password)
    out.write(f"\nThe curator's account is made, and its password shown this once:\n  curator  {password}\n")


@contextlib.contextmanager
def collecting_static(out: OutputWrapper) -> Iterator[None]:
    """Collects the static files while the block runs, if one of them changed since.

    Compressing them takes as long as half of the records do, and needs another processor but no database.
    """
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _static_state()
    if stamp.exists() and stamp.read_text() == state:
        yield
        return
    out.write("Collecting the static files ...")
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "collectstatic", "--no-input", "--verbosity=0"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as collector:
        try:
            yield
        except BaseException:
            collector.terminate()
            raise
        if collector.wait():
            raise SetUpProblem("The static files cannot be collected; the reason stands above.")
    stamp.write_text(state)


def _static_state() -> str:
    """Changes when any static file of the project or of an app does."""
    described = hashlib.sha256(settings.RELEASE.encode())
    for path in sorted(_static_files()):
        status = os.stat(path)
        described.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return described.hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield storage.path(name)
