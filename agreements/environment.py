"""What the settings and the command line read from the environment."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured

from agreements.embedded import folders, layout
from agreements.embedded.problem import SetUpProblem, explained
from agreements.embedded.server import attached

OLDEST_SERVER = 15
PATIENCE_SECONDS = 10


def database_from_url(url: str) -> dict[str, Any]:
    """An entry of DATABASES from `postgresql://user:password@host:port/name?sslmode=require`.

    Parameters after `?` go to libpq as they are. Raises ImproperlyConfigured.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name or port == 0:
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    options = {"options": layout.SESSION, **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def one_of(name: str, values: tuple[str, ...], otherwise: int) -> str:
    """The variable's value, or that at `otherwise` where it is not set. Raises ImproperlyConfigured for another one."""
    value = os.environ.get(name) or values[otherwise]
    if value not in values:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(values)}, and is {value}.")
    return value


def whole_number(name: str, otherwise: int) -> int:
    """Raises ImproperlyConfigured for what is none, or below zero."""
    value = os.environ.get(name) or str(otherwise)
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} must be a whole number, and is {value}.")
    return int(value)


def local_secret_key(folder: Path) -> str:
    """The key kept in the data folder, made on first use, for its owner's eyes only. Raises SetUpProblem."""
    kept = folder / "secret-key"
    with explained(folder):
        if not kept.exists():
            folders.make_open(folder)
            # Written aside and linked: of two first starts, one wins and both read the same whole key.
            made = folder / f"secret-key.{os.getpid()}"
            made.touch(mode=0o600)
            made.write_text(secrets.token_urlsafe(50))
            with contextlib.suppress(FileExistsError):
                kept.hardlink_to(made)
            made.unlink()
        return kept.read_text()


@contextlib.contextmanager
def database_at_hand() -> Iterator[None]:
    """A database that answers for as long as the block lasts: that of DATABASE_URL, else the embedded one.

    Raises SetUpProblem.
    """
    if url := os.environ.get("DATABASE_URL"):
        check_server(url)
        yield
    else:
        with attached():
            yield


def check_server(url: str) -> None:
    place = urlsplit(url)
    shown = f"{place.hostname or 'the local socket'}{place.path}"
    database_from_url(url)
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE_SECONDS) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise SetUpProblem(f"The database of DATABASE_URL ({shown}) cannot be reached: {reason}") from error
    if complaint := age_complaint(version):
        raise SetUpProblem(f"The database of DATABASE_URL ({shown}) is too old: {complaint}")


def age_complaint(version: int) -> str:
    """What is wrong with a server of `version`, as libpq gives it (150004 is 15.4); empty if nothing is."""
    if version >= OLDEST_SERVER * 10_000:
        return ""
    return f"it is PostgreSQL {version // 10_000}, and {OLDEST_SERVER} or later is needed."
