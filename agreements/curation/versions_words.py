"""The values of history in words: names instead of keys, also of what is there no longer."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from agreements.curation.versions_tree import Key, Values, columns, histories
from agreements.dates import PartialDate
from agreements.models import AgreedAction, Delegation, Meeting, Participant, RecordParty, Relation
from agreements.models.ordinals import session_name
from agreements.wording import commas

# What their names are made of besides their own columns.
NAMED_WITH: dict[type[Model], tuple[str, ...]] = {
    AgreedAction: ("meeting__body", "agreement"),
    Delegation: ("party",),
    Meeting: ("body",),
    Participant: ("person",),
    Relation: ("a", "b"),
}
# What names a row best, of the columns it may have: the first that holds something.
NAMED_BY = (
    "number", "person_id", "party_id", "topic_id", "source_id", "earlier_id", "text", "what", "alias", "post", "title",
    "name", "url", "path",
)  # fmt: skip
# Its own words go on in its values.
SHORT = 60


class Names:
    """What keys stand for: asked once a table, and once more for those that are gone."""

    def __init__(self, wanted: Iterable[Key]) -> None:
        keys: dict[type[Model], set[Any]] = defaultdict(set)
        for model, key in wanted:
            if key is not None:
                keys[model].add(key)
        self._found = {model: _names(model, found) for model, found in keys.items()}

    def __call__(self, model: type[Model], key: Any) -> str:
        return self._found.get(model, {}).get(key) or str(key)


def keys_in(model: type[Model], values: Values) -> Iterable[Key]:
    """The rows that a row refers to."""
    field: Any
    for field in model._meta.local_fields:
        if field.many_to_one and values.get(field.attname) is not None:
            yield field.related_model, values[field.attname]


def _names(model: type[Model], keys: set[Any]) -> dict[Any, str]:
    known = model._base_manager.all()
    rows = (known.select_related(*NAMED_WITH[model]) if model in NAMED_WITH else known).in_bulk(keys)
    found = {key: _name(row) for key, row in rows.items()}
    if gone := keys - found.keys():
        found |= {key: gettext("%s (deleted)") % name for key, name in _names_of_gone(model, gone).items()}
    return found


def _names_of_gone(model: type[Model], keys: set[Any]) -> dict[Any, str]:
    if model not in histories():
        return {}
    kept = histories()[model].objects.filter(pgh_obj__in=keys).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {row["pgh_obj_id"]: _name_of_gone(model, row) for row in kept.values("pgh_obj_id", *columns(model))}


def _name(row: Any) -> str:
    return f"{row.place}: {Truncator(row.text).chars(SHORT)}" if isinstance(row, AgreedAction) else str(row)


def _name_of_gone(model: type[Model], values: Values) -> str:
    """By its own columns: what else its name was made of may be gone, too."""
    if model is Meeting:
        return session_name(values["title"], values["ordinal"], "")
    if model is Relation:
        return f"{values['a_id']}, {values['b_id']}"
    return own_name(values, None) or str(values.get("id"))


def own_name(values: Values, names: Names | None, model: type[Model] | None = None) -> str:
    for column in NAMED_BY:
        value = values.get(column)
        if value in (None, ""):
            continue
        if not column.endswith("_id"):
            return Truncator(str(value)).chars(SHORT)
        if names and model:
            return names(_field(model, column).related_model, value)
    return ""


def title(model: type[Model], values: Values, names: Names) -> str:
    """ "Participant Khalid Zerouali", "Agreed action 10"."""
    kind = gettext("party") if model is RecordParty and not values["further"] else str(model._meta.verbose_name)
    return capfirst(f"{kind} {own_name(values, names, model)}".strip())


def label(model: type[Model], column: str) -> str:
    return capfirst(str(_field(model, column).verbose_name))


def words(model: type[Model], column: str, value: Any, names: Names) -> str:
    """As a person would say it; "" where nothing is said."""
    field = _field(model, column)
    if value in (None, "", []):
        return ""
    if field.many_to_one:
        return names(field.related_model, value)
    if isinstance(field, BooleanField):
        return gettext("yes") if value else gettext("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    match value:
        case PartialDate():
            return value.humanize()
        case datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case date():
            return date_format(value)
        case list():
            return commas(value)
        case _:
            return str(value)


def _field(model: type[Model], column: str) -> Any:
    return next(field for field in model._meta.local_fields if field.attname == column)
