"""A participant's and a position's own page: where further citations go. They are reached from their meeting."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import RecordAdmin
from agreements.admin.on_page import PartiesField
from agreements.admin.refusals import RecordForm
from agreements.admin.sources_below import CitationsBelow
from agreements.models import Participant, Position


class FactAdmin(RecordAdmin):
    inlines = [CitationsBelow]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are entered on the page of their meeting."""
        return False

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Not in the menu."""
        return {}


@admin.register(Participant)
class ParticipantAdmin(FactAdmin):
    list_display = ["__str__", "post", "role", "delegation"]
    list_filter = ["role"]
    search_fields = ["person__sort_key", "post"]
    list_select_related = ["person", "delegation__party"]
    autocomplete_fields = ["person", "institution"]
    fields = [("person", "post"), ("institution", "role"), ("note", "position")]


class PositionForm(RecordForm):
    parties = PartiesField(label=_("said by"))

    class Meta:
        model = Position
        exclude: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parties"]
        field.offer(self.instance.meeting.all_parties if self.instance.pk else [])


@admin.register(Position)
class PositionAdmin(FactAdmin):
    form = PositionForm
    list_display = ["text", "meeting"]
    search_fields = ["text", "meeting__slug"]
    list_select_related = ["meeting__body"]
    autocomplete_fields = ["topic"]
    layout = [(None, {"fields": ["text", "parties", ("topic", "position")]})]
