"""What every FilterSet does: refuse what it does not know, sort, and say in words what it shows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import F, OrderBy, QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.dates import PartialDate
from agreements.filters.fields import Said

PER_PAGE = 50
MOST_PER_PAGE = 200
SPOKEN = ("party", "relation", "body", "person", "institution", "topic", "responsible", "status", "", "q")
WINDOWS = (("from", "to"), ("due_from", "due_to"))
PAGING = ("sort", "page", "per_page", "rows")


class PagingForm(forms.Form):
    """`sort`, `page`, `per_page` and `rows` (how close they stand); one out of range is an error with the way out."""

    page = forms.IntegerField(required=False, min_value=1, label=_("Page"))
    per_page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PER_PAGE, label=_("Rows per page"))
    rows = forms.ChoiceField(
        required=False,
        choices=[("", ""), ("compact", "compact")],
        label=_("Rows"),
        error_messages={"invalid_choice": _("“%(value)s” is no way to show rows: use compact, or leave it out.")},
    )
    sort = forms.ChoiceField(required=False, label=_("Sort by"))

    def __init__(self, data: Any, sorts: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.fields["sort"] = forms.ChoiceField(
            required=False,
            label=_("Sort by"),
            choices=[("", "")] + [(key, key) for key in sorts],
        )
        self.fields["sort"].error_messages["invalid_choice"] = gettext(
            "“%(value)s” is no order of this list: use one of {sorts}."
        ).replace("{sorts}", ", ".join(sorts))


def _after(begins: PartialDate, ends: PartialDate) -> bool:
    return begins.earliest is not None and ends.latest is not None and begins.earliest > ends.latest


class RecordFilterSet(django_filters.FilterSet):
    """Narrows cards: rows whose key is that of a published record, with all that is filtered, counted and sorted by.

    Names with a trailing underscore lose it (`from_` is the parameter `from`).

    `sorts` maps a value of `sort` to its label and columns; the first is the default. `noun` is counted in the
    sentence: (singular, plural) with %(count)s.
    """

    sorts: ClassVar[dict[str, tuple[Any, tuple[str, ...]]]]

    def __init__(self, data: QueryDict, queryset: QuerySet, *, on: date, paged: bool = True) -> None:
        """`paged` is False where all rows are given at once: then `page` and `per_page` are refused, not ignored."""
        self.on = on
        self.paging_names = PAGING if paged else ("sort",)
        super().__init__(data, queryset)
        self.paging = PagingForm(data, self.sorts)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        return {name.rstrip("_"): found for name, found in super().get_filters().items()}

    @staticmethod
    def noun(count: int) -> str:
        raise NotImplementedError

    @cached_property
    def unknown(self) -> list[str]:
        return [name for name in self.data if name not in self.filters and name not in self.paging_names]

    @cached_property
    def twice(self) -> list[str]:
        """Parameters of one value that are given more than once: which one counts would be a guess."""
        several = django_filters.MultipleChoiceFilter
        single = [name for name, found in self.filters.items() if not isinstance(found, several)]
        return [name for name in (*single, *self.paging_names) if len(set(self.data.getlist(name))) > 1]

    @cached_property
    def inverted(self) -> list[tuple[str, str]]:
        """Windows that end before they begin."""
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        return [
            (first, last)
            for first, last in WINDOWS
            if (begins := chosen.get(first)) and (ends := chosen.get(last)) and _after(begins, ends)
        ]

    def is_valid(self) -> bool:
        forms = self.form.is_valid() and self.paging.is_valid()
        return bool(forms and not self.unknown and not self.twice and not self.inverted)

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """(parameter, its label, what is wrong with it and the way out), for page and API alike."""
        found = []
        for form in (self.form, self.paging):
            for name, errors in form.errors.items():
                label = str(form.fields[name].label or name) if name in form.fields else name
                found += [(name, label, str(error)) for error in errors]
        for name in self.twice:
            found.append((name, self._label(name), gettext("Given more than once: keep one value.")))
        for _first, last in self.inverted:
            found.append(
                (last, self._label(last), gettext("The window ends before it begins: exchange the two dates."))
            )
        known = ", ".join([*self.filters, *self.paging_names])
        for name in self.unknown:
            message = gettext("There is no filter “%(name)s” here. The filters are: %(known)s.")
            found.append((name, name, message % {"name": name, "known": known}))
        return found

    def _label(self, name: str) -> str:
        return str(self.filters[name].label if name in self.filters else self.paging.fields[name].label)

    @property
    def sort(self) -> str:
        return self.paging.cleaned_data.get("sort") or next(iter(self.sorts))

    @property
    def per_page(self) -> int:
        return self.paging.cleaned_data.get("per_page") or PER_PAGE

    @property
    def is_compact(self) -> bool:
        return bool(self.paging.cleaned_data.get("rows"))

    @property
    def page_number(self) -> int:
        return self.paging.cleaned_data.get("page") or 1

    def narrowed(self, without: Iterable[str] = ()) -> QuerySet:
        """The cards that the chosen filters leave, but for those named in `without`; none where anything is wrong."""
        queryset = self.queryset.all() if self.is_valid() else self.queryset.none()
        for name, value in self.chosen.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def sorted(self) -> QuerySet:
        """All cards of the filters in the chosen order; none where anything is wrong."""
        return self.narrowed().order_by(*self.order())

    def order(self, prefix: str = "") -> list[OrderBy]:
        """The chosen order, what has no value last in either direction. `prefix` leads to the cards, like `card__`."""
        _label, columns = self.sorts[self.sort]
        fields = [(F(prefix + column.lstrip("-")), column.startswith("-")) for column in columns]
        order = [one.desc(nulls_last=True) if down else one.asc(nulls_last=True) for one, down in fields]
        return [*order, F("pk").asc()]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The filters in use and their cleaned values."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def sentence(self, count: int) -> str:
        """Like "27 meetings of Morocco and Spain since 2019"."""
        said = [(name, found) for name, found in self._said() if name in self.chosen]
        sentence = " ".join([self.noun(count), *(found.said(self.chosen[name]) for name, found in said)])
        if not any(found.changes_by_day for _name, found in said):
            return sentence
        day = date_format(self.on, gettext("j F Y"))
        return gettext("%(sentence)s, on %(day)s") % {"sentence": sentence, "day": day}

    def _said(self) -> list[tuple[str, Said]]:
        """In the order in which one would say them, whatever stands where on the page."""

        def place(name: str) -> int:
            return SPOKEN.index(name) if name in SPOKEN else SPOKEN.index("q") - 1

        return [
            (name, found) for name in sorted(self.filters, key=place) if isinstance(found := self.filters[name], Said)
        ]
