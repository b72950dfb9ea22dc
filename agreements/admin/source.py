from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import RecordAdmin, TableBelow
from agreements.models import Citation, Source
from agreements.models.source import CITED


class SupportsBelow(TableBelow):
    """The facts it supports: they are cited on their own pages."""

    model = Citation
    fields = readonly_fields = ["fact", "field", "says", "quote"]
    can_delete = False
    max_num = 0
    verbose_name_plural = _("facts it supports")
    show_change_link = True

    @admin.display(description=_("fact"))
    def fact(self, citation: Citation) -> str:
        name = next((name for name in CITED if getattr(citation, f"{name}_id")), "")
        return str(getattr(citation, name)) if name else ""


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["__str__", "publisher", "kind", "language", "published_on", "working"]
    list_filter = ["kind", "working", "language"]
    search_fields = ["sort_key", "url", "publisher"]
    autocomplete_fields = ["issuing_party"]
    fields = [
        "url",
        ("title", "publisher"),
        ("kind", "issuing_party"),
        ("language", "published_on"),
        ("accessed", "working"),
        "archived_url",
        "note",
    ]
    inlines = [SupportsBelow]

    def label_for_choice(self, source: Source) -> str:
        return f"{source} · {source.url}"


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    list_display = ["source", "field", "says", "quote"]
    search_fields = ["source__sort_key", "source__url"]
    list_select_related = ["source"]
    autocomplete_fields = ["source", "meeting", "agreement", "body", "action", "person", "institution"]
    raw_id_fields = ["participant", "of_position"]
    fields = [
        "source",
        ("field", "says"),
        ("quote", "locator"),
        "note",
        ("meeting", "agreement"),
        ("body", "action"),
        ("person", "institution"),
        ("participant", "of_position"),
        "position",
    ]
