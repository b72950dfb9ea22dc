"""Loads record files: YAML or JSON, in the form of docs/records.md."""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from agreements.corpus.load import load
from agreements.corpus.reading import Record
from agreements.corpus.report import Report
from agreements.models.vocabularies import Publication

NAMED = 10


class Command(BaseCommand):
    help = "Load record files (YAML or JSON, see docs/records.md). Loading the same files twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of .yaml, .yml and .json files")
        parser.add_argument("--dry-run", action="store_true", help="say what loading would do, and change nothing")
        parser.add_argument(
            "--publication",
            choices=[value for value in Publication.values if value != Publication.WITHDRAWN],
            default=Publication.PUBLISHED,
            help="the state of new records (known ones keep theirs)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = [file for path in options["paths"] for file in _files(path)]
        with pghistory.context(command="load_records", note=_why(options["paths"])):
            report = load(
                files, publication=options["publication"], dry_run=options["dry_run"], progress=self._progress
            )
        self._print(report, dry_run=options["dry_run"])
        if report.refused:
            sys.exit(1)

    def _progress(self, records: list[Record]) -> Iterable[Record]:
        return tqdm(records, desc="Loading records", unit=" records", file=sys.stderr, leave=False, disable=None)

    def _print(self, report: Report, *, dry_run: bool) -> None:
        for line in report.changes:
            self.stdout.write(line)
        for problem in report.doubtful:
            self.stdout.write(f"doubtful: {problem}")
        for word, keys in sorted(report.unmapped_words.items()):
            self.stdout.write(f"no topic: “{word}” ({', '.join(sorted(keys))})")
        for problem in report.refused:
            self.stderr.write(f"refused: {problem}")
        counts: dict[str, list[str]] = defaultdict(list)
        for (kind, outcome), number in sorted(report.rows.items()):
            counts[kind].append(f"{number} {outcome}")
        verb = "Would load" if dry_run else "Loaded"
        summary = "; ".join(f"{kind}: {', '.join(parts)}" for kind, parts in counts.items()) or "nothing"
        self.stdout.write(f"{verb} {summary}; {len(report.refused)} refused.")


def _why(paths: list[Path]) -> str:
    """What history says of it: where the files lie on this machine is nobody's business."""
    names = ", ".join(path.resolve().name for path in paths[:NAMED])
    return f"Record files: {names}" + (f" and {len(paths) - NAMED} more" if len(paths) > NAMED else "")


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml", ".json"))
        if not found:
            raise CommandError(f"{path} holds no .yaml, .yml or .json file.")
        return found
    if not path.exists():
        raise CommandError(f"There is no file {path}.")
    return [path]
