"""The heads of the lists, the calendar, the search, and of what stands alone."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from agreements.dates import PartialDate
from agreements.filters.base import PER_PAGE, RecordFilterSet
from agreements.pages.calendar import CalendarPage
from agreements.pages.heads.head import Head, Node, about_the_site, shortened, told
from agreements.pages.heads.linked import node, searchable_website, webpage
from agreements.pages.listing import Format, ListPage
from agreements.pages.search import SearchPage
from agreements.records.common import Site

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "atom": "application/atom+xml",
    "ics": "text/calendar",
}


def _address(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def chosen(filters: RecordFilterSet) -> list[tuple[str, str]]:
    """The filters in use with their values, in one order, however they were asked for."""
    return [
        (name, text)
        for name, found in filters.filters.items()
        if name in filters.chosen
        for text in sorted(_texts(found, filters.chosen[name]))
    ]


def _texts(found: Any, value: Any) -> set[str]:
    if isinstance(value, PartialDate):
        return {value.edtf}
    values = value if isinstance(value, list) else [value]
    return {str(getattr(one, found.key) if isinstance(one, Model) else one) for one in values}


def list_head(page: ListPage, filters: RecordFilterSet, path: str, site: Site) -> Head:
    """Rows in another order or number are the same list, and a page of them none of its pages. What somebody searched
    for, and what is empty, is for its reader."""
    if not page.valid:
        return Head(site, page.sentence, told(page.sentence, page.heading), path, kind="website", indexed=False)
    as_it_is = filters.sort == next(iter(filters.sorts)) and filters.per_page == PER_PAGE
    number = filters.page_number if as_it_is else 1
    pairs = chosen(filters)
    address = _address(path, [*pairs, *([("page", str(number))] if number > 1 else [])])
    rows = page.pager.summary if number > 1 else ""
    title, description = told(page.sentence, rows, most=200), told(page.sentence, rows, about_the_site())
    data = _dataset(page, _address(path, pairs), description, site)
    shown = webpage(site, address, title, description, kind="CollectionPage", mainEntity=data)
    indexed = page.count > 0 and "q" not in filters.chosen
    return Head(site, title, description, address, kind="website", indexed=indexed, graph=[shown])


def _dataset(page: ListPage, path: str, description: str, site: Site) -> Node:
    """All rows of the list, in each format they can be taken along in."""
    return node(
        "Dataset",
        f"{site.url(path)}#data",
        name=shortened(f"{gettext('Migration Agreements Tracker')}: {page.sentence}", 200),
        description=description,
        url=site.url(path),
        isAccessibleForFree=True,
        distribution=[_download(one, site) for one in page.formats],
    )


def _download(one: Format, site: Site) -> Node:
    extension = one.url.partition("?")[0].rpartition(".")[2]
    return node("DataDownload", name=one.label, contentUrl=site.url(one.url), encodingFormat=MEDIA[extension])


def calendar_head(page: CalendarPage, filters: RecordFilterSet, path: str, site: Site) -> Head:
    """A month in which nothing is recorded is for its reader: there is no end to them."""
    title = told(page.heading, gettext("Calendar"))
    if not page.shown:
        return Head(site, title, told(page.heading, gettext("Calendar")), path, kind="website", indexed=False)
    month = [("month", page.month)] if filters.data.get("month") else []
    address = _address(path, [*chosen(filters), *month])
    description = told(page.shown.sentence, about_the_site())
    shown = webpage(site, address, title, description, kind="CollectionPage")
    indexed = bool(page.shown.agenda)
    return Head(site, title, description, address, kind="website", indexed=indexed, graph=[shown])


def search_head(page: SearchPage, given: list[tuple[str, str]], path: str, site: Site) -> Head:
    address = _address(path, sorted(given) if page.valid else [])
    return Head(site, page.heading, told(page.heading, about_the_site()), address, kind="website", indexed=False)


def home_head(site: Site) -> Head:
    path, name = reverse("home"), gettext("Migration Agreements Tracker")
    shown = webpage(site, path, name, about_the_site())
    return Head(site, "", about_the_site(), path, kind="website", graph=[searchable_website(site), shown])


def about_head(site: Site) -> Head:
    path, title = reverse("about"), gettext("About and method")
    description = gettext(
        "How the record is made: what counts as a source, how dates and promises are read, what “overdue” means, and "
        "how to report an error."
    )
    shown = webpage(site, path, title, description, kind="AboutPage")
    return Head(site, title, description, path, kind="website", graph=[shown])
