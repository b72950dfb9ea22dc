"""A meeting on one page: itself, its sources, who sat there, what was said, what was agreed."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import F
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from agreements.admin.actions_below import ActionsBelow
from agreements.admin.assess.way_in import CanBeAssessed
from agreements.admin.base import RowsBelow
from agreements.admin.entry.alike import AsksWhetherAnother, another_field
from agreements.admin.entry.naming import NamesNew, named_choice
from agreements.admin.entry.next_session import FollowsLast, SatLastTime, again_field
from agreements.admin.lists.bulk import DELETE, HAND_IN, PUBLISH, SET_TOPIC, WITHDRAW, OfAggregates
from agreements.admin.lists.columns import MeetingColumns
from agreements.admin.lists.export import EXPORTS
from agreements.admin.lists.filters import ChangedSince, by_choice, by_party, by_relation, by_words, has_source
from agreements.admin.on_page import FactForm, PartiesField, on_page
from agreements.admin.records import (
    AggregateAdmin,
    AggregateForm,
    FurtherField,
    TopicRows,
    TopicsField,
    relation_words,
)
from agreements.admin.refusals import OrderedRows, Rows
from agreements.admin.sources_below import DifferingSourcesBelow, SourcesBelow
from agreements.models import Delegation, Meeting, Participant, Party, PersonParty, Position
from agreements.models.names import Fold

TITLE_WORDS = 5


class MeetingForm(AsksWhetherAnother, TopicRows, AggregateForm):
    topics = TopicsField(Meeting)
    another = another_field()
    further = FurtherField(Meeting)

    class Meta:
        model = Meeting
        exclude: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if relation := self.fields.get("relation"):
            relation.required = False
            relation.help_text = gettext("Follows from the body.")

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("relation") and "relation" not in self.errors:
            if data.get("body"):
                data["relation"] = data["body"].relation
            else:
                self.add_error("relation", gettext("Choose the body, or the relation whose meeting this is."))
        return super().clean()

    def words_of_address(self, data: dict[str, Any]) -> str:
        """es-ma-gmmp-21, es-ma-gmmp-2023-06-02, es-ma-talks-on-migration-2023-06."""
        date = data["date"].edtf.partition("/")[0] if data.get("date") else ""
        if data.get("body"):
            return f"{data['body'].slug} {data.get('ordinal') or date}"
        return " ".join([relation_words(data), *data.get("title", "").split()[:TITLE_WORDS], date])


class ParticipantForm(SatLastTime, NamesNew, FactForm):
    names = ("person", "institution")
    again = again_field()

    class Meta:
        model = Participant
        fields = ["person", "post", "institution", "role", "note"]

    def save(self, commit: bool = True) -> Any:
        self.enter_new(party=self.instance.delegation.party)
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if self.instance.person:
            PersonParty.objects.get_or_create(person=self.instance.person, party=self.instance.delegation.party)


class ParticipantsBelow(RowsBelow):
    model = Participant
    form = ParticipantForm
    formset = OrderedRows
    extra = 1
    layout = [(None, {"fields": ["again", ("person", "post", "role"), ("cited", "institution", "note")]})]
    autocomplete_fields = ["person", "institution"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("citations__source").select_related("person")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ParticipantForm.names:
            kwargs |= named_choice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj and obj.pk else self.extra


class DelegationForm(FactForm):
    party = ModelChoiceField(Party.objects.all(), label=_("party"), widget=UnfoldAdminSelectWidget)

    class Meta:
        model = Delegation
        fields = ["party"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["cited"]
        offered = self.page.parties or list(Party.objects.for_choice())
        widget: Any = self.fields["party"].widget
        widget.attrs["data-party-of-meeting"] = ""
        widget.choices = [("", "—"), *((party.pk, str(party)) for party in offered)]

    def _first_citation(self) -> None:
        return None

    def has_changed(self) -> bool:
        """Whoever is entered below a delegation is entered with it."""
        below = getattr(self, "nested_formsets", ())
        return super().has_changed() or any(rows.formset.has_changed() for rows in below)

    def clean_party(self) -> Party:
        party = self.cleaned_data["party"]
        if self.page.parties and party not in self.page.parties:
            raise ValidationError(gettext("A delegation's party must be one of the meeting's parties."))
        return party


class DelegationsBelow(RowsBelow):
    model = Delegation
    form = DelegationForm
    formset = Rows
    fields = ["party"]
    inlines = [ParticipantsBelow]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 2 if obj and obj.pk and not obj.delegations.exists() else 0


class PositionForm(FactForm):
    parties = PartiesField(label=_("said by"))

    class Meta:
        model = Position
        fields = ["text", "parties", "topic"]


class PositionsBelow(RowsBelow):
    model = Position
    form = PositionForm
    formset = OrderedRows
    layout = [(None, {"fields": ["text", ("parties", "cited", "topic")]})]
    autocomplete_fields = ["topic"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("citations__source", "parties")


@admin.register(Meeting)
class MeetingAdmin(CanBeAssessed, FollowsLast, OfAggregates, MeetingColumns, AggregateAdmin):
    form = MeetingForm
    list_display = ["__str__", "date", "relation", "status", "publication", "doubts"]
    list_filter = [
        by_choice("publication"),
        by_relation("relation"),
        by_party("party_rows__party"),
        by_words("body", _("body"), "body__sort_key"),
        *(by_choice(name) for name in ("status", "level", "format")),
        has_source("meeting"),
        ChangedSince,
    ]
    actions = [HAND_IN, PUBLISH, WITHDRAW, SET_TOPIC, *EXPORTS, DELETE]
    search_fields = ["body__sort_key", "folded_title", "slug", "city", "relation__a__sort_key", "relation__b__sort_key"]
    list_select_related = ["body", "relation__a", "relation__b"]
    autocomplete_fields = ["body", "relation", "country"]
    ordering = [F("date_range").desc(nulls_last=True), "id"]
    inlines = [SourcesBelow, DelegationsBelow, ActionsBelow, PositionsBelow, DifferingSourcesBelow]
    layout = [
        (
            None,
            {
                "fields": [
                    ("body", "relation"),
                    ("title", "ordinal"),
                    ("date", "planned_date"),
                    "another",
                    ("city", "country"),
                ]
            },
        ),
        (None, {"fields": [("status", "level", "format"), "topics", "notes"]}),
        (
            _("More"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("venue", "slug"),
                    "further",
                    "topic_words",
                    ("date_note", "place_note"),
                    ("ordinal_note", "status_note"),
                    "withdrawn_reason",
                ],
            },
        ),
    ]

    class Media:
        js = ["admin/js/jquery.init.js", "admin/meeting.js", "admin/entering.js", "admin/keys.js", "admin/likely.js"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(folded_title=Fold(F("title")))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        on_page(request, obj)
        return super().get_form(request, obj, change, **kwargs)

    def save_last(self, request: HttpRequest, form: Any) -> None:
        super().save_last(request, form)
        form.tell_apart(request.user)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """A meeting saved without delegations is offered both."""
        values = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, DelegationsBelow) and obj.pk and not obj.delegations.exists():
            values["initial"] = [{"party": party.pk} for party in on_page(request, obj).parties]
        return values
