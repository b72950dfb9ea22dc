from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from agreements.admin.entry.next_session import page_of_next
from agreements.admin.lists.bulk import DELETE, HAND_IN, PUBLISH, WITHDRAW, OfAggregates
from agreements.admin.lists.columns import BodyColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import ChangedSince, by_choice, by_party, by_relation, has_source
from agreements.admin.merging.way_in import CanBeMerged
from agreements.admin.on_page import on_page
from agreements.admin.records import AggregateAdmin, AggregateForm, FurtherField, relation_words
from agreements.admin.slugs import tell_alike
from agreements.admin.sources_below import DifferingSourcesBelow, SourcesBelow
from agreements.models import Body

NAME_WORDS = 6


class BodyForm(AggregateForm):
    further = FurtherField(Body)

    class Meta:
        model = Body
        exclude: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_alike(self)

    def words_of_address(self, data: dict[str, Any]) -> str:
        return " ".join([relation_words(data), *data.get("name", "").split()[:NAME_WORDS]])


@admin.register(Body)
class BodyAdmin(CanBeMerged, OfAggregates, BodyColumns, AggregateAdmin):
    form = BodyForm
    list_display = ["__str__", "relation", "kind", "state", "meetings_recorded", "publication", "doubts"]
    list_filter = [
        by_choice("publication"),
        by_relation("relation"),
        by_party("party_rows__party"),
        by_choice("kind"),
        by_choice("state"),
        has_source("body"),
        ChangedSince,
    ]
    actions = [HAND_IN, PUBLISH, WITHDRAW, *EXPORTS, DELETE]
    actions_detail = [*CanBeMerged.actions_detail, "next_session"]
    search_fields = ["sort_key", "slug", "relation__a__sort_key", "relation__b__sort_key"]
    list_select_related = ["relation__a", "relation__b"]
    autocomplete_fields = ["relation", "parent", "replaced_by"]
    inlines = [SourcesBelow, DifferingSourcesBelow]
    layout = [
        (None, {"fields": ["relation", "name", "other_names", ("kind", "state"), ("parent", "replaced_by")]}),
        (None, {"fields": [("established", "ended"), "further", "note", "slug"]}),
    ]

    class Media:
        js = ["admin/js/jquery.init.js", "admin/meeting.js", "admin/keys.js", "admin/likely.js"]

    @action(description=_("Next session"), url_path="next-session", icon="event_upcoming", permissions=["next_session"])
    def next_session(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(page_of_next(object_id))

    def has_next_session_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        user: Any = request.user
        return user.has_perm("agreements.add_meeting")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        on_page(request, obj)
        return super().get_form(request, obj, change, **kwargs)

    def label_for_choice(self, body: Body) -> str:
        return f"{body.name} ({body.relation.slug.upper()})"
