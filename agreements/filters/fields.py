"""The kinds of filter: each narrows a queryset and says in words what it asks for."""

from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.dates import PartialDate
from agreements.filters.widgets import Choosers
from agreements.models import Party
from agreements.models.names import Fold
from agreements.models.partial_dates import PartialDateFormField, may_lie_between
from agreements.models.vocabularies import Publication


def listed(words: Sequence[Any], *, joined_by_or: bool = False) -> str:
    """ "Morocco", "Morocco and Spain", "Morocco, Spain and France"; with "or" for alternatives."""
    *first, last = [str(word) for word in words]
    if not first:
        return last
    link = gettext("%(first)s or %(last)s") if joined_by_or else gettext("%(first)s and %(last)s")
    return link % {"first": ", ".join(first), "last": last}


class Said:
    """A filter with a clause for the sentence above the list, like "of %s"."""

    clause: str | Promise
    extra: dict[str, Any]

    def said(self, value: Any) -> str:
        words = value if isinstance(value, (list, tuple, QuerySet)) else [value]
        return str(self.clause) % listed(list(words), joined_by_or=True)


class Codes(Said, django_filters.MultipleChoiceFilter):
    """One or more codes of a vocabulary, as alternatives."""

    def __init__(self, choices: Any, *, clause: str | Promise, **kwargs: Any) -> None:
        self.clause = clause
        self.labels = dict(choices.choices)
        known = ", ".join(choices.values)
        message = format_lazy("{} {}.", _("“%(value)s” is no value of this filter. Its values are:"), known)
        super().__init__(
            choices=choices.choices,
            distinct=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": message},
            **kwargs,
        )

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset

    def said(self, value: Any) -> str:
        return super().said([_begun_small(str(self.labels[code])) for code in value])


class _AnyCase(forms.ModelMultipleChoiceField):
    """Codes and addresses in whichever case they are written in."""

    def __init__(self, *args: Any, upper: bool = False, **kwargs: Any) -> None:
        self.upper = upper
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_choice"] = _("“%(value)s” is not in the record: choose one from the list.")

    def clean(self, value: Any) -> Any:
        return super().clean([str(v).upper() if self.upper else str(v).lower() for v in value or [] if v])


class Records(Said, django_filters.ModelMultipleChoiceFilter):
    """One or more published records by their address. `narrow` gives the condition for the chosen ones."""

    field_class = _AnyCase

    def __init__(
        self,
        model: Any,
        narrow: Callable[[list[Any]], Q],
        *,
        clause: str | Promise,
        key: str = "slug",
        offered: bool = True,
        **kwargs: Any,
    ) -> None:
        """`offered`: whether the form lists what can be chosen. There are too many people for that: a link from
        the person's page chooses, and the form keeps the choice."""
        self.clause = clause
        self.narrow = narrow
        kwargs["widget"] = Choosers if offered else forms.MultipleHiddenInput
        kwargs["upper"] = model is Party
        super().__init__(
            queryset=lambda _request: model.published.for_choice(), to_field_name=key, distinct=False, **kwargs
        )

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        return queryset.filter(self.narrow(list(value))) if value else queryset


class Topics(Records):
    """Topics in the midst of a sentence begin small."""

    def said(self, value: Any) -> str:
        return super().said([_begun_small(str(topic)) for topic in value])


def _begun_small(name: str) -> str:
    """ "Border management" as "border management"; "EU visas" stays as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


class EveryParty(Records):
    """All chosen parties must take part: one condition each."""

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        for party in value or []:
            queryset = queryset.filter(self.narrow([party]))
        return queryset

    def said(self, value: Sequence[Model]) -> str:
        return str(self.clause) % listed(list(value))


class DateFrom(Said, django_filters.Filter):
    """Dates that may lie on or after the first day of the one given; a missing date never does."""

    field_class = PartialDateFormField
    clause: str | Promise = _("since %s")

    def __init__(self, *args: Any, clause: str | Promise | None = None, **kwargs: Any) -> None:
        self.clause = clause or self.clause
        super().__init__(*args, **kwargs)

    def filter(self, queryset: QuerySet, value: PartialDate | None) -> QuerySet:
        return queryset.filter(may_lie_between(self.field_name, value.earliest, None)) if value else queryset


class DateTo(DateFrom):
    clause = _("until %s")

    def filter(self, queryset: QuerySet, value: PartialDate | None) -> QuerySet:
        return queryset.filter(may_lie_between(self.field_name, None, value.latest)) if value else queryset


# Each word is looked for in every column: without a bound, one request could keep the database busy.
MOST_LETTERS, MOST_WORDS = 200, 10


def _few_words(text: str) -> None:
    if len(text.split()) > MOST_WORDS:
        raise forms.ValidationError(gettext("Use at most %d words.") % MOST_WORDS)


class Words(Said, django_filters.CharFilter):
    """Every word stands in one of the columns, whatever its accents or case.

    `guarded` columns of related records count only where these are published: {"body__name": "body__publication"}.
    """

    def __init__(self, *columns: str, guarded: dict[str, str] | None = None, **kwargs: Any) -> None:
        self.columns = columns
        self.guarded = guarded or {}
        self.clause = format_lazy("{} “%s”", _("with the words"))
        super().__init__(label=_("Words"), max_length=MOST_LETTERS, validators=[_few_words], **kwargs)

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        for word in (value or "").split():
            queryset = queryset.filter(self._holds(word))
        return queryset

    def _holds(self, word: str) -> Q:
        found = Q()
        for column in self.columns:
            found |= stands_in(column, word)
        for column, publication in self.guarded.items():
            found |= stands_in(column, word) & Q(**{publication: Publication.PUBLISHED})
        return found


def stands_in(column: str, word: str) -> Q:
    text = Fold(Cast(F(column), TextField()))
    return Q(GreaterThan(StrIndex(text, Fold(Value(word, TextField()))), 0))
