"""CSV as programs write it: divided by commas, semicolons, tabs or bars, text in quotes with whatever is in it."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext

from agreements.corpus.tables.decoding import text_of
from agreements.corpus.tables.sheet import CHARACTERS, FileRefused, Sheet, sheet_of

DIVIDERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml|table)", re.IGNORECASE)
# The apostrophe that an export, ours too, puts before what a spreadsheet would take for a formula.
_GUARD = re.compile(r"^'(?=[=+\-@＝＋－＠])")
LOOKED_AT = 50


def read_delimited(content: bytes) -> Sheet:
    text = text_of(content)
    if _WEB_PAGE.match(text):
        raise FileRefused(gettext("This is a web page or XML, whatever its name says. Save it as CSV or .xlsx."))
    divider = divider_of(text)
    return sheet_of(_lines(text, divider), [gettext("Columns are divided by a %s.") % DIVIDERS[divider]])


def divider_of(text: str) -> str:
    """The character that divides the first rows into most columns, and all of them alike."""
    head = text[: 4 * CHARACTERS]

    def alike(divider: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(head, ""), delimiter=divider), LOOKED_AT))
        except csv.Error:
            return 0, 0
        widths = [len(row) for row in rows if row]
        return (widths.count(widths[0]) if widths and widths[0] > 1 else 0), widths[0] if widths else 0

    return max(DIVIDERS, key=alike)


def _lines(text: str, divider: str) -> Iterator[tuple[int, list[str], tuple[tuple[int, str], ...]]]:
    csv.field_size_limit(max(csv.field_size_limit(), 4 * CHARACTERS))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = gettext("Row %(row)s (line %(line)s) cannot be read: %(error)s.")
            way = gettext("A quote within quotes is written twice, and each that opens is closed.")
            values = {"row": number, "line": reader.line_num, "error": error}
            raise FileRefused(f"{reason % values} {way}") from error
        yield number, [_GUARD.sub("", cell) for cell in cells], ()
