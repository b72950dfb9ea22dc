"""CSV that the database writes itself: making and formatting a row in Python takes several times as long."""

from collections.abc import Generator, Mapping
from sys import maxsize
from typing import Any, get_origin

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Cast, NullIf

from agreements.exports.flat import FORMULA, LIST_MARK
from agreements.exports.tables import ROWS_AT_ONCE, head_line

FORMULA_PATTERN = "^([{}])".format("".join(FORMULA).replace("-", r"\-"))


def csv_copied(rows: QuerySet, cells: Mapping[str, Any], kinds: Mapping[str, Any]) -> Generator[bytes, None, None]:
    """The table that `csv_lines` makes of the same rows. `cells` has an expression for each column, `kinds` its type.
    Memory does not grow with the number of rows."""
    yield head_line(list(cells)).encode()
    # The limit limits nothing: with one, PostgreSQL sorts bare rows and fills in what is costly as they leave, so that
    # the first is out at once. Without, it would fill in every row first, and sort them with all they hold.
    table = rows.values_list(*(_cell(cells[name], kinds[name]) for name in cells))[:maxsize]
    try:
        question, parameters = table.query.sql_with_params()
    except EmptyResultSet:
        return
    connection: Any = connections[rows.db]
    command = f"COPY ({connection.ops.compose_sql(question, parameters)}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, cursor.copy(command) as out:
        lines: list[bytes] = []
        for line in out:
            # One row at a time. PostgreSQL ends it with a line feed, RFC 4180 with both.
            lines.append(bytes(line[:-1]))
            if len(lines) == ROWS_AT_ONCE:
                yield b"\r\n".join([*lines, b""])
                lines = []
        yield b"\r\n".join([*lines, b""])


def _cell(value: Any, kind: Any) -> Any:
    """As `flat` and `in_csv` have it, and nothing between the commas where there is nothing."""
    if kind is bool:
        return Cast(value, TextField())
    if get_origin(kind) is list:
        value = Func(value, Value(LIST_MARK), function="array_to_string", output_field=TextField())
    elif kind not in (str, str | None):
        return value
    return NullIf(_harmless(value), Value(""), output_field=TextField())


def _harmless(value: Any) -> Func:
    # Not a CASE, which would work out the value once to look at it and once to give it.
    return Func(
        value,
        Value(FORMULA_PATTERN),
        Value(r"'\1"),
        function="regexp_replace",
        output_field=TextField(),
    )
