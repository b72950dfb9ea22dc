from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import RecordAdmin, TableBelow
from agreements.admin.lists.bulk import DELETE, MARK_DEAD, MARK_WORKING
from agreements.admin.lists.columns import CitationColumns, OfFact, SourceColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import Answers, ChangedSince, by_choice, by_fact, by_party, by_words
from agreements.admin.merging.way_in import CanBeMerged
from agreements.admin.refusals import RecordForm
from agreements.curation.addresses import ascii_address, clean_address, known_source
from agreements.curation.queues_sources import in_use
from agreements.models import Citation, Source
from agreements.models.source import CITED

VISITS_SHOWN = 10


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


class SourceForm(RecordForm):
    def clean_url(self) -> str:
        """An address typed anew is kept clean; one recorded long ago stays as it is until somebody types another."""
        typed: str = self.cleaned_data["url"]
        if "url" not in self.changed_data:
            return typed
        if known := known_source(typed, besides=self.instance.pk or 0):
            link = format_html('<a class="source-link" href="{}">{}</a>', _page_of(known), known)
            raise ValidationError(format_html(gettext("This page is recorded already: {}"), link))
        address = clean_address(typed)
        self.fields["url"].run_validators(address)
        return address


def _page_of(source: Source) -> str:
    return reverse("admin:agreements_source_change", args=[source.pk])


@admin.register(Source)
class SourceAdmin(CanBeMerged, SourceColumns, RecordAdmin):
    form = SourceForm
    list_display = ["__str__", "publisher", "kind", "language", "published_on", "doubts"]
    list_filter = [
        Answers,
        by_fact("archived", _("has an archived copy"), ~Q(archived_url="")),
        by_fact("used", _("supports something"), in_use),
        by_choice("kind"),
        by_words("publisher", _("publisher"), "folded_publisher"),
        by_party("issuing_party", title=_("issuing party")),
        "language",
        ChangedSince,
    ]
    actions = [MARK_WORKING, MARK_DEAD, *EXPORTS, DELETE]
    search_fields = ["sort_key", "url", "publisher"]
    autocomplete_fields = ["issuing_party"]
    readonly_fields = ["elsewhere", "last_visits"]
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

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [self.fields[0], "elsewhere", *self.fields[1:], "last_visits"] if obj else self.fields

    @admin.display(description=_("on the web"))
    def elsewhere(self, source: Source) -> str:
        """Links for the editor to follow: the site itself asks nobody."""
        archive = f"https://web.archive.org/web/*/{ascii_address(source.url)}"
        links = [(source.url, gettext("Open the page")), (archive, gettext("Look for an archived copy"))]
        if source.archived_url:
            links.insert(1, (source.archived_url, gettext("Open the archived copy")))
        shown = '<a class="source-link" href="{}" target="_blank" rel="noopener noreferrer">{}</a>'
        return format_html_join(" · ", shown, links)

    @admin.display(description=_("last visits"))
    def last_visits(self, source: Source) -> str:
        return render_to_string("admin/source_visits.html", {"visits": source.visits.all()[:VISITS_SHOWN]})

    def label_for_choice(self, source: Source) -> str:
        return f"{source} · {source.url}"


@admin.register(Citation)
class CitationAdmin(CitationColumns, RecordAdmin):
    list_display = ["source", "fact", "field", "says", "quote"]
    list_filter = [
        OfFact,
        by_words("source", _("source"), "source__sort_key"),
        by_fact("differs", _("sources differ"), ~Q(says="")),
        by_fact("dead", _("dead link"), Q(source__working=False)),
        ChangedSince,
    ]
    actions = [*EXPORTS, DELETE]
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
