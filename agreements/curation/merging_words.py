"""Columns and their values in words, for the notes that a merge leaves and for its preview."""

from typing import Any

from django.db import models
from django.utils import translation
from django.utils.text import capfirst

from agreements.curation.merging_rows import keys_of, model_named
from agreements.dates import PartialDate
from agreements.models.partial_dates import PartialDateField


def field_of(table: str, column: str) -> Any:
    return next(field for field in model_named(table)._meta.local_fields if field.column == column)


def label(table: str, column: str) -> str:
    return capfirst(str(field_of(table, column).verbose_name))


def told(table: str, column: str, value: Any) -> str:
    """A value of the column as people read it, "" for none. Of one that points to a row, the row itself will do."""
    if isinstance(value, models.Model):
        return str(value)
    if value in (None, "", []):
        return ""
    field = field_of(table, column)
    if isinstance(field, PartialDateField):
        return PartialDate.parse(value).humanize()
    if column in keys_of(table):
        row = keys_of(table)[column]._default_manager.filter(pk=value).first()
        return str(row) if row else str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return ", ".join(value) if isinstance(value, list) else str(value)


def is_note_worthy(table: str, column: str) -> bool:
    """Text and dates of what happened are kept in words where another value stands; a code or a day's visit is not."""
    field = field_of(table, column)
    return not field.choices and not isinstance(field, models.DateField) and column != "language"


def line(table: str, column: str, value: Any) -> str:
    """ "Post: Director", in the language that records are written in."""
    with translation.override("en"):
        return f"{label(table, column)}: {told(table, column, value)}"


def join_notes(*notes: str) -> str:
    """One below the other; what stands there already is not said again."""
    lines: list[str] = []
    for note in notes:
        if note and note not in lines and not any(note in line for line in lines):
            lines.append(note)
    return "\n".join(lines)
