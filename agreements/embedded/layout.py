"""Where the embedded server keeps its things. Nothing here creates, starts or connects."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agreements.embedded.account import Account, lent_account

PROJECT = Path(__file__).resolve().parents[2]
NAME = "agreements"
PORT = 5432
STATE = Path("/var/lib/migration-agreements")

# The address of a Unix socket holds 108 bytes on Linux and 104 on macOS.
LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True)
class Layout:
    folder: Path
    home: Path
    socket_folder: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        return self.home / "postgres"

    @property
    def socket(self) -> Path:
        return self.socket_folder / f".s.PGSQL.{PORT}"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def start_lock(self) -> Path:
        return self.folder / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.folder / "users.lock"


def data_folder() -> Path:
    """DATA_DIR, relative to the project; `.data` unless set. Resolved: all who share a server must spell it alike."""
    return (PROJECT / (os.environ.get("DATA_DIR") or ".data")).resolve()


def current() -> Layout:
    folder = data_folder()
    account = lent_account(folder / "postgres")
    home = _home(folder, account)
    return Layout(folder, home, _socket_folder(folder, home, account), account)


# An export reads its cursor to the end. PostgreSQL plans one for its first tenth unless told otherwise, and the plans
# that are quick to begin take minutes to finish.
SESSION = "-c cursor_tuple_fraction=1"


def connection_settings() -> dict[str, Any]:
    """The entry of Django's DATABASES.

    A gunicorn thread keeps its connection, so no pool is needed. The port is spelled out because libpq would
    otherwise take PGPORT from the environment, and with it another socket.
    """
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(current().socket_folder),
        "PORT": str(PORT),
        "OPTIONS": {"options": SESSION},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _home(folder: Path, account: Account | None) -> Path:
    """The data folder, or a folder of the system where root lends an account that cannot reach it.

    An existing cluster stays where it is: a later `chmod` must not present an empty record.
    """
    if account is None or (folder / "postgres").exists() or account.reaches(folder):
        return folder
    return STATE / _short_name(folder)


def _socket_folder(folder: Path, home: Path, account: Account | None) -> Path:
    if len(str(home / "socket" / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return home / "socket"
    if account is not None:
        return STATE / _short_name(folder) / "socket"
    # Not TMPDIR: two shells of one user may differ in it, and must still meet at one server.
    return Path(f"/tmp/migration-agreements-{os.geteuid()}-{_short_name(folder)}")  # noqa: S108


def _short_name(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
