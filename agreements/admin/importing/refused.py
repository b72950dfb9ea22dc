"""The rows that were refused, as a table to mend and bring again."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from agreements.corpus.tables.outcome import REFUSED
from agreements.corpus.tables.reading import read_table
from agreements.exports.tables import csv_lines
from agreements.models import ImportFile
from agreements.models.vocabularies import TableKind


def refused_rows(file: ImportFile) -> Iterator[str]:
    refused = [row for row in file.outcome.get("rows", []) if row["what"] == REFUSED]
    if file.kind == TableKind.RECORDS:
        columns = ["kind", "key", "reason"]
        told = ({"kind": row["kind"], "key": row["key"] or row["name"], "reason": _reason(row)} for row in refused)
        return csv_lines(told, columns)
    sheet = read_table(bytes(file.content))
    number, reason = _free(gettext("Row"), sheet.headings), _free(gettext("Reason"), sheet.headings)
    names = list(_distinct(sheet.headings))
    cells = {row.number: row.cells for row in sheet.rows}

    def lines() -> Iterator[Mapping[str, Any]]:
        for row in refused:
            yield {**dict(zip(names, cells[row["row"]], strict=True)), number: row["row"], reason: _reason(row)}

    return csv_lines(lines(), [*names, number, reason])


def _free(name: str, taken: tuple[str, ...]) -> str:
    return name if name not in taken else f"{name} ({gettext('of the import')})"


def _distinct(headings: tuple[str, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for place, heading in enumerate(headings, 1):
        yield heading if heading not in seen else f"{heading} ({place})"
        seen.add(heading)


def _reason(row: dict[str, Any]) -> str:
    return " ".join(f"{column}: {reason}" if column else reason for column, reason in row["reasons"])
