"""The kinds of filter: each narrows the cards of a list, says in words what it asks for, and names the column that its
facet counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.dates import PartialDate
from agreements.models import Party
from agreements.models.partial_dates import PartialDateFormField, may_lie_between
from agreements.wording import commas


def listed(words: Sequence[Any], *, joined_by_or: bool = False) -> str:
    """ "Morocco", "Morocco and Spain", "Morocco, Spain and France"; with "or" for alternatives."""
    *first, last = [str(word) for word in words]
    if not first:
        return last
    link = gettext("%(first)s or %(last)s") if joined_by_or else gettext("%(first)s and %(last)s")
    return link % {"first": commas(first), "last": last}


@dataclass(frozen=True)
class Column:
    """What a facet counts: a column of the card, or the values of an array. `most` bounds what may be very many."""

    name: str
    many: bool = False
    most: int | None = None


class Said:
    """A filter with a clause for the sentence above the list, like "of %s".

    `narrows_alone`: several values of it are wanted together, so that what they leave is counted, not what lies beside
    them. `changes_by_day`: what it finds is another tomorrow, so that the sentence names the day.
    """

    clause: str | Promise
    extra: dict[str, Any]
    column: Column | None = None
    narrows_alone = False
    changes_by_day = False

    def said(self, value: Any) -> str:
        words = value if isinstance(value, (list, tuple)) else [value]
        return str(self.clause) % listed(list(words), joined_by_or=True)


class Codes(Said, django_filters.MultipleChoiceFilter):
    """One or more codes of a vocabulary, as alternatives."""

    def __init__(
        self,
        choices: Any,
        column: str,
        *,
        clause: str | Promise,
        phrases: Mapping[str, Any] | None = None,
        changes_by_day: bool = False,
        **kwargs: Any,
    ) -> None:
        """`phrases` say each code in the midst of a sentence, where its label will not do."""
        self.clause = clause
        self.phrases = phrases or {}
        self.changes_by_day = changes_by_day
        self.column = Column(column)
        self.labels = dict(choices.choices)
        known = ", ".join(choices.values)
        message = format_lazy("{} {}.", _("“%(value)s” is no value of this filter. Its values are:"), known)
        super().__init__(choices=choices.choices, distinct=False, error_messages={"invalid_choice": message}, **kwargs)

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        return queryset.filter(**{f"{self.column.name}__in": value}) if value and self.column else queryset

    def said(self, value: Any) -> str:
        return super().said([self.phrases.get(code) or _begun_small(str(self.labels[code])) for code in value])


class _AnyCase(forms.ModelMultipleChoiceField):
    """Codes and addresses in whichever case they are written in, as a list of records.

    Most fields of a list are left alone: what could be chosen (`published`) is looked up for the others only.
    """

    def __init__(self, *args: Any, published: Callable[[], QuerySet], upper: bool = False, **kwargs: Any) -> None:
        self.published, self.upper = published, upper
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_choice"] = _("“%(value)s” is not in the record: choose one from the list.")

    def clean(self, value: Any) -> Any:
        asked = [str(v).upper() if self.upper else str(v).lower() for v in value or [] if v]
        if not asked:
            return []
        self.queryset = self.published()
        return list(super().clean(asked))


# Of people, bodies and the like a facet shows the most frequent ones; a record's own page leads to the list of any.
MOST_RECORDS = 12


class Records(Said, django_filters.ModelMultipleChoiceFilter):
    """One or more published records by their address (`key`), as alternatives."""

    field_class = _AnyCase

    def __init__(self, model: Any, column: Column, *, clause: str | Promise, key: str = "slug", **kwargs: Any) -> None:
        self.clause = clause
        self.column: Column = column
        self.key = key
        self.records = model
        kwargs |= {"upper": model is Party, "published": lambda: model.published.for_choice()}
        super().__init__(queryset=lambda _request: model.objects.none(), to_field_name=key, distinct=False, **kwargs)

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        return queryset.filter(self.among([record.pk for record in value])) if value else queryset

    def among(self, keys: list[Any]) -> Q:
        return Q(**{f"{self.column.name}__overlap" if self.column.many else f"{self.column.name}__in": keys})


class Topics(Records):
    """Cards hold a topic's parent as well, so that a top topic includes those below it."""

    def said(self, value: Any) -> str:
        return super().said([_begun_small(str(topic)) for topic in value])


def _begun_small(name: str) -> str:
    """ "Border management" as "border management"; "EU visas" stays as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


class EveryParty(Records):
    """All chosen parties must take part."""

    narrows_alone = True

    def among(self, keys: list[Any]) -> Q:
        return Q(**{f"{self.column.name}__contains": keys})

    def said(self, value: Sequence[Model]) -> str:
        return str(self.clause) % listed(list(value))


class DateFrom(Said, django_filters.Filter):
    """Dates that may lie on or after the first day of the one given; a missing date never does.

    `field_name` names the partial date, whose card has `<field_name>_range`; `years` the array of years it may lie in.
    """

    field_class = PartialDateFormField
    clause: str | Promise = _("since %s")

    def __init__(
        self,
        field_name: str,
        years: str,
        *,
        clause: str | Promise | None = None,
        heading: str | Promise | None = None,
        **kwargs: Any,
    ) -> None:
        """`heading` names the facet that both ends of the window share."""
        self.clause = clause or self.clause
        self.heading = heading or _("Date")
        self.column = Column(years, many=True)
        super().__init__(field_name=field_name, **kwargs)

    def filter(self, queryset: QuerySet, value: PartialDate | None) -> QuerySet:
        return queryset.filter(may_lie_between(str(self.field_name), value.earliest, None)) if value else queryset


class DateTo(DateFrom):
    clause = _("until %s")

    def filter(self, queryset: QuerySet, value: PartialDate | None) -> QuerySet:
        return queryset.filter(may_lie_between(str(self.field_name), None, value.latest)) if value else queryset
