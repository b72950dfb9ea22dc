from typing import Any

from django.contrib import admin

from agreements.admin.base import RecordAdmin, TableBelow
from agreements.admin.lists.bulk import DELETE
from agreements.admin.lists.columns import InstitutionColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import ChangedSince, by_choice, by_party, has_source, seated
from agreements.admin.merging.way_in import CanBeMerged
from agreements.admin.slugs import NamedForm
from agreements.admin.sources_below import CitationsBelow
from agreements.models import Institution, InstitutionName


class InstitutionForm(NamedForm):
    class Meta:
        model = Institution
        exclude: list[str] = []

    def words_of_address(self, data: dict[str, Any]) -> str:
        return f"{data['party'].pk if data.get('party') else ''} {data.get('name', '')}"


class VariantsBelow(TableBelow):
    model = InstitutionName
    fields = ["name"]


@admin.register(Institution)
class InstitutionAdmin(CanBeMerged, InstitutionColumns, RecordAdmin):
    form = InstitutionForm
    list_display = ["name", "party", "kind", "seats", "doubts"]
    list_filter = [
        by_party("party"),
        by_choice("kind"),
        seated("institution"),
        has_source("institution"),
        ChangedSince,
    ]
    actions = [*EXPORTS, DELETE]
    search_fields = ["sort_key", "variants__folded", "party__sort_key"]
    list_select_related = ["party"]
    autocomplete_fields = ["party"]
    fields = [("party", "kind"), "name", "slug"]
    inlines = [VariantsBelow, CitationsBelow]

    def label_for_choice(self, institution: Institution) -> str:
        return f"{institution.name} ({institution.party_id})"
