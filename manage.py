#!/usr/bin/env python
"""Runs a management command, attached to the embedded database while it lasts unless DATABASE_URL is set."""

import contextlib
import os
import signal
import sys
from types import FrameType

# `serve` is here because it looks at its port before it starts a database, and then attaches by itself.
WITHOUT_DATABASE = {"", "help", "version", "serve", "collectstatic", "compilemessages", "makemessages"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agreements.settings")
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    try:
        from django.core.exceptions import ImproperlyConfigured

        from agreements.embedded.problem import SetUpProblem
    except ModuleNotFoundError as error:
        return _complain(
            f"{error.name} is not installed here: run this with .venv/bin/python, which `make run` sets up."
        )
    try:
        _run(sys.argv)
    except (SetUpProblem, ImproperlyConfigured) as problem:
        if "--traceback" in sys.argv:
            raise
        return _complain(str(problem))
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return 0


def _run(argv: list[str]) -> None:
    from django.core.management import execute_from_command_line

    from agreements.environment import database_at_hand

    alone = _command(argv) in WITHOUT_DATABASE or not {"-h", "--help"}.isdisjoint(argv)
    with contextlib.nullcontext() if alone else database_at_hand():
        execute_from_command_line(argv)


def _command(argv: list[str]) -> str:
    return next((word for word in argv[1:] if not word.startswith("-")), "")


def _leave(number: int, _frame: FrameType | None) -> None:
    # An exception instead of the default death, so that what was attached is released on the way out.
    raise SystemExit(128 + number)


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
