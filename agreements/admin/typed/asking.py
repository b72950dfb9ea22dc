"""The question to an editor whom another one overtook: what changed, in words, and whose shall stand."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import CheckboxInput, ModelChoiceField
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext

from agreements.admin.history import history_of
from agreements.admin.typed.comparing import MINE, THEIRS, Decision, Difference, Sort, at
from agreements.admin.typed.rows import DELETE, Row

# What names a row best, of the fields it may have.
NAMED_BY = ("person", "party", "text", "url", "title", "name", "post", "what", "source", "topic", "alias")


@dataclass(frozen=True)
class Question:
    """`mine` and `theirs` are words. `about` names the field in the form below, "" for a whole row."""

    name: str
    where: str
    what: str
    opened: str
    mine: str
    theirs: str
    about: str
    chosen: str
    must: bool


@dataclass(frozen=True)
class Panel:
    """`as_json` goes along in the page, since only it knows what was asked."""

    who: str
    when: datetime | None
    questions: list[Question]
    as_json: str
    again: bool


@dataclass
class Fields:
    """The fields of a page by formset, for their labels and for words instead of keys."""

    by_formset: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, formset: str, fields: dict[str, Any], name: str) -> None:
        self.by_formset[formset], self.names[formset] = fields, name

    def label(self, formset: str, name: str) -> str:
        found = self.by_formset.get(formset, {}).get(name)
        return capfirst(str(found.label)) if found and found.label else name

    def words(self, formset: str, name: str, values: Iterable[str]) -> str:
        """As a person would say them."""
        found: Any = self.by_formset.get(formset, {}).get(name)
        values = list(values)
        if isinstance(found, ModelChoiceField) and found.queryset is not None:
            key = found.to_field_name or "pk"
            known = {str(getattr(one, key)): str(one) for one in found.queryset.filter(**{f"{key}__in": values})}
        elif found and isinstance(found.widget, CheckboxInput):
            return gettext("yes") if values else gettext("no")
        else:
            known = {str(value): str(label) for value, label in getattr(getattr(found, "widget", None), "choices", ())}
        return ", ".join(known.get(value, value) for value in values)

    def title(self, formset: str, row: Row | None) -> str:
        """ "Participant: Khalid Zerouali", as far as the row says."""
        filled = (name for name in NAMED_BY if row and any(row.values.get(name, ())))
        named = next(filled, "")
        words = self.words(formset, named, row.values[named]) if row and named else ""
        name = capfirst(self.names.get(formset, formset))
        return f"{name}: {words}" if words else name

    def all_words(self, formset: str, row: Row | None) -> str:
        """A whole row: every field that holds something."""
        fields = self.by_formset.get(formset, {})
        given = {name: values for name, values in (row.values.items() if row else ()) if name in fields and any(values)}
        hidden = {"id", DELETE, *(name for name in given if fields[name].widget.is_hidden)}
        return "; ".join(
            f"{self.label(formset, name)}: {self.words(formset, name, values)}"
            for name, values in given.items()
            if name not in hidden
        )


def fields_of(form: Any, formsets: list[Any]) -> Fields:
    fields = Fields()
    fields.add("", form.fields, "")
    for below in formsets:
        fields.add(below.formset.prefix, below.formset.empty_form.fields, str(below.opts.verbose_name))
        for inner in getattr(below.formset.form, "nested_formsets", ()):
            name = inner.formset.prefix.rpartition("-")[2]
            fields.add(name, inner.formset.empty_form.fields, str(inner.opts.verbose_name))
    return fields


def panel(decision: Decision, request: HttpRequest, fields: Fields, record: Any, mine: Row) -> Panel:
    """`mine` is what stands in the page below."""
    now: Row = request.now  # type: ignore[attr-defined]
    choices: dict[str, str] = request.choices  # type: ignore[attr-defined]
    questions = [_question(one, decision, fields, mine, now, choices) for one in decision.differences]
    last = next(iter(history_of(record)), None)
    aside = {name: row.as_json() for name, row in decision.aside.items()}
    carried = {"differences": [one.as_json() for one in decision.differences], "aside": aside}
    return Panel(
        who=last.who if last else "",
        when=last.when if last else None,
        questions=questions,
        as_json=json.dumps(carried),
        again=getattr(request, "again", False),
    )


def _question(
    one: Difference, decision: Decision, fields: Fields, mine: Row, now: Row, choices: dict[str, str]
) -> Question:
    formset = one.path[-2] if one.path else ""
    row = decision.aside.get(one.name) or at(now, one.path)
    shown = _words_of(one, formset, row, fields)
    preset = "" if one.both else THEIRS
    return Question(
        name=one.name,
        where=_where(one, fields, now, decision),
        about=f"{address_of(mine, one.path)}{one.field}" if one.sort == Sort.FIELD else "",
        chosen=choices.get(one.name, preset),
        must=one.both,
        **shown,
    )


def _words_of(one: Difference, formset: str, row: Row | None, fields: Fields) -> dict[str, str]:
    whole = fields.all_words(formset, row)
    if one.sort == Sort.ADDED:
        return {"what": gettext("New row"), "opened": "", "mine": gettext("without it"), "theirs": whole}
    if one.sort == Sort.REMOVED:
        return {"what": gettext("Row removed"), "opened": "", "mine": whole, "theirs": gettext("removed")}
    if one.field == DELETE:
        return {"what": gettext("Row changed"), "opened": "", "mine": gettext("removed"), "theirs": whole}
    said = {name: fields.words(formset, one.field, getattr(one, name)) for name in ("opened", MINE, THEIRS)}
    return {"what": fields.label(formset, one.field), **said}


def _where(one: Difference, fields: Fields, now: Row, decision: Decision) -> str:
    """The rows that lead there, from the outermost."""
    ends = range(2, len(one.path) + 1, 2)
    rows = [(one.path[end - 2], at(now, one.path[:end])) for end in ends]
    if rows and rows[-1][1] is None:
        rows[-1] = (rows[-1][0], decision.aside.get(one.name))
    return " › ".join(fields.title(formset, row) for formset, row in rows)


def address_of(root: Row, path: tuple[str, ...]) -> str:
    """What the names of a row's fields begin with in the page: "delegations-0-participants-3-", "" for the record."""
    address, row = "", root
    for name, key in zip(path[::2], path[1::2], strict=True):
        keys = [inner.key for inner in row.below.get(name, [])]
        if key not in keys:
            return ""
        address += f"{name}-{keys.index(key)}-"
        row = row.below[name][keys.index(key)]
    return address
