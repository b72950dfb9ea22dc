"""Records as flat rows, for tables: a date becomes three columns, a list one cell."""

from collections.abc import Iterator, Mapping
from typing import Any

LIST_MARK = "; "
# A cell that begins with one of these may be a formula to a spreadsheet, and our cells are other people's words.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    return dict(_cells(record))


def _cells(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield name, value["edtf"]
            yield f"{name}_earliest", value["earliest"]
            yield f"{name}_latest", value["latest"]
        elif isinstance(value, list):
            yield name, LIST_MARK.join(str(item) for item in value)
        else:
            yield name, value


# XML, and so a workbook and a feed, has no place for these; text copied from a PDF brings them along.
CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def printable(value: Any) -> Any:
    return value.translate(CONTROL) if isinstance(value, str) else value


def is_like_a_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(FORMULA)


def in_csv(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets the apostrophe that makes it text; what is true is `true`,
    as in JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if is_like_a_formula(value) else value
