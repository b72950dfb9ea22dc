"""Whoever or whatever is not in the record yet is named in the row itself, and entered with it when it is saved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from django.utils.translation import gettext

from agreements.admin.choosing import NEW, ChooseOne
from agreements.admin.slugs import address_for
from agreements.folding import fold

# As long as any name in the records, three times over.
LONGEST = 300


class NamedChoiceField(forms.ModelChoiceField):
    """One that is known, by its key, or "new:" and a name: then an instance that is not saved yet."""

    def to_python(self, value: Any) -> Any:
        if not (isinstance(value, str) and value.startswith(NEW)):
            return super().to_python(value)
        name = " ".join(value.removeprefix(NEW).split())
        if not name or len(name) > LONGEST or not name.isprintable():
            told = gettext("A name has between 1 and %(most)d letters and no signs that cannot be printed.")
            raise ValidationError(told % {"most": LONGEST})
        known: Any = self.queryset
        return known.model(name=name)

    def validate(self, value: Any) -> None:
        if value is None or value.pk:
            super().validate(value)


def named_choice(db_field: ForeignKey, site: Any) -> dict[str, Any]:
    """What the admin is to make the form's field of."""
    return {"form_class": NamedChoiceField, "widget": ChooseOne(db_field, site, {"data-name-new": ""})}


class NamesNew:
    """For the form of a row of which `names` are NamedChoiceFields."""

    names: tuple[str, ...] = ()
    request: HttpRequest
    instance: Any
    cleaned_data: dict[str, Any]

    def _new(self) -> dict[str, Model]:
        given = {name: self.cleaned_data.get(name) for name in self.names}
        return {name: value for name, value in given.items() if isinstance(value, Model) and not value.pk}

    def _get_validation_exclusions(self) -> set[str]:
        """What is not entered yet has no key that a rule could look at."""
        return super()._get_validation_exclusions() | set(self._new())  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data  # type: ignore[misc]
        user: Any = self.request.user
        for name, value in self._new().items():
            if not user.has_perm(f"agreements.add_{value._meta.model_name}"):
                told = gettext("You may not enter a new %(what)s: choose one that is listed.")
                self.add_error(name, told % {"what": value._meta.verbose_name})  # type: ignore[attr-defined]
        return data

    def enter_new(self, **given: Any) -> None:
        """Before the row itself is saved. `given` is what is known of the new ones besides the name."""
        for name, value in self._new().items():
            own = {field: known for field, known in given.items() if hasattr(type(value), field)}
            entered = _entered(self.request, value, own)
            setattr(self.instance, name, entered)
            self.cleaned_data[name] = entered


def _entered(request: HttpRequest, value: Any, own: dict[str, Any]) -> Any:
    """Named in two rows of a page, it is one."""
    if not hasattr(request, "named"):
        request.named = {}  # type: ignore[attr-defined]
    key = (type(value), fold(value.name), *own.values())
    known = request.named.get(key)  # type: ignore[attr-defined]
    if known is None:
        known = _known(value, own) or _saved(value, own)
        request.named[key] = known  # type: ignore[attr-defined]
    return known


def _known(value: Any, own: dict[str, Any]) -> Any:
    """What only needs its name and its party is not entered twice; two people may have one name."""
    return type(value)._default_manager.filter(name=value.name, **own).first() if own else None


def _saved(value: Any, own: dict[str, Any]) -> Any:
    value.slug = address_for(type(value), " ".join([*(one.pk for one in own.values()), value.name]))
    for field, known in own.items():
        setattr(value, field, known)
    value.save()
    return value
