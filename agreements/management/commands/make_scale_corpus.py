"""A corpus of any size with the shapes of the real one, to measure by."""

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from agreements.scale.copying import database_name, make


def _number(text: str) -> int:
    if not text.isdigit() or not 10 <= int(text) <= 2_000_000:
        raise ArgumentTypeError("give a number of meetings from 10 to 2000000")
    return int(text)


class Command(BaseCommand):
    help = "Make a corpus with the shapes of the real one in a database of its own, which is made anew each time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--meetings", type=_number, default=100_000, help="how many (100000)")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        make(options["meetings"], self._progress)
        self.stdout.write(
            f"Made {options['meetings']} meetings in the database {database_name(options['meetings'])}, "
            f"in {time.monotonic() - begun:.0f} s."
        )

    def _progress(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty() or done == total:
            end = "\n" if done == total else "\r"
            print(f"{what}: {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)  # noqa: T201
