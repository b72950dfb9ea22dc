"""Addresses. They are public and stable: DESIGN section 3. English has no prefix."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLResolver, include, path, register_converter
from django.urls.converters import IntConverter, SlugConverter

from agreements.views import details, health, home, lists


class RecordSlug(SlugConverter):
    regex = "[a-z0-9-]+"


class ActionNumber(IntConverter):
    regex = "[1-9][0-9]{0,8}"


register_converter(RecordSlug, "record")
register_converter(ActionNumber, "number")


def _entity(folder: str, name: str, list_view: Any, detail_view: Any, address: str = "<record:slug>") -> URLResolver:
    return path(
        f"{folder}/",
        include([path("", list_view, name=f"{name}-list"), path(f"{address}/", detail_view, name=f"{name}-detail")]),
    )


urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("about/", home.about, name="about"),
        _entity("meetings", "meeting", lists.meeting_list, details.meeting_detail),
        path("actions/", lists.action_list, name="action-list"),
        path("actions/<record:slug>-a<number:number>/", details.action_detail, name="action-detail"),
        _entity("agreements", "agreement", lists.agreement_list, details.agreement_detail),
        _entity("bodies", "body", lists.body_list, details.body_detail),
        _entity("relations", "relation", lists.relation_list, details.relation_detail),
        _entity("parties", "party", lists.party_list, details.party_detail, "<record:code>"),
        _entity("people", "person", lists.person_list, details.person_detail),
        _entity("institutions", "institution", lists.institution_list, details.institution_detail),
        _entity("topics", "topic", lists.topic_list, details.topic_detail, "<record:code>"),
        _entity("sources", "source", lists.source_list, details.source_detail, "<int:pk>"),
        prefix_default_language=False,
    ),
]
