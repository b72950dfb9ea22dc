"""Writing one row so that nothing is written when nothing changed."""

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from agreements.corpus.report import Difference, RecordError
from agreements.dates import PartialDate, PartialDateError
from agreements.models import Citation, Party


class Changes:
    """What writing one record did: whether its own row is new, and each later difference in words."""

    def __init__(self) -> None:
        self.created = False
        self.differences: list[Difference] = []
        self.own: models.Model | None = None
        self.touched: list[models.Model] = []
        self._new: set[models.Model] = set()
        self._put: dict[tuple[Any, ...], models.Model] = {}

    @property
    def outcome(self) -> str:
        return "created" if self.created else "updated" if self.differences else "unchanged"

    def put[M: models.Model](
        self,
        model: type[M],
        lookup: Mapping[str, Any],
        values: Mapping[str, Any],
        *,
        path: str = "",
        root: bool = False,
    ) -> M:
        """The row that `lookup` names, created or brought to `values`. `path` is its place in the record."""
        instance = self.known(model, lookup)
        if instance is None:
            instance = self.add(model, {**lookup, **values}, path=path, root=root)
        else:
            self.bring(instance, values, path=path)
        self._put[model, *lookup.items()] = instance
        return instance

    def known[M: models.Model](self, model: type[M], lookup: Mapping[str, Any]) -> M | None:
        """The row that stands already. On a row of this record's own making stands what this record put there, and
        nothing else: a first load asks the database half as often."""
        put = self._put.get((model, *lookup.items()))
        if put is not None or self.is_new(*lookup.values()):
            return cast("M | None", put)
        return model._default_manager.filter(**lookup).first()

    def is_new(self, *values: Any) -> bool:
        """Whether one of the values is a row that this record made."""
        return any(isinstance(value, models.Model) and value in self._new for value in values)

    def add[M: models.Model](
        self, model: type[M], values: Mapping[str, Any], *, path: str = "", root: bool = False
    ) -> M:
        """A new row."""
        instance = model(**values)
        _clean(instance, path)
        instance.save(force_insert=True)
        self._new.add(instance)
        self.created = self.created or root
        if root:
            self.own = instance
        else:
            self.touched.append(instance)
            what = path or str(model._meta.verbose_name)
            self.differences.append(Difference(what, after=_named(instance), verb="added"))
        return instance

    def remove(self, instance: models.Model, path: str) -> None:
        self.touched.append(instance)
        self.differences.append(Difference(path, before=_named(instance), verb="removed"))
        instance.delete()

    def bring(self, instance: models.Model, values: Mapping[str, Any], *, path: str = "") -> None:
        """Change just the fields that differ."""
        changed = [name for name, value in values.items() if _differs(instance, name, value)]
        if not changed:
            return
        for name in changed:
            old, new = getattr(instance, name), values[name]
            self.differences.append(Difference(_join(path, name), _shown(old), _shown(new)))
            setattr(instance, name, new)
        self.touched.append(instance)
        _clean(instance, path)
        instance.save(update_fields=changed)


def _differs(instance: models.Model, name: str, value: Any) -> bool:
    """A row is compared by its key, which the instance has without another query."""
    if isinstance(value, models.Model):
        return getattr(instance, f"{name}_id") != value.pk
    return getattr(instance, name) != value


def _clean(instance: models.Model, path: str) -> None:
    """What needs no look into the database; its rules then speak for themselves."""
    skipped = {field.name for field in instance._meta.concrete_fields if field.is_relation or field.generated}
    try:
        instance.clean_fields(exclude=skipped)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise RecordError(_join(path, field), " ".join(messages)) from error


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _named(instance: models.Model) -> str:
    """A row below a record in a few words, without asking the database."""
    if isinstance(instance, Citation):
        return instance.source.url
    words = (getattr(instance, name, "") for name in ("name", "text", "post", "url", "party_id"))
    return next((str(word) for word in words if word), "")


def _shown(value: Any) -> str:
    return "(none)" if value in (None, "", []) else str(value)


def partial_date(data: Mapping[str, Any], name: str, path: str = "") -> PartialDate | None:
    value = data.get(name)
    if value in (None, ""):
        return None
    try:
        return PartialDate.parse(str(value))
    except PartialDateError as error:
        raise RecordError(_join(path, name), str(error)) from error


def given(data: Mapping[str, Any], *names: str, **renamed: str) -> dict[str, Any]:
    """The named values that the record states; a key it leaves out, or leaves empty, changes nothing."""
    pairs = [*((name, name) for name in names), *((key, field) for field, key in renamed.items())]
    return {field: data[key] for key, field in pairs if data.get(key) not in (None, "", [])}


def given_dates(data: Mapping[str, Any], *names: str, path: str = "") -> dict[str, PartialDate]:
    dates = {name: partial_date(data, name, path) for name in names}
    return {name: value for name, value in dates.items() if value is not None}


def party_code(code: str, known: set[str], path: str) -> str:
    if code not in known:
        raise RecordError(path, gettext("There is no party with the code %s.") % code)
    return code


def all_party_codes() -> set[str]:
    return set(Party.objects.values_list("code", flat=True))
