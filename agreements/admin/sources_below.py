"""The sources of a record: an address is pasted, a known source recognised, a new one made."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldAdminURLInputWidget

from agreements.admin.base import RowsBelow
from agreements.admin.endpoints import AddressField
from agreements.admin.partial_dates import PartialDateWidget
from agreements.admin.refusals import OrderedRows, RecordForm
from agreements.admin.roles import may_change
from agreements.curation.addresses import same_page_key
from agreements.models import Citation, Source
from agreements.models.partial_dates import PartialDateFormField
from agreements.models.vocabularies import SourceKind

OF_SOURCE = ("title", "publisher", "kind", "language", "published_on")


class SourceRowForm(RecordForm):
    """One citation of the record, with the source itself in the same row. A blank never blanks what is known of a
    source that the row did not show before: it may be cited elsewhere, too."""

    url = AddressField(
        label=_("address"),
        widget=UnfoldAdminURLInputWidget({"data-source-url": "", "placeholder": "https://"}),
    )
    title = forms.CharField(label=_("title"), required=False, widget=UnfoldAdminTextInputWidget)
    publisher = forms.CharField(label=_("publisher"), required=False, widget=UnfoldAdminTextInputWidget)
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=SourceKind.choices,
        required=False,
        initial=SourceKind.OTHER,
        widget=UnfoldAdminSelectWidget,
    )
    language = forms.CharField(
        label=_("language"),
        required=False,
        max_length=12,
        widget=UnfoldAdminTextInputWidget({"placeholder": _("en, fr, es, ar ...")}),
    )
    published_on = PartialDateFormField(label=_("published"), required=False, widget=PartialDateWidget)
    request: HttpRequest

    class Meta:
        model = Citation
        fields = ["note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            source = self.instance.source
            self.initial.update(url=source.url, **{name: getattr(source, name) for name in OF_SOURCE})
        self.fields["note"].widget.attrs["rows"] = 1

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("url"):
            self._show(data["url"])
            self.source = self._source(data["url"])
            try:
                self.source.full_clean(validate_unique=False)
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    self.add_error(name if name in self.fields else None, messages)
        return data

    def _show(self, url: str) -> None:
        """Where the page is shown again, the facts find their source under the address that the row shows."""
        name = self.add_prefix("url")
        if self.data.get(name) != url:
            data: Any = self.data
            self.data = data.copy()
            self.data[name] = url  # type: ignore[index]

    def _source(self, url: str) -> Source:
        source = Source.objects.filter(url=url).first() or Source(url=url)
        shown = self.instance.pk and self.instance.source_id == source.pk
        typed = {name: self.cleaned_data[name] for name in OF_SOURCE if name in self.cleaned_data}
        given = {name: value or (SourceKind.OTHER if name == "kind" else value) for name, value in typed.items()}
        new = {
            name: value
            for name, value in given.items()
            if value != getattr(source, name) and (shown or value not in (None, "", SourceKind.OTHER))
        }
        if new and not self._may_amend(source):
            for name in new:
                if typed[name] not in (None, ""):
                    self.add_error(name, gettext("Readers see this source already: a reviewer can change it."))
            return source
        for name, value in new.items():
            setattr(source, name, value)
        return source

    def _may_amend(self, source: Source) -> bool:
        user: Any = self.request.user
        return not source.pk or (user.has_perm("agreements.change_source") and may_change(user, source))

    def save(self, commit: bool = True) -> Any:
        if set(self.changed_data) & {"url", *OF_SOURCE}:
            self.source.save()
        self.instance.source = self.source
        return super().save(commit)


class SourceRows(OrderedRows):
    def clean(self) -> None:
        """A page is listed once. Rows that say so twice since long ago do not keep the record from being saved."""
        super().clean()
        pages: dict[str, list[Any]] = defaultdict(list)
        for form in self.kept_forms():
            if url := getattr(form, "cleaned_data", {}).get("url"):
                pages[same_page_key(url)].append(form)
        for alike in pages.values():
            typed = [form for form in alike if not form.instance.pk or "url" in form.changed_data]
            for form in typed if len(typed) < len(alike) else typed[1:]:
                form.add_error("url", gettext("This address is listed already."))


class SourcesBelow(RowsBelow):
    """The numbered sources of a record. Citations of one of its facts alone have their own page."""

    model = Citation
    form = SourceRowForm
    formset = SourceRows
    verbose_name = _("source")
    verbose_name_plural = _("sources")
    layout = [(None, {"fields": ["url", ("title", "publisher"), ("kind", "language", "published_on", "note")]})]
    show_change_link = True
    classes = ["sources-below"]

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        """A new record begins with the paste of an address."""
        return 0 if obj else 1

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).filter(field="").select_related("source").order_by("position", "id")


class FactCitationForm(RecordForm):
    class Meta:
        model = Citation
        fields = ["source", "field", "says", "quote", "locator", "note"]


class CitationsBelow(RowsBelow):
    """Every citation of a fact, on the fact's own page."""

    model = Citation
    form = FactCitationForm
    formset = OrderedRows
    layout = [(None, {"fields": ["source", ("field", "locator"), "says", "quote", "note"]})]
    autocomplete_fields = ["source"]
    verbose_name = _("citation")
    verbose_name_plural = _("citations")


class DifferingSourcesBelow(CitationsBelow):
    """What a source says of one fact of the record, where sources differ."""

    verbose_name = _("what one source says of a fact")
    verbose_name_plural = _("where sources differ")

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).exclude(field="")
