"""A filtered, sorted, paged list: the same page object for every entity."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.filters.base import RecordFilterSet


class Chip(NamedTuple):
    """A chosen value and the address of the list without it."""

    label: str
    url: str


class Format(NamedTuple):
    label: str
    url: str


FORMAT_LABELS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "atom": _("Feed"), "ics": _("Calendar")}


@dataclass(frozen=True)
class Order:
    label: str | Promise
    url: str
    current: bool


class PageLink(NamedTuple):
    """`url` is "" for the current page, `number` None for a gap."""

    number: int | None
    url: str


@dataclass(frozen=True)
class Pager:
    summary: str
    previous: str
    next: str
    pages: list[PageLink]


@dataclass(frozen=True)
class ListPage:
    """`rows` is empty where `problems` is not: what is wrong is said, and nothing is shown for it."""

    heading: str
    sentence: str
    rows: list[Any]
    count: int
    problems: list[tuple[str, str, str]]
    chips: list[Chip]
    orders: list[Order]
    fields: list[BoundField]
    more_fields: list[BoundField]
    kept_fields: list[BoundField]
    hidden: list[tuple[str, str]]
    pager: Pager
    formats: list[Format]
    clear_url: str
    row_template: str

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [(label, message) for _name, label, message in self.problems]

    @property
    def valid(self) -> bool:
        return not self.problems


def list_page(
    filters: RecordFilterSet,
    path: str,
    *,
    heading: str,
    row_template: str,
    row: Callable[[list[Any]], Iterable[Any]],
    columns: Iterable[str] = (),
    formats: Mapping[str, str] | None = None,
) -> ListPage:
    """`row` makes lines of the model instances of one page; `columns` names the filters shown unfolded; `formats` are
    the addresses of the list in other formats."""
    shown = _shown(filters)
    fields = [filters.form[name] for name in filters.filters if not filters.form[name].is_hidden]
    unfolded = {*columns, *filters.chosen}
    open_fields = [field for field in fields if field.name in unfolded or field.errors]
    return ListPage(
        heading=heading,
        sentence=gettext("This list cannot be shown") if shown.problems else filters.sentence(shown.count),
        rows=list(row(shown.rows)),
        count=shown.count,
        problems=shown.problems,
        chips=list(_chips(filters, path)),
        orders=[] if shown.problems else _orders(filters, path),
        fields=open_fields,
        more_fields=[field for field in fields if field not in open_fields],
        kept_fields=filters.form.hidden_fields(),
        hidden=[(name, filters.data[name]) for name in ("sort", "per_page") if filters.data.get(name)],
        pager=_pager(filters, path, shown),
        formats=[] if shown.problems else _formats(filters, formats or {}),
        clear_url=path,
        row_template=row_template,
    )


@dataclass(frozen=True)
class _Shown:
    """One page of rows; none, and no count, where there are problems."""

    rows: list[Any]
    count: int = 0
    number: int = 1
    paginator: Paginator | None = None
    problems: list[tuple[str, str, str]] = field(default_factory=list)


def _shown(filters: RecordFilterSet) -> _Shown:
    if not filters.is_valid():
        return _Shown([], problems=filters.problems)
    paginator = Paginator(filters.sorted(), filters.per_page)
    number = filters.page_number
    if number > paginator.num_pages:
        message = gettext("There is no page %(number)s: the last one is %(last)s.")
        values = {"number": number, "last": paginator.num_pages}
        return _Shown([], problems=[("page", gettext("Page"), message % values)])
    return _Shown(list(paginator.page(number).object_list), paginator.count, number, paginator)


def _pager(filters: RecordFilterSet, path: str, shown: _Shown) -> Pager:
    paginator, number = shown.paginator, shown.number
    if not paginator or not shown.rows:
        return Pager("", "", "", [])

    def url(page: int) -> str:
        return _with(filters.data, path, {"page": str(page) if page > 1 else None})

    def link(page: int | str) -> PageLink:
        if not isinstance(page, int):
            return PageLink(None, "")
        return PageLink(page, url(page) if page != number else "")

    first = (number - 1) * paginator.per_page + 1
    values = {"first": first, "last": first + len(shown.rows) - 1, "count": shown.count}
    numbers = paginator.get_elided_page_range(number, on_each_side=2, on_ends=1) if paginator.num_pages > 1 else []
    return Pager(
        summary=gettext("%(first)s to %(last)s of %(count)s") % values,
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < paginator.num_pages else "",
        pages=[link(page) for page in numbers],
    )


def _with(data: QueryDict, path: str, changes: Mapping[str, str | None], without: tuple[str, str] | None = None) -> str:
    query = data.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    if without:
        name, left_out = without
        query.setlist(name, [value for value in query.getlist(name) if value != left_out])
    text = query.urlencode()
    return f"{path}?{text}" if text else path


def _chips(filters: RecordFilterSet, path: str) -> Iterable[Chip]:
    for name in filters.filters:
        for value in filters.data.getlist(name):
            if value:
                url = _with(filters.data, path, {"page": None}, without=(name, value))
                yield Chip(_chip_text(filters, name, value), url)


def _chip_text(filters: RecordFilterSet, name: str, value: str) -> str:
    labels = getattr(filters.filters[name], "labels", {})
    if value in labels:
        return str(labels[value])
    chosen: Any = filters.chosen.get(name)
    if isinstance(chosen, QuerySet):
        key = filters.filters[name].extra["to_field_name"]
        found = next((item for item in chosen if str(getattr(item, key)).lower() == value.lower()), None)
        return str(found or value)
    return f"{filters.filters[name].label}: {value}"


def _formats(filters: RecordFilterSet, formats: Mapping[str, str]) -> list[Format]:
    everything: dict[str, str | None] = {"page": None, "per_page": None}
    return [Format(str(FORMAT_LABELS[name]), _with(filters.data, url, everything)) for name, url in formats.items()]


def _orders(filters: RecordFilterSet, path: str) -> list[Order]:
    return [
        Order(label, _with(filters.data, path, {"sort": key, "page": None}), key == filters.sort)
        for key, (label, _columns) in filters.sorts.items()
    ]
