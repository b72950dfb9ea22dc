"""The form of a record as a tree: its own fields, below them the rows of each formset, and theirs below those.

A browser numbers rows by their place on the page, which says nothing once another editor added or removed one. Here a
row is known by its key in the database, so that the same row is found in what was opened, typed and saved.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField, CheckboxInput
from django.http import QueryDict

from agreements.admin.numbers import whole

type Values = dict[str, list[str]]

COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
DELETE = "DELETE"
# Of a form; what begins with "_" is the page's own.
FIELD = re.compile(r"[A-Za-z]\w*")
CSRF = "csrfmiddlewaretoken"
# What Django counts rows up to anyway.
MOST_ROWS = 1000


@dataclass
class Row:
    """`key` is that of the row in the database, "" where it is new. `below` holds rows by the name of their formset."""

    key: str = ""
    values: Values = field(default_factory=dict)
    below: dict[str, list["Row"]] = field(default_factory=dict)

    @property
    def deleted(self) -> bool:
        return bool(self.values.get(DELETE))

    def find(self, name: str, key: str) -> "Row | None":
        return next((row for row in self.below.get(name, []) if key and row.key == key), None)

    def as_json(self) -> dict[str, Any]:
        below = {name: [row.as_json() for row in rows] for name, rows in self.below.items()}
        return {"key": self.key, "values": self.values, "below": below}

    @classmethod
    def from_json(cls, data: Any) -> "Row":
        """Raises ValueError for what `as_json` did not write."""
        try:
            values = {str(name): [str(value) for value in given] for name, given in data["values"].items()}
            below = {str(name): [cls.from_json(row) for row in rows] for name, rows in data["below"].items()}
            return cls(str(data["key"]), values, below)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("not a row") from error


def row_of_post(post: QueryDict) -> Row:
    """The tree of what a browser sent."""
    formsets = {name.removesuffix("-TOTAL_FORMS") for name in post if name.endswith("-TOTAL_FORMS")}
    inner = {formset for formset in formsets if re.search(r"-\d+-[A-Za-z_]", formset)}
    root = Row(values={name: post.getlist(name) for name in post if FIELD.fullmatch(name) and name != CSRF})
    root.below = {formset: list(_rows(post, formset, formsets)) for formset in sorted(formsets - inner)}
    return root


def _rows(post: QueryDict, prefix: str, formsets: set[str]) -> Iterator[Row]:
    total = whole(post.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    for number in range(min(total, MOST_ROWS)):
        start = f"{prefix}-{number}-"
        names = [name for name in post if name.startswith(start)]
        values = {
            name.removeprefix(start): post.getlist(name)
            for name in names
            if FIELD.fullmatch(name.removeprefix(start)) and name.removeprefix(start) not in COUNTS
        }
        below = {
            formset.removeprefix(start): list(_rows(post, formset, formsets))
            for formset in formsets
            if formset.startswith(start) and FIELD.fullmatch(formset.removeprefix(start))
        }
        yield Row(values.get("id", [""])[0], values, below)


def row_of_forms(form: Any, formsets: Iterable[Any]) -> Row:
    """The tree of what a page shows that nobody has typed into yet. `formsets` are the admin's; those that may not be
    changed are left out, since a browser does not send them back."""
    root = Row(values=_shown(form))
    for below in formsets:
        if below.has_change_permission or below.has_add_permission:
            root.below[below.formset.prefix] = [_row(form) for form in _saved(below)]
    return root


def _saved(below: Any) -> list[Any]:
    return below.formset.initial_forms if below.has_change_permission else []


def _row(form: Any) -> Row:
    row = Row(str(form.instance.pk), _shown(form))
    for below in getattr(form, "nested_formsets", ()):
        row.below[below.formset.prefix.removeprefix(f"{form.prefix}-")] = [_row(inner) for inner in _saved(below)]
    return row


def _shown(form: Any) -> Values:
    return {bound.name: _as_sent(bound) for bound in form if bound.name != DELETE}


def _as_sent(bound: BoundField) -> list[str]:
    """As a browser would send back what it was shown."""
    value = bound.field.prepare_value(bound.value())
    widget = bound.field.widget
    if isinstance(widget, CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if shown is None:
        return [""]
    return [str(one) for one in shown] if isinstance(shown, list | tuple) else [str(shown)]


def post_of_row(root: Row, rest: QueryDict) -> QueryDict:
    """The same as a browser would send it: rows of the database first, in the order given, then new ones. What of
    `rest` is no field of a form, such as the button pressed, goes along."""
    post = QueryDict(mutable=True)
    for name in rest:
        if name.startswith("_") or name == CSRF:
            post.setlist(name, rest.getlist(name))
    _write(post, "", root)
    return post


def _write(post: QueryDict, start: str, row: Row) -> None:
    for name, values in row.values.items():
        post.setlist(f"{start}{name}", values)
    for name, rows in row.below.items():
        saved = [inner for inner in rows if inner.key]
        ordered = [*saved, *(inner for inner in rows if not inner.key)]
        for count, number in zip(COUNTS, (len(ordered), len(saved), 0, MOST_ROWS), strict=True):
            post[f"{start}{name}-{count}"] = str(number)
        for number, inner in enumerate(ordered):
            _write(post, f"{start}{name}-{number}-", inner)


def as_new(row: Row, foreign_keys: dict[str, str], name: str = "") -> Row:
    """The same for a row that is no longer there. `foreign_keys`: by formset, the field that holds the row above,
    which is blank where that one is new, too."""
    gone = {"id", foreign_keys.get(name, "")}
    values = {field: [""] if field in gone else given for field, given in row.values.items() if field != DELETE}
    below = {
        inner: [as_new(one, foreign_keys, inner) for one in rows if not one.deleted]
        for inner, rows in row.below.items()
    }
    return Row("", values, below)
