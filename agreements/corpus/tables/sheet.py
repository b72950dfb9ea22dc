"""A table as it was brought: text in rows, each with its number in the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

ROWS = 20_000
COLUMNS = 100
CHARACTERS = 20_000
# Blank ones after the last are no fault, as far as a sheet of Excel goes.
FURTHEST_COLUMN = 20_000
# What stands above the headings, one cell a line: a title, a date, a note.
LINES_ABOVE = 10
# What a file may hold, and what it may take when unpacked.
MEGABYTES = 10
UNPACKED = 100


class FileRefused(Exception):
    """A file that cannot be read as what it is said to be. Its message is for people: what is wrong and the way out."""


@dataclass(frozen=True)
class Row:
    """`number` counts as spreadsheets do, so that the row after the headings is 2. `unreadable` maps columns, from 0,
    to what keeps their cell from being read."""

    number: int
    cells: tuple[str, ...]
    unreadable: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """`about` says what an editor should know of how the file was read."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    about: tuple[str, ...] = ()

    def samples(self, column: int, wanted: int = 3) -> list[str]:
        """The first different values of a column."""
        found: dict[str, None] = {}
        for row in self.rows:
            if row.cells[column]:
                found.setdefault(row.cells[column])
                if len(found) == wanted:
                    break
        return list(found)


def tidy(cell: str) -> str:
    """Without the blanks around it, whatever their kind; one that does not break, or has no width, is none within."""
    return cell.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").replace("\ufeff", "").strip()


def sheet_of(lines: Iterable[tuple[int, Sequence[str], tuple[tuple[int, str], ...]]], about: Sequence[str]) -> Sheet:
    """Lines of number, cells and what is unreadable; the first that is neither blank nor a title holds the headings."""
    headings: tuple[str, ...] = ()
    rows: list[Row] = []
    told, title = list(about), False
    for number, cells, unreadable in lines:
        if len(cells) > FURTHEST_COLUMN:
            raise _too_wide()
        texts = [tidy(cell) for cell in cells]
        _refuse_long(number, texts)
        filled = sum(map(bool, texts))
        if not filled and not unreadable:
            continue
        if not headings:
            headings, title = _headings(texts, unreadable), filled == 1
            continue
        if title and filled > 1 and len(rows) < LINES_ABOVE:
            told.append(gettext("The headings are read in row %s; what stands above them is passed over.") % number)
            headings, title, rows = _headings(texts, unreadable), False, []
            continue
        if any(texts[len(headings) :]) or any(column >= len(headings) for column, _why in unreadable):
            raise _beyond_headings(number, filled, len(headings))
        if len(rows) == ROWS:
            raise FileRefused(gettext("This table has more than %s rows. Divide it into several files.") % ROWS)
        texts = [*texts[: len(headings)], *[""] * (len(headings) - len(texts))]
        rows.append(Row(number, tuple(texts), unreadable))
    if not rows:
        raise FileRefused(gettext("This table holds nothing below its headings: the first row names the columns."))
    return Sheet(headings, tuple(rows), tuple(told))


def _beyond_headings(number: int, cells: int, columns: int) -> FileRefused:
    reason = gettext("Row %(row)s has %(cells)s cells, and the headings name %(columns)s columns.")
    way = gettext("Give each column a heading, or put text that holds the dividing character into quotes.")
    return FileRefused(f"{reason % {'row': number, 'cells': cells, 'columns': columns}} {way}")


def _too_wide() -> FileRefused:
    return FileRefused(gettext("This table has more than %s columns. Leave out those not needed.") % COLUMNS)


def _headings(texts: list[str], unreadable: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    while texts and not texts[-1]:
        texts.pop()
    if unreadable:
        raise FileRefused(gettext("A heading cannot be read: %s") % unreadable[0][1])
    if len(texts) > COLUMNS:
        raise _too_wide()
    return tuple(text or gettext("Column %s") % number for number, text in enumerate(texts, 1))


def _refuse_long(number: int, texts: list[str]) -> None:
    for column, text in enumerate(texts, 1):
        if len(text) > CHARACTERS:
            reason = gettext("Row %(row)s, column %(column)s holds more than %(most)s characters. Shorten it.")
            raise FileRefused(reason % {"row": number, "column": column, "most": CHARACTERS})
