"""The first sheet of an Excel file that holds a table, as text."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext
from openpyxl import load_workbook

from agreements.corpus.tables.decoding import FORBIDDEN
from agreements.corpus.tables.package import clean_package
from agreements.corpus.tables.sheet import COLUMNS, ROWS, FileRefused, Sheet, sheet_of

# Formatting alone may reach to the last row that Excel has.
FURTHEST = 200_000


def read_workbook(content: bytes) -> Sheet:
    package = clean_package(content)
    try:
        # Formulas as they are written, not what somebody's Excel last made of them.
        book = load_workbook(io.BytesIO(package), read_only=True, data_only=False, keep_links=False)
    except FileRefused:
        raise
    except Exception as error:  # openpyxl fails in a dozen ways on XML that is well formed and no workbook
        raise _damaged() from error
    with_cells = [sheet for sheet in book.worksheets if any(_filled(sheet))]
    if not with_cells:
        raise FileRefused(gettext("This Excel file holds nothing."))
    chosen = next(filter(_is_table, with_cells), with_cells[0])
    about = [gettext("Sheet “%s” is read.") % chosen.title]
    if others := ", ".join(f"“{sheet.title}”" for sheet in with_cells if sheet is not chosen):
        about.append(gettext("Not read: %s. Bring each sheet as a file of its own.") % others)
    return sheet_of(_lines(chosen), about)


def _damaged() -> FileRefused:
    return FileRefused(gettext("This Excel file is damaged. Open it in Excel and save it again."))


def _rows(sheet: Any) -> Iterator[tuple[int, Any]]:
    sheet.reset_dimensions()
    try:
        yield from enumerate(sheet.iter_rows(max_col=COLUMNS), 1)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise _damaged() from error


def _filled(sheet: Any) -> Iterator[int]:
    """How many cells of each row hold something."""
    for number, row in _rows(sheet):
        yield sum(cell.value not in (None, "") for cell in row)
        if number > ROWS:
            break


def _is_table(sheet: Any) -> bool:
    """Headings and a row below them: not a cover that says what the file is."""
    full = (cells for cells in _filled(sheet) if cells > 1)
    return next(full, 0) > 0 and next(full, 0) > 0


def _lines(sheet: Any) -> Iterator[tuple[int, list[str], tuple[tuple[int, str], ...]]]:
    for number, row in _rows(sheet):
        if number > FURTHEST:
            raise FileRefused(gettext("This table has more than %s rows. Divide it into several files.") % ROWS)
        unreadable = []
        cells = []
        for column, cell in enumerate(row):
            text, why = _text(cell)
            cells.append(text)
            if why:
                unreadable.append((column, why))
        yield number, cells, tuple(unreadable)


def _text(cell: Any) -> tuple[str, str]:
    """A cell's text, and why there is none."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return "", ""
    if kind == "f":
        return "", gettext("This cell holds a formula. Copy the column and paste it as values.")
    if kind == "e":
        return "", gettext("This cell holds an error of the spreadsheet (%s).") % value
    if isinstance(value, bool):
        return ("true" if value else "false"), ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds"), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), ""
    if FORBIDDEN.search(str(value)):
        return "", gettext("This cell holds a control character. Type its text anew.")
    return str(value), ""
