"""Rows as the database itself writes them down, so that what is put back is what was there, to the last microsecond.

A row is a dict of its columns as JSON has them, without generated ones.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection
from django.db.models import Model

type Row = dict[str, Any]


def model_named(name: str) -> type[Model]:
    """`participant` is Participant."""
    return apps.get_model("agreements", name)


@cache
def columns_of(name: str) -> tuple[str, ...]:
    return tuple(str(field.column) for field in model_named(name)._meta.local_fields if not field.generated)


@cache
def keys_of(name: str) -> dict[str, type[Model]]:
    """Columns that point to another row, and the model they point to."""
    fields = model_named(name)._meta.local_fields
    return {str(field.column): field.related_model for field in fields if field.is_relation}  # type: ignore[misc]


def rows_of(name: str, column: str, values: Iterable[Any], *, lock: bool = False) -> list[Row]:
    """Those with one of the values in the column, by key; `lock` keeps everybody else from writing them."""
    wanted = list(values)
    if not wanted:
        return []
    sql = f"SELECT to_jsonb(row)::text FROM {_table(name)} row WHERE {column} = ANY(%s) ORDER BY id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FOR UPDATE" if lock else sql, [wanted])
        found = [json.loads(text) for (text,) in cursor.fetchall()]
    return [{column: row[column] for column in columns_of(name)} for row in found]


def insert(name: str, rows: Sequence[Row]) -> None:
    """With the keys they have."""
    columns = ", ".join(columns_of(name))
    _run(
        f"INSERT INTO {_table(name)} ({columns}) "  # noqa: S608
        f"SELECT {columns} FROM jsonb_populate_recordset(NULL::{_table(name)}, %s::jsonb)",
        rows,
    )


def delete(name: str, keys: Sequence[int]) -> None:
    """These rows and no other: what still points to them is refused by the database."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_table(name)} WHERE id = ANY(%s)", [list(keys)])  # noqa: S608


def update(name: str, changes: Iterable[tuple[int, Row]]) -> None:
    """Each row's key and the columns that change: one statement for all rows that change alike."""
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, values in changes:
        if values:
            alike[tuple(sorted(values))].append({"id": key, **values})
    for columns, rows in alike.items():
        taken = ", ".join(f"{column} = given.{column}" for column in columns)
        with _history_opened(name):
            _run(
                f"UPDATE {_table(name)} row SET {taken} "  # noqa: S608
                f"FROM jsonb_populate_recordset(NULL::{_table(name)}, %s::jsonb) given WHERE given.id = row.id",
                rows,
            )


def new_keys(name: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [_table(name), count]
        )
        return [key for (key,) in cursor.fetchall()]


@contextmanager
def _history_opened(name: str) -> Iterator[None]:
    """What was judged of an action stays as it was judged: two rows of one page become one, and the judgement points to
    the one that is left. Nothing but a merge, and its undoing, comes this way."""
    if name == "actionupdate":
        with pgtrigger.ignore("agreements.ActionUpdate:append_only"):
            yield
    else:
        yield


def _table(name: str) -> str:
    return model_named(name)._meta.db_table


def _run(sql: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(rows)])
