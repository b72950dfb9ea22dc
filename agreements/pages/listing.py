"""A filtered, sorted, paged list: the same page object for every entity."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.filters.base import MOST_PER_PAGE, PER_PAGE, WINDOWS, RecordFilterSet
from agreements.filters.facets import facets_of, rows_without
from agreements.pages.facets import Facet, facets
from agreements.wording import grouped


class Chip(NamedTuple):
    """A chosen value and the address of the list without it."""

    label: str
    url: str


class WayOut(NamedTuple):
    """Where nothing matches: the filter to drop, what there is without it, and its address."""

    label: str
    rows: str
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


class Sorting(NamedTuple):
    """The head of a column: where a click leads, and how the rows are sorted by it now ("" where they are not)."""

    url: str
    direction: str


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
    sorting: dict[str, Sorting]
    row_choices: list[Order]
    compact: bool
    facets: list[Facet]
    hidden: list[tuple[str, str]]
    ways_out: list[WayOut]
    pager: Pager
    formats: list[Format]
    clear_url: str
    rows_template: str

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
    rows_template: str,
    load: Callable[[list[Any]], Iterable[Any]],
    formats: Mapping[str, str] | None = None,
) -> ListPage:
    """`load` makes the lines of the keys of one page, in their order; `formats` are the addresses of the list in other
    formats."""
    found = facets_of(filters)
    shown = _shown(filters, found.total)
    return ListPage(
        heading=heading,
        sentence=gettext("This list cannot be shown") if shown.problems else filters.sentence(shown.count),
        rows=list(load(shown.keys)) if shown.keys else [],
        count=shown.count,
        problems=shown.problems,
        chips=list(_chips(filters, path)),
        orders=[] if shown.problems else _orders(filters, path),
        sorting={} if shown.problems else _sorting(filters, path),
        row_choices=[] if shown.problems else list(_row_choices(filters, path)),
        compact=filters.is_compact,
        facets=facets(filters, found, lambda changes: _with(filters.data, path, {"page": None, **changes})),
        hidden=[(name, filters.data[name]) for name in ("sort", "per_page", "rows") if filters.data.get(name)],
        ways_out=[] if shown.count or shown.problems else list(_ways_out(filters, path)),
        pager=_pager(filters, path, shown),
        formats=[] if shown.problems else _formats(filters, formats or {}),
        clear_url=path,
        rows_template=rows_template,
    )


@dataclass(frozen=True)
class _Shown:
    """The keys of one page of rows; none, and no count, where there are problems."""

    keys: list[Any]
    count: int = 0
    number: int = 1
    paginator: Paginator | None = None
    problems: list[tuple[str, str, str]] = field(default_factory=list)


class _Counted(Paginator):
    """A paginator that is told how many rows there are."""

    def __init__(self, rows: QuerySet, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count


def _shown(filters: RecordFilterSet, count: int) -> _Shown:
    if not filters.is_valid():
        return _Shown([], problems=filters.problems)
    paginator = _Counted(filters.sorted().values_list("pk", flat=True), filters.per_page, count)
    number = filters.page_number
    if number > paginator.num_pages:
        message = gettext("There is no page %(number)s: the last one is %(last)s.")
        values = {"number": grouped(number), "last": grouped(paginator.num_pages)}
        return _Shown([], problems=[("page", gettext("Page"), message % values)])
    return _Shown(list(paginator.page(number).object_list) if count else [], count, number, paginator)


def _ways_out(filters: RecordFilterSet, path: str) -> Iterable[WayOut]:
    for name, count in rows_without(filters).items():
        pair = next((window for window in WINDOWS if name in window), (name,))
        label = str(filters.filters[name].label)
        yield WayOut(label, filters.noun(count), _with(filters.data, path, {"page": None, **dict.fromkeys(pair)}))


def _pager(filters: RecordFilterSet, path: str, shown: _Shown) -> Pager:
    paginator, number = shown.paginator, shown.number
    if not paginator or not shown.keys:
        return Pager("", "", "", [])

    def url(page: int) -> str:
        return _with(filters.data, path, {"page": str(page) if page > 1 else None})

    def link(page: int | str) -> PageLink:
        if not isinstance(page, int):
            return PageLink(None, "")
        return PageLink(page, url(page) if page != number else "")

    first = (number - 1) * paginator.per_page + 1
    shares = {"first": first, "last": first + len(shown.keys) - 1, "count": shown.count}
    values = {name: grouped(share) for name, share in shares.items()}
    numbers = paginator.get_elided_page_range(number, on_each_side=2, on_ends=1) if paginator.num_pages > 1 else []
    return Pager(
        summary=gettext("%(first)s to %(last)s of %(count)s") % values,
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < paginator.num_pages else "",
        pages=[link(page) for page in numbers],
    )


def _with(data: QueryDict, path: str, changes: Mapping[str, str | None], without: tuple[str, str] | None = None) -> str:
    query = [(name, value) for name, values in data.lists() if name not in changes for value in values]
    query = [pair for pair in query if pair != without]
    query += [(name, value) for name, value in changes.items() if value is not None]
    return f"{path}?{urlencode(query)}" if query else path


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
    if isinstance(chosen, list):
        key = filters.filters[name].extra["to_field_name"]
        found = next((item for item in chosen if str(getattr(item, key)).lower() == value.lower()), None)
        return str(found or value)
    return f"{filters.filters[name].label}: {value}"


def _formats(filters: RecordFilterSet, formats: Mapping[str, str]) -> list[Format]:
    everything: dict[str, str | None] = {"page": None, "per_page": None, "rows": None}
    return [Format(str(FORMAT_LABELS[name]), _with(filters.data, url, everything)) for name, url in formats.items()]


def _orders(filters: RecordFilterSet, path: str) -> list[Order]:
    return [
        Order(label, _with(filters.data, path, {"sort": key, "page": None}), key == filters.sort)
        for key, (label, _columns) in filters.sorts.items()
    ]


def _sorting(filters: RecordFilterSet, path: str) -> dict[str, Sorting]:
    """By the name of the column: a click turns the order round where both are there."""
    heads = {}
    for key in filters.sorts:
        column = key.lstrip("-")
        if column in heads:
            continue
        ways = [way for way in (key, column, f"-{column}") if way in filters.sorts]
        other = next((way for way in ways if way != filters.sort), key)
        direction = "descending" if filters.sort.startswith("-") else "ascending"
        url = _with(filters.data, path, {"sort": other, "page": None})
        heads[column] = Sorting(url, direction if filters.sort in ways else "")
    return heads


def _row_choices(filters: RecordFilterSet, path: str) -> Iterable[Order]:
    for number in (25, PER_PAGE, 100, MOST_PER_PAGE):
        url = _with(filters.data, path, {"per_page": str(number), "page": None})
        yield Order(gettext("%d a page") % number, url, number == filters.per_page)
    for value, label in (("", gettext("Comfortable")), ("compact", gettext("Compact"))):
        url = _with(filters.data, path, {"rows": value or None})
        yield Order(label, url, filters.is_compact == bool(value))
