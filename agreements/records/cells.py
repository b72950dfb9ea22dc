"""Records that the database writes whole: one expression for each column of a flat row.

A list of hundreds of thousands of rows leaves no time to make objects of them. What is written here is read in three
ways: copied out as a table by the database itself, or fetched as tuples and made into cells or records.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_type_hints

from django.db.models import Case, Expression, Func, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from agreements.models.partial_dates import Earliest, Latest
from agreements.records.common import DateFields

type Cells = Mapping[str, Any]
DATE_COLUMNS = ("", "_earliest", "_latest")


def columns(record_type: type) -> dict[str, Any]:
    """The columns of a flat row, in order, and the type of the field that each is of: a date has three."""
    found: dict[str, Any] = {}
    for name, kind in get_type_hints(record_type).items():
        found.update({f"{name}{end}": kind for end in DATE_COLUMNS} if kind is DateFields else {name: kind})
    return found


def record_maker(record_type: type) -> Callable[[Iterable[Any]], dict[str, Any]]:
    """Makes a record of the values of its columns."""
    hints = get_type_hints(record_type)

    def make(values: Iterable[Any]) -> dict[str, Any]:
        given = iter(values)
        return {
            name: {"edtf": next(given), "earliest": next(given), "latest": next(given)}
            if kind is DateFields
            else next(given)
            for name, kind in hints.items()
        }

    return make


def joined(*parts: Any) -> Func:
    """One text of several. Unlike `Concat` it has no doubts about what is missing: nothing here is."""
    return Func(*parts, function="concat", output_field=TextField())


def either(*fields: str) -> Coalesce:
    """As text, whichever of the fields there is."""
    return Coalesce(*fields, output_field=TextField())


def date_cells(name: str, *fields: str) -> dict[str, Expression]:
    """The three columns of a partial date, of whichever of the fields is known."""
    return {
        name: Coalesce(*fields, output_field=TextField()) if len(fields) > 1 else Cast(fields[0], TextField()),
        f"{name}_earliest": _iso(*map(Earliest, fields)),
        f"{name}_latest": _iso(*map(Latest, fields)),
    }


def _iso(*days: Expression) -> Func:
    """A day in one form whatever the DateStyle of the server."""
    day = Coalesce(*days) if len(days) > 1 else days[0]
    return Func(day, Value("YYYY-MM-DD"), function="to_char", output_field=TextField())


def of_parent(meeting: Any, agreement: Any) -> Case:
    """For whatever hangs on either: only one of the two is asked."""
    return Case(When(meeting__isnull=False, then=meeting), default=agreement)
