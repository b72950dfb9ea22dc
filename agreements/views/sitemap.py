"""What search engines read first: where they may go, and what there is."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from agreements.pages.heads.head import alternates
from agreements.pages.sitemap import BY_ENTITY, PAGES, files, pages
from agreements.records.common import Site
from agreements.views.public import public, today
from agreements.views.site import site_of

XML = "application/xml; charset=utf-8"
HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"

# What changes the view of a list alone, answers to what somebody typed, and whole lists as files: nothing in them that
# the pages do not have.
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search/
Disallow: /*/search/
Disallow: /*?*sort=
Disallow: /*?*per_page=
Disallow: /*?*rows=
Disallow: /*.csv
Disallow: /*.xlsx
Disallow: /*.json
Disallow: /*.ics

Sitemap: {sitemap}
"""


@public
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = site_of(request).url(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")


@public
def index(request: HttpRequest) -> HttpResponse:
    site, known = site_of(request), files(today())
    changed = f"<lastmod>{known.changed.isoformat()}</lastmod>" if known.changed else ""
    found = "".join(
        f"<sitemap><loc>{escape(site.url(reverse('sitemap-file', args=name)))}</loc>{changed}</sitemap>\n"
        for name in known.names
    )
    return HttpResponse(f'{HEADER}<sitemapindex xmlns="{SCHEMA}">\n{found}</sitemapindex>\n', content_type=XML)


@public
def file(request: HttpRequest, entity: str, number: int) -> StreamingHttpResponse:
    if (entity, number) not in files(today()).names:
        raise Http404
    paths = pages() if entity == PAGES else BY_ENTITY[entity].paths(number)
    return StreamingHttpResponse(_urls(paths, site_of(request)), content_type=XML)


def _urls(paths: Iterable[str], site: Site) -> Iterator[str]:
    """Each page in each language, and with each all the others, as search engines want it."""
    yield f'{HEADER}<urlset xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for path in paths:
        known = [(language, escape(url)) for language, url in alternates(site, path)]
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{url}"/>' for code, url in known)
        yield "".join(f"<url><loc>{url}</loc>{links}</url>\n" for url in dict.fromkeys(url for _code, url in known))
    yield "</urlset>\n"
