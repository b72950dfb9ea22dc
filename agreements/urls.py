"""Addresses. They are public and stable: DESIGN section 3. English has no prefix."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, include, path, register_converter
from django.urls.converters import IntConverter, SlugConverter

from agreements.views import calendar, details, health, home, lists, search, sitemap


class SourceNumber(IntConverter):
    regex = "[1-9][0-9]{0,17}"


class RecordSlug(SlugConverter):
    regex = "[a-z0-9-]+"


class PartyCode(SlugConverter):
    """In either case: the page leads from the one to the other."""

    regex = "[A-Za-z0-9-]+"


class ActionNumber(IntConverter):
    regex = "[1-9][0-9]{0,8}"


class Format(SlugConverter):
    regex = "csv|json|xlsx|atom|ics"


register_converter(SourceNumber, "source")
register_converter(RecordSlug, "record")
register_converter(PartyCode, "party")
register_converter(ActionNumber, "number")
register_converter(Format, "format")


def _entity(folder: str, name: str, detail_view: Any, address: str = "<record:slug>") -> list[URLPattern]:
    return [
        path(f"{folder}/", lists.list_view(name), name=f"{name}-list"),
        path(f"{folder}.<format:extension>", lists.export_view(name), name=f"{name}-export"),
        path(f"{folder}/{address}/", detail_view, name=f"{name}-detail"),
    ]


urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", sitemap.robots),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemaps/<slug:entity>-<number:number>.xml", sitemap.file, name="sitemap-file"),
    path("admin/", admin.site.urls),
    path("accounts/", include("agreements.accounts.urls")),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("about/", home.about, name="about"),
        path("calendar/", calendar.calendar, name="calendar"),
        path("search/", search.search, name="search"),
        path("search/suggest", search.suggest, name="search-suggest"),
        *_entity("meetings", "meeting", details.meeting_detail),
        *_entity("actions", "action", details.action_detail, "<record:slug>-a<number:number>"),
        *_entity("agreements", "agreement", details.agreement_detail),
        *_entity("bodies", "body", details.body_detail),
        *_entity("relations", "relation", details.relation_detail),
        *_entity("parties", "party", details.party_detail, "<party:code>"),
        *_entity("people", "person", details.person_detail),
        *_entity("institutions", "institution", details.institution_detail),
        *_entity("topics", "topic", details.topic_detail, "<record:code>"),
        *_entity("sources", "source", details.source_detail, "<source:pk>"),
        prefix_default_language=False,
    ),
]
