"""CSV, JSON and XLSX, record by record: memory does not grow with the number of rows."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from agreements.exports.flat import flat, in_csv, is_like_a_formula, printable

type Records = Iterable[Mapping[str, Any]]
ROWS_AT_ONCE = 500


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def head_line(columns: list[str]) -> str:
    """The first line of a CSV file, after a byte order mark, without which Excel takes UTF-8 for something else."""
    return "\ufeff" + csv.writer(_Echo()).writerow(columns)


def csv_lines(records: Records, columns: list[str]) -> Iterator[str]:
    """RFC 4180."""
    writer = csv.writer(_Echo())
    yield head_line(columns)
    chunk: list[str] = []
    for record in records:
        cells = flat(record)
        chunk.append(writer.writerow([in_csv(cells[column]) for column in columns]))
        if len(chunk) >= ROWS_AT_ONCE:
            yield "".join(chunk)
            chunk = []
    yield "".join(chunk)


def json_lines(records: Records, head: Mapping[str, Any]) -> Iterator[str]:
    """One object: what `head` says of the list, and its `records`."""
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['
    mark = "\n"
    for record in records:
        yield mark + json.dumps(record, ensure_ascii=False)
        mark = ",\n"
    yield "\n]}\n"


def xlsx_bytes(records: Records, columns: list[str], title: str) -> Iterator[bytes]:
    """Every cell is plain text or a number: a formula in somebody's words stays words."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    for record in records:
        cells = flat(record)
        sheet.append([_cell(sheet, cells[column]) for column in columns])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.xlsx"
        book.save(file)
        with file.open("rb") as written:
            while block := written.read(65_536):
                yield block


def _cell(sheet: Any, value: Any) -> Any:
    """What openpyxl would take for a formula or an error (`#N/A`) is told that it is text; the rest it sees itself, and
    a cell without text is none: most of the time of a workbook goes into its cells."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    if not is_like_a_formula(text) and not text.startswith("#"):
        return text or None
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    # The apostrophe of a workbook: what is text stays text when somebody edits the cell.
    cell.quotePrefix = True
    return cell
