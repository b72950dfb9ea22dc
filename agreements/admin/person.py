from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import RecordAdmin, TableBelow
from agreements.admin.lists.bulk import DELETE
from agreements.admin.lists.columns import PersonColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import ChangedSince, by_fact, by_party, by_words, has_source, seated
from agreements.admin.merging.way_in import CanBeMerged
from agreements.admin.slugs import NamedForm
from agreements.admin.sources_below import CitationsBelow
from agreements.models import Person, PersonName, PersonParty


class PersonForm(NamedForm):
    class Meta:
        model = Person
        exclude: list[str] = []


class VariantsBelow(TableBelow):
    model = PersonName
    fields = ["name"]


class SatForBelow(TableBelow):
    model = PersonParty
    fields = ["party"]
    autocomplete_fields = ["party"]


@admin.register(Person)
class PersonAdmin(CanBeMerged, PersonColumns, RecordAdmin):
    form = PersonForm
    list_display = ["name", "native_name", "sat_for", "seats", "wikidata", "doubts"]
    list_filter = [
        by_party("party_rows__party"),
        by_words("body", _("body"), "participations__delegation__meeting__body__sort_key"),
        seated("person"),
        by_fact("wikidata", _("has a Wikidata item"), ~Q(wikidata="")),
        has_source("person"),
        ChangedSince,
    ]
    actions = [*EXPORTS, DELETE]
    search_fields = ["sort_key", "variants__folded", "native_name"]
    fields = [("name", "native_name"), ("sort_name", "wikidata"), "note", "slug"]
    inlines = [VariantsBelow, SatForBelow, CitationsBelow]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("parties")

    @admin.display(description=_("has sat for"))
    def sat_for(self, person: Person) -> str:
        return ", ".join(party.pk for party in person.parties.all())

    def label_for_choice(self, person: Person) -> str:
        parties = self.sat_for(person)
        return f"{person.name} ({parties})" if parties else person.name
