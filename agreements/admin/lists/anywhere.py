"""What the search in the menu finds: records by what their lists search in, drafts among them, and the lists."""

import time
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.dataclasses import SearchResult

from agreements.models import AgreedAction, Agreement, Body, Institution, Meeting, Person, Source
from agreements.models.vocabularies import Publication

# In the order in which they are shown, with the sign that each has in the menu.
SIGNS = {
    Meeting: "groups",
    Body: "account_tree",
    Agreement: "contract",
    Person: "person",
    Institution: "account_balance",
    AgreedAction: "task_alt",
    Source: "description",
}
OF_EACH = 6
LONGEST = 200


def search(site: Any, request: HttpRequest) -> HttpResponse:
    """The answer that the theme's script puts below the field."""
    began, term = time.monotonic(), request.GET.get("s", "").strip()[:LONGEST]
    if not term:
        return HttpResponse()
    found = [*_lists(site, request, term), *_records(site, request, term)]
    page = Paginator(found, max(1, len(found))).page(1)
    context = {
        "search_term": term,
        "results": page,
        "page_obj": page.paginator,
        "page_counter": 0,
        "execution_time": time.monotonic() - began,
    }
    return TemplateResponse(request, "unfold/helpers/command_results.html", context, headers={"HX-Trigger": "search"})


def _lists(site: Any, request: HttpRequest, term: str) -> Iterator[SearchResult]:
    for app in site.get_app_list(request):
        for model in app["models"]:
            if term.casefold() in str(model["name"]).casefold() and model.get("admin_url"):
                yield SearchResult(str(model["name"]), str(app["name"]), model["admin_url"], "list")


def _records(site: Any, request: HttpRequest, term: str) -> Iterator[SearchResult]:
    for model, sign in SIGNS.items():
        admin = site.get_model_admin(model)
        if not admin.has_view_permission(request):
            continue
        rows, _repeats = admin.get_search_results(request, admin.get_queryset(request), term)
        for row in rows[:OF_EACH]:
            address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            yield SearchResult(_name(admin, row), _told(row), address, sign)


def _name(admin: Any, row: Any) -> str:
    return admin.label_for_choice(row) if hasattr(admin, "label_for_choice") else str(row)


def _told(row: Any) -> str:
    """What it is, of which day, and where it stands if readers do not see it."""
    words = [str(row._meta.verbose_name)]
    if day := getattr(row, "date", None) or getattr(row, "signed", None):
        words.append(str(day))
    if getattr(row, "publication", Publication.PUBLISHED) != Publication.PUBLISHED:
        words.append(row.get_publication_display().lower())
    return ", ".join(words)
