"""Partial dates in the database: the column, its range of days, its check, and what queries ask of it.

A model declares three things, and no write can make them differ:

    date = PartialDateField(_("date"))
    date_range = PartialDateRange("date")
    ... constraints = [partial_date_check("date", name="meeting_date_valid")]
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from agreements.dates import PartialDate, PartialDateError, Reading, read_phrase

if TYPE_CHECKING:
    _PartialDateColumn = models.Field[PartialDate | str | None, PartialDate | None]
else:
    _PartialDateColumn = models.Field

# The order of two texts is not the order of two dates, so what compares texts (gt, range, startswith, ...) is missing.
LOOKUPS = {"exact", "in", "isnull", "df", "ndf"}  # the last two: (not) distinct from, for the history triggers


def _read(value: Any) -> PartialDate | None:
    """Raises ValidationError with the kind message of PartialDateError."""
    if value is None or isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value)) if str(value).strip() else None
    except PartialDateError as error:
        raise ValidationError(str(error), code="invalid") from error


class PartialDateFormField(forms.CharField):
    """One line of EDTF, numbers or words (see `read_phrase`), cleaned to a PartialDate or None; shows EDTF."""

    def to_python(self, value: Any) -> Any:
        try:
            reading = read_phrase(super().to_python(value) or "")
            # Words that make no date fail here, with the message that shows what would.
            return PartialDate.parse(reading.edtf or reading.phrase) if reading != Reading("", "") else None
        except PartialDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return value.edtf if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not self.disabled and _read(initial) != self.to_python(data)
        except ValidationError:
            return True


class PartialDateField(_PartialDateColumn):
    """A partial date, stored as its EDTF text; NULL (the default) when it is not known. Python holds PartialDate."""

    description = _("Date as precise as its source")
    # Not "": cleaning leaves empty values as they are, and an empty text must become None.
    empty_values = [None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, "blank": True} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for option in ("null", "blank"):
            kwargs.pop(option, None)
            if not getattr(self, option):
                kwargs[option] = False
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "TextField"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in LOOKUPS else None

    def from_db_value(self, value: str | None, *_context: Any) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)

    def to_python(self, value: Any) -> PartialDate | None:
        return _read(value)

    def get_prep_value(self, value: Any) -> Any:
        value = _read(super().get_prep_value(value))
        return value.edtf if value else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField} | kwargs)


class PartialDateRange(models.GeneratedField):
    """The days that the partial date `source` can mean, kept by PostgreSQL: a date range, unbounded at open ends."""

    def __init__(self, source: str, **kwargs: Any) -> None:
        self.source = source
        super().__init__(
            expression=Func(F(source), function="edtf_range", output_field=DateRangeField()),
            output_field=DateRangeField(),
            db_persist=True,
            **kwargs,
        )

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        for option in ("expression", "output_field", "db_persist"):
            del kwargs[option]
        return name, path, [self.source], kwargs


def partial_date_check(field: str, name: str) -> models.CheckConstraint:
    """The text is a partial date or missing. Needs `PartialDateRange(field)` under the name `<field>_range`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}_range__isnull": False}),
        name=name,
        violation_error_message=_(
            "Write a date as precisely as the source does: 2023-06-02, 2023-06, 2023, 201X (the 2010s), "
            "2023~ (about 2023), 2023-07/2023-12 (a span) or 2012-12-14/.. (open end)."
        ),
    )


def may_lie_between(field: str, first: date | None, last: date | None) -> Q:
    """Dates that may lie in the days from `first` to `last`, both included; None leaves that end open.

    `field` names the partial date, across relations too. A missing date never matches, nor does any when `first` comes
    after `last`.
    """
    if first and last and first > last:
        return Q(pk__in=[])
    return Q(**{f"{field}_range__overlap": DateRange(first, last, "[]")})


class Earliest(Func):
    """The first day that the partial date `field` can mean; NULL when its start is open or it is missing."""

    template = "lower(%(expressions)s)"

    def __init__(self, field: str, **extra: Any) -> None:
        super().__init__(F(f"{field}_range"), output_field=models.DateField(), **extra)


class Latest(Earliest):
    """The last day that the partial date `field` can mean; NULL when its end is open or it is missing."""

    template = "(upper(%(expressions)s) - 1)"
