"""A table brought, its columns said, and what came of it."""

from dataclasses import replace
from typing import Any

from agreements.corpus.tables.columns import Mapping, recognised
from agreements.corpus.tables.outcome import Outcome, RowOutcome
from agreements.corpus.tables.reading import read_table
from agreements.corpus.tables.trial import import_table


def csv_of(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def imported(kind: str, content: bytes, *, dry_run: bool = False, may_amend: Any = None, **said: Any) -> Outcome:
    """The columns as they are recognised, with what `said` says of the mapping."""
    sheet = read_table(content)
    mapping: Mapping = replace(recognised(kind, sheet), **said)
    may_amend = may_amend or (lambda row: True)
    return import_table(kind, sheet, mapping, file="table.csv", may_amend=may_amend, dry_run=dry_run)


def only(outcome: Outcome) -> RowOutcome:
    (row,) = outcome.rows
    return row


def reasons(row: RowOutcome) -> str:
    return " ".join(reason for _column, reason in row.reasons)
