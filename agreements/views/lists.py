"""The lists, as pages and in every format they can be taken along in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from agreements.exports.feeds import MOST_ENTRIES, atom, calendar
from agreements.exports.tables import csv_lines, json_lines, xlsx_bytes
from agreements.filters.base import RecordFilterSet
from agreements.pages.listing import list_page
from agreements.records.common import Site
from agreements.views.listings import LISTINGS, Listing
from agreements.views.public import public, today

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
ROWS_AT_ONCE = 1000


def list_view(entity: str) -> Callable[..., HttpResponseBase]:
    """An invalid filter is answered 400, with what is wrong and no rows."""
    listing = LISTINGS[entity]

    def view(request: HttpRequest) -> HttpResponse:
        on = today()
        filters = listing.filters(request.GET, listing.rows(on), on=on)
        if not filters.unknown and any("" in values for _name, values in request.GET.lists()):
            return redirect(_without_blanks(request))
        page = list_page(
            filters,
            request.path,
            heading=str(listing.heading),
            row_template=f"{entity}/_row.html",
            row=lambda rows: listing.row(rows, on),
            columns=listing.unfolded,
            formats={name: reverse(f"{entity}-export", args=[name]) for name in listing.formats},
        )
        return render(request, f"{entity}/list.html", {"page": page}, status=200 if page.valid else 400)

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
        filters = listing.filters(request.GET, listing.for_record(on), on=on, paged=False)
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
    site = Site(request.build_absolute_uri("/").rstrip("/"))
    rows = filters.sorted()
    title = filters.sentence(rows.count())
    content: Any
    if extension == "csv":
        content = csv_lines(_records(listing, rows, site), listing.columns)
    elif extension == "xlsx":
        content = xlsx_bytes(_records(listing, rows, site), listing.columns, str(listing.heading))
    elif extension == "json":
        head = {"title": title, "url": request.build_absolute_uri(), "on": on.isoformat(), "count": rows.count()}
        content = json_lines(_records(listing, rows, site), head)
    elif extension == "atom":
        page = f"{site.root}{reverse(f'{listing.entity}-list')}?{request.GET.urlencode()}".rstrip("?")
        shown = _records(listing, rows[:MOST_ENTRIES], site)
        content = [atom(shown, title=title, link=page, feed_url=request.build_absolute_uri(), on=on)]
    else:
        content = [calendar(_records(listing, rows, site), title=title, when=listing.calendar, on=on)]
    response = StreamingHttpResponse(content, content_type=TYPES[extension])
    if extension in ("csv", "xlsx", "ics"):
        response["Content-Disposition"] = f'attachment; filename="{slugify(title)[:100]}.{extension}"'
    return response


def _records(listing: Listing, rows: Any, site: Site) -> Iterator[Mapping[str, Any]]:
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield listing.record(row, site)
