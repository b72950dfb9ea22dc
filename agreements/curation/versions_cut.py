"""What a deletion cut elsewhere: links of other records to what was deleted, and pointers to it that were emptied.

They are told in the history of the records that they belong to, and come back with what they led to, as far as the
other side is still there and nothing was put in their place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import SET_NULL, Model, OuterRef, Q, Subquery

from agreements.curation.versions import Event, History
from agreements.curation.versions_tree import FAR_ENDS, Key, columns, histories


def reconnect(history: History, keys: Iterable[Key]) -> None:
    """For rows that are there again. All that happened in the transaction that deleted one was its doing."""
    deletions: dict[tuple[Any, Any], dict[type[Model], set[Any]]] = defaultdict(lambda: defaultdict(set))
    latest = _deletions(history)
    for key in keys:
        if event := latest.get(key):
            deletions[event.at, event.context][key[0]].add(key[1])
    for (at, context), gone in deletions.items():
        then = Q(pgh_created_at=at, pgh_context=context)
        for linked, name in FAR_ENDS:
            _link_again(linked, name, then, gone)
        for pointing, field in _pointers():
            _point_again(pointing, field, then, gone)


def _deletions(history: History) -> dict[Key, Event]:
    """The last one of each row."""
    events = [event for version in history.versions for event in version.events if event.after is None]
    return {event.key: event for event in sorted(events, key=lambda event: event.order)}


def _pointers() -> Iterator[tuple[type[Model], Any]]:
    field: Any
    for model in histories():
        for field in model._meta.local_fields:
            if field.many_to_one and field.remote_field.on_delete is SET_NULL:
                yield model, field


def _link_again(model: type[Model], name: str, then: Q, gone: dict[type[Model], set[Any]]) -> None:
    field: Any = model._meta.get_field(name)
    wanted = {f"{field.attname}__in": gone.get(field.related_model, ())}
    for values in histories()[model].objects.filter(then, pgh_label="delete", **wanted).values(*columns(model)):
        _try(lambda values=values: _insert(model, values))


def _insert(model: type[Model], values: dict[str, Any]) -> None:
    others: list[Any] = [field for field in model._meta.local_fields if field.many_to_one]
    if all(field.related_model._base_manager.filter(pk=values[field.attname]).exists() for field in others):
        model(**values).save(force_insert=True)


def _point_again(model: type[Model], field: Any, then: Q, gone: dict[type[Model], set[Any]]) -> None:
    if field.related_model not in gone:
        return
    kept = histories()[model].objects
    earlier = kept.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    emptied = (
        kept.filter(then, **{f"{field.attname}__isnull": True})
        .annotate(was=Subquery(earlier.values(field.attname)[:1]))
        .filter(was__in=gone[field.related_model])
    )
    # An action leads to a meeting or an agreement: either says that something was put in its place.
    empty = {other.name: None for owner, other in _pointers() if owner is model}
    for key, was in emptied.values_list("pgh_obj_id", "was"):
        rows = model._base_manager.filter(pk=key, **empty)
        _try(lambda rows=rows, was=was: rows.update(**{field.attname: was}))


def _try(write: Any) -> None:
    """What stands in the way was put there since, and stays."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return
