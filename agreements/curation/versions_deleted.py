"""Records that were deleted, and what they were: found by their history, since nothing else knows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory.models
from django.db.models import CharField, Exists, F, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from agreements.curation.versions_tree import Values, columns, histories, tables_of
from agreements.curation.versions_words import Names, keys_in, own_name
from agreements.models import Body, Meeting, Party, Relation
from agreements.models.names import Fold
from agreements.models.ordinals import session_name

# Where a record is searched by its words.
SEARCHED = ("name", "title", "slug", "code", "url", "path", "native_name", "body__name", "a__name", "b__name")


@dataclass(frozen=True)
class Deleted:
    """`said` is what the writer's context tells, like `user` (a key) and `note`."""

    model: type[Model]
    key: Any
    name: str
    at: datetime
    said: dict[str, Any]


def kinds() -> list[type[Model]]:
    """Tables of records that stand below no other."""
    below = {table.model for model in histories() for table in tables_of(model)[1:]}
    return sorted(histories().keys() - below, key=lambda model: str(model._meta.verbose_name_plural))


def deleted(models: Iterable[type[Model]], words: Sequence[str], start: int, count: int) -> list[Deleted]:
    """The latest first; `words` all stand in the record's names or addresses."""
    found = [_last_deletions(model, words) for model in models]
    if not found:
        return []
    rows = found[0].union(*found[1:], all=True).order_by("-since", "-event")[start : start + count]
    return _told(list(rows))


def _last_deletions(model: type[Model], words: Sequence[str]) -> QuerySet[Any, Any]:
    kept = histories()[model]
    later = kept.objects.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__gt=OuterRef("pgh_id"))
    there = model._base_manager.filter(pk=OuterRef("pgh_obj_id"))
    rows = kept.objects.filter(~Exists(later), ~Exists(there), pgh_label="delete").order_by()
    folded = {f"folded_{field}": Fold(F(field)) for field in _searched(model)} if words else {}
    rows = rows.alias(**folded)
    for word in words:
        matches = Q()
        for name in folded:
            matches |= Q(**{f"{name}__contains": Fold(Value(word))})
        rows = rows.filter(matches)
    told = {
        "of_table": Value(str(model._meta.model_name), CharField()),
        "of_row": Cast("pgh_obj_id", TextField()),
        "event": F("pgh_id"),
        "since": F("pgh_created_at"),
        "context": F("pgh_context_id"),
    }
    return rows.annotate(**told).values_list(*told)


def _searched(model: type[Model]) -> list[str]:
    own = {name.removesuffix("_id") for name in columns(model)}
    return [field for field in SEARCHED if field.partition("__")[0] in own]


def _told(rows: list[Any]) -> list[Deleted]:
    models = {str(model._meta.model_name): model for model in histories()}
    events: dict[str, list[int]] = {}
    for kind, _key, event, _at, _context in rows:
        events.setdefault(kind, []).append(event)
    values = {
        (kind, row["pgh_id"]): row
        for kind, found in events.items()
        for row in histories()[models[kind]].objects.filter(pk__in=found).values("pgh_id", *columns(models[kind]))
    }
    names = Names(key for (kind, _event), row in values.items() for key in keys_in(models[kind], row))
    said = pghistory.models.Context.objects.in_bulk({context for *_rest, context in rows if context})
    return [
        Deleted(
            models[kind],
            key,
            name_of(models[kind], values[kind, event], names),
            at,
            said[context].metadata if context in said else {},
        )
        for kind, key, event, at, context in rows
    ]


def name_of(model: type[Model], values: Values, names: Names) -> str:
    if model is Meeting:
        body = names(Body, values["body_id"]) if values["body_id"] else ""
        return session_name(values["title"], values["ordinal"], body)
    if model is Relation:
        return f"{names(Party, values['a_id'])}, {names(Party, values['b_id'])}"
    return str(values.get("title") or values.get("name") or own_name(values, names, model))
