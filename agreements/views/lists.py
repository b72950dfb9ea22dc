"""The lists, as pages and in every format they can be taken along in."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from agreements.exports.copied import csv_copied
from agreements.exports.feeds import MOST_ENTRIES, atom, calendar
from agreements.exports.naming import attachment
from agreements.exports.tables import csv_lines, json_lines, xlsx_bytes
from agreements.filters.base import RecordFilterSet
from agreements.pages.heads.lists import list_head
from agreements.pages.listing import list_page
from agreements.records.cells import columns
from agreements.records.common import Site
from agreements.views.listings import LISTINGS, Listing
from agreements.views.public import public, today
from agreements.views.site import site_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


def list_view(entity: str) -> Callable[..., HttpResponseBase]:
    """An invalid filter is answered 400, with what is wrong and no rows."""
    listing = LISTINGS[entity]

    def view(request: HttpRequest) -> HttpResponse:
        on = today()
        filters = listing.filters(request.GET, listing.cards(on), on=on)
        if not filters.unknown and any("" in values for _name, values in request.GET.lists()):
            return redirect(_without_blanks(request))
        page = list_page(
            filters,
            request.path,
            heading=str(listing.heading),
            rows_template=f"{entity}/_rows.html",
            load=lambda keys: listing.lines(keys, on),
            formats={name: reverse(f"{entity}-export", args=[name]) for name in listing.formats},
        )
        head = list_head(page, filters, request.path, site_of(request))
        return render(request, f"{entity}/list.html", {"page": page, "head": head}, status=200 if page.valid else 400)

    return public(view)


def _without_blanks(request: HttpRequest) -> str:
    """What a form sends for the fields left alone has no place in an address that people share."""
    query = request.GET.copy()
    for name, values in request.GET.lists():
        query.setlist(name, [value for value in values if value])
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path


def export_view(entity: str) -> Callable[..., HttpResponseBase]:
    """Exactly the filtered rows, all of them, in the order asked for."""
    listing = LISTINGS[entity]

    def view(request: HttpRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
        if extension not in listing.formats:
            raise Http404
        on = today()
        filters = listing.filters(request.GET, listing.cards(on), on=on, paged=False)
        if not filters.is_valid():
            return _refused(filters, extension)
        return _response(request, listing, filters, extension, on)

    return public(view)


def _refused(filters: RecordFilterSet, extension: str) -> HttpResponse:
    if extension == "json":
        errors: dict[str, list[str]] = {}
        for name, _label, message in filters.problems:
            errors.setdefault(name, []).append(message)
        return JsonResponse({"errors": errors}, status=400)
    text = "\n".join(f"{name}: {message}" for name, _label, message in filters.problems)
    return HttpResponse(text + "\n", status=400, content_type="text/plain; charset=utf-8")


def _response(
    request: HttpRequest, listing: Listing, filters: RecordFilterSet, extension: str, on: date
) -> HttpResponse | StreamingHttpResponse:
    site = site_of(request)
    rows = listing.exported(filters, on)
    title = filters.sentence(rows.count())
    content: Any
    if extension == "csv":
        content = _csv(listing, rows, site)
    elif extension == "xlsx":
        content = xlsx_bytes(listing.records(rows, site), listing.columns, str(listing.heading))
    elif extension == "json":
        head = {"title": title, "url": request.build_absolute_uri(), "on": on.isoformat(), "count": rows.count()}
        content = json_lines(listing.records(rows, site), head)
    elif extension == "atom":
        page = f"{site.root}{reverse(f'{listing.entity}-list')}?{request.GET.urlencode()}".rstrip("?")
        shown = listing.records(rows[:MOST_ENTRIES], site)
        content = [atom(shown, title=title, link=page, feed_url=request.build_absolute_uri(), on=on)]
    else:
        content = [calendar(listing.records(rows, site), title=title, when=listing.calendar, on=on)]
    response = StreamingHttpResponse(content, content_type=TYPES[extension])
    if extension in ("csv", "xlsx", "ics"):
        response["Content-Disposition"] = attachment(title, extension, fallback=PurePath(request.path).stem)
    return response


def _csv(listing: Listing, rows: QuerySet, site: Site) -> Iterator[str] | Iterator[bytes]:
    if listing.cells:
        return csv_copied(rows, listing.cells(site), columns(listing.record_type))
    return csv_lines(listing.records(rows, site), listing.columns)
