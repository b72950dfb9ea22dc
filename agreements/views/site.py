from django.http import HttpRequest

from agreements.records.common import Site


def site_of(request: HttpRequest) -> Site:
    """Where the record stands, as its reader addresses it."""
    return Site(request.build_absolute_uri("/").rstrip("/"))
