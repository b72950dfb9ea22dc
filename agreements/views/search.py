from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from agreements.pages.heads.lists import search_head
from agreements.pages.search import search_page, suggested
from agreements.search.terms import MOST_LETTERS, MOST_TERMS, typed_terms
from agreements.views.public import public
from agreements.views.site import site_of


@public
def search(request: HttpRequest) -> HttpResponse:
    """A search that cannot be made is answered 400, with what is wrong and no results."""
    page = search_page(request.GET, request.path)
    head = search_head(page, [(name, request.GET[name]) for name in request.GET], request.path, site_of(request))
    return render(request, "search/results.html", {"page": page, "head": head}, status=200 if page.valid else 400)


@public
def suggest(request: HttpRequest) -> JsonResponse:
    """Names for what is being typed: (kind, name, address) of each, and how many in words for who cannot see them.

    What cannot be searched for has no suggestions: the search itself says what is wrong with it.
    """
    text = request.GET.get("q", "")
    fit = len(text) <= MOST_LETTERS and "\0" not in text and len(typed_terms(text)) <= MOST_TERMS
    found = suggested(text) if fit else []
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", len(found)) % {"count": len(found)}
    return JsonResponse(
        {"suggestions": [one._asdict() for one in found], "said": said if found else gettext("No suggestions")}
    )
