"""A rule of the database that a form did not see coming, told on the same page with everything typed still there.

The view saves; where PostgreSQL refuses, all is taken back and the view runs once more with the refusal in the hands
of the forms, which then do not validate, and so show what was typed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, models
from django.forms.utils import ErrorDict
from django.utils.translation import gettext
from unfold.forms import PaginationInlineFormSet

from agreements.admin.choosing import Chosen, remember
from agreements.models.violations import field_of, violation


@dataclass(frozen=True)
class Refusal:
    """`prefix` is that of the row's form, "" where no row is to blame alone."""

    prefix: str
    field: str
    message: str

    @classmethod
    def of(cls, error: DatabaseError) -> "Refusal":
        broken = violation(error)
        return cls(getattr(error, "form_prefix", ""), broken.field, broken.message)


class RecordForm(forms.ModelForm):
    """Every form of the admin. `refused` and `unchecked` are set on a subclass made for one request: a page that only
    comes again, with what was typed, is not checked and cannot be saved."""

    refused: ClassVar[Refusal | None] = None
    unchecked: ClassVar[bool] = False
    chosen: ClassVar[Chosen]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember(self, self.chosen)

    def full_clean(self) -> None:
        """A row that nobody touched is as right as it was: on a page of sixty, asking again is most of the work."""
        if self.unchecked:
            self._errors, self.cleaned_data = ErrorDict(), {}
        elif self.prefix and self.instance.pk and self.is_bound and not self.refused and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(), {**self.initial}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        return not self.unchecked and super().is_valid()

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.refused:
            return
        if self.refused.prefix == (self.prefix or ""):
            field = self.refused.field if self.refused.field in self.fields else None
            self.add_error(field, self.refused.message)
        elif not self.prefix:
            self.add_error(None, gettext("A row below was refused: %s") % self.refused.message)

    def _update_errors(self, errors: ValidationError) -> None:
        """A rule about one field is told at that field, not above the form."""
        if hasattr(errors, "error_dict") and NON_FIELD_ERRORS in errors.error_dict:
            named = _fields_of_rules(self._meta.model)
            for error in list(errors.error_dict[NON_FIELD_ERRORS]):
                field = named.get(str(error.message), "")
                if field in self.fields:
                    errors.error_dict[NON_FIELD_ERRORS].remove(error)
                    errors.error_dict.setdefault(field, []).append(error)
            if not errors.error_dict[NON_FIELD_ERRORS]:
                del errors.error_dict[NON_FIELD_ERRORS]
        super()._update_errors(errors)  # type: ignore[misc]


def _fields_of_rules(model: type[models.Model]) -> dict[str, str]:
    """By the message of each rule: the field it is told at."""
    rules = model._meta.constraints
    return {str(rule.get_violation_error_message()): field_of(rule, model) for rule in rules}


class Rows(PaginationInlineFormSet):
    """Rows of an inline. What the database refuses is blamed on the row it refused."""

    unchecked: ClassVar[bool] = False

    def full_clean(self) -> None:
        if not self.unchecked:
            return super().full_clean()
        self._errors: list[Any] = []
        self._non_form_errors = self.error_class()
        return None

    def is_valid(self) -> bool:
        return not self.unchecked and super().is_valid()

    def save_new(self, form: Any, commit: bool = True) -> Any:
        with _blamed_on(form):
            return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        with _blamed_on(form):
            return super().save_existing(form, obj, commit)

    def kept_forms(self) -> Iterator[Any]:
        """Forms that hold something and are not marked for deletion."""
        for form in self.forms:
            if not self._should_delete_form(form) and (form.instance.pk or form.has_changed()):
                yield form


class OrderedRows(Rows):
    """New rows go after those there are, in the order of the page."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if not hasattr(self, "_last"):
            saved = self.queryset.aggregate(last=models.Max("position")) if self.instance.pk else {"last": 0}
            self._last = saved["last"] or 0
        self._last += 1
        form.instance.position = self._last
        return super().save_new(form, commit)


@contextmanager
def _blamed_on(form: Any) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        if not hasattr(error, "form_prefix"):
            error.form_prefix = form.prefix  # type: ignore[attr-defined]
        raise
