"""What makes the one page of a meeting quick to fill in."""

from typing import Any

from django.urls import URLPattern, path

from agreements.admin.entry import alike, lists, next_session


def addresses(site: Any) -> list[URLPattern]:
    return [
        path("next-session/", site.admin_view(next_session.choose_body), name="next-session"),
        path("read-list/", site.admin_view(lists.read_list), name="read-list"),
        path("alike/", site.admin_view(alike.alike), name="alike"),
    ]
