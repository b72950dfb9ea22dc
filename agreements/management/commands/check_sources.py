"""Asks the addresses of sources whether they still answer. By hand or by a timer, never by a page."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.curation.asking import Pace, Web, host_of
from agreements.curation.networks import Reach
from agreements.curation.visiting import Visitor
from agreements.curation.visits import alone, due, recorded, visited
from agreements.models import Source
from agreements.models.vocabularies import VisitOutcome


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
            raise ArgumentTypeError(f"give a number from {least} to {most}")
        return int(text)

    return number


class Command(BaseCommand):
    help = (
        "Visit the addresses of cited sources, those never visited first, and record which of them answer. "
        "Asks a host one thing at a time, heeds its robots.txt, and never enters a private network."
    )

    # For tests, whose own server no option of the command line may open the way to.
    stealth_options = ("reach",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=_number(1, 1_000_000), default=500, help="how many at most (500)")
        parser.add_argument(
            "--older-than", type=_number(0, 3650), default=7, metavar="DAYS", help="not visited for that long (7)"
        )
        parser.add_argument("--host", default="", help="those of this host alone, like example.org")
        parser.add_argument(
            "--source", type=_number(1, 2**63 - 1), metavar="ID", help="this one alone, whenever it was"
        )
        parser.add_argument("--pause", type=_number(1, 600), default=2, help="seconds between two visits to a host (2)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be visited, and visit nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = _chosen(options)
        if options["dry_run"]:
            for source in sources:
                self.stdout.write(source.url)
            self.stdout.write(f"Would visit {_counted(sources)}.")
            return
        with alone() as only:
            if not only:
                self.stdout.write("Another check_sources is at work; this one leaves it to that.")
                return
            web = Web(Pace(options["pause"]), options.get("reach") or Reach())
            self._report(sources, Visitor(web))

    def _report(self, sources: list[Source], visitor: Visitor) -> None:
        counts: Counter[str] = Counter()
        try:
            for source, visit, written in recorded(visited(sources, visitor)):
                counts[_sort(visit.outcome if visit else None, written=written)] += 1
                if visit and visit.outcome != VisitOutcome.ANSWERS:
                    told = (visit.outcome.label, visit.status, source.url, visit.detail)
                    self.stdout.write(" ".join(str(part) for part in told if part))
        finally:
            found = "".join(f" {number} {sort}." for sort, number in sorted(counts.items()))
            self.stdout.write(f"Visited {_counted(sources)}.{found}")


def _chosen(options: dict[str, Any]) -> list[Source]:
    if options["source"]:
        found = list(Source.objects.filter(pk=options["source"]))
        if not found:
            raise CommandError(f"There is no source {options['source']}: its number stands in the address of its page.")
        return found
    return list(due(older_than=options["older_than"], host=options["host"])[: options["limit"]])


def _counted(sources: Iterable[Source]) -> str:
    urls = [source.url for source in sources]
    hosts = {host_of(url) for url in urls}
    return f"{len(urls)} source{'s' * (len(urls) != 1)} at {len(hosts)} host{'s' * (len(hosts) != 1)}"


def _sort(outcome: VisitOutcome | None, *, written: bool) -> str:
    if outcome is None:
        return "left for another run, as their hosts asked"
    return outcome.label.lower() if written else "not recorded: nothing could be reached, not even once"
