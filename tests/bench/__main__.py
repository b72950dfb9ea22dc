"""`make bench`: what pages cost at scale, beside their own SQL, a corpus a tenth the size, and Datasette."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from agreements.environment import database_at_hand

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agreements.settings")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=100_000)
    parser.add_argument("--smaller", type=int, default=10_000)
    parser.add_argument("--million", action="store_true", help="1,000,000 meetings, against 10,000")
    parser.add_argument("--no-peer", action="store_true", help="leave out Datasette")
    parser.add_argument("--only", default="", help="journeys whose name holds this")
    options = parser.parse_args()
    if options.million:
        options.meetings = 1_000_000
    with database_at_hand():
        _run(options)


def _run(options: object) -> None:
    django.setup()
    from django.test.utils import setup_test_environment

    from tests.bench.report import compare

    setup_test_environment(debug=False)
    with TemporaryDirectory() as folder:
        compare(options, Path(folder), sys.stdout)


main()
