"""What the page of one record holds while it is being edited: its sources and its parties, saved or only typed.

A fact chooses its source among those on the page by their address, so that one pasted a minute ago can be chosen
before anything is saved.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from agreements.admin.endpoints import clean_url
from agreements.admin.numbers import whole
from agreements.admin.refusals import RecordForm
from agreements.models import Citation, Party, Relation, Source

ROW = re.compile(r"citations-([0-9]+)-url")


@dataclass(frozen=True)
class OnPage:
    """`sources`: address and label. `parties`: none while the relation is not chosen."""

    sources: list[tuple[str, str]]
    parties: list[Party]


def on_page(request: HttpRequest, record: Any) -> OnPage:
    """Worked out once a request. `record` is the meeting or the agreement, None where it is new."""
    if not hasattr(request, "on_page"):
        request.on_page = OnPage(_sources(request, record), _parties(request, record))  # type: ignore[attr-defined]
    return request.on_page  # type: ignore[attr-defined]


def _sources(request: HttpRequest, record: Any) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    if request.method == "POST":
        rows = sorted((int(match[1]), name) for name in request.POST if (match := ROW.fullmatch(name)))
        for row, name in rows:
            url = address(request.POST[name])
            if url and f"citations-{row}-DELETE" not in request.POST:
                typed = [request.POST.get(f"citations-{row}-{field}", "") for field in ("title", "publisher")]
                found.setdefault(url, next(filter(None, typed), ""))
    elif record is not None:
        for citation in Citation.objects.filter(**{record._meta.model_name: record, "field": ""}).select_related(
            "source"
        ):
            found.setdefault(citation.source.url, citation.source.title or citation.source.publisher)
    return [(url, f"{number}. {label or urlsplit(url).netloc}") for number, (url, label) in enumerate(found.items(), 1)]


def _parties(request: HttpRequest, record: Any) -> list[Party]:
    relation, further = None, []
    if request.method == "POST":
        pk, body = whole(request.POST.get("relation", "")), whole(request.POST.get("body", ""))
        relations = Relation.objects.select_related("a", "b")
        if pk:
            relation = relations.filter(pk=pk).first()
        elif body:
            relation = relations.filter(body__pk=body).first()
        further = list(Party.objects.filter(pk__in=request.POST.getlist("further")))
    elif record is not None and record.pk:
        relation, further = record.relation, record.further_parties
    return [*relation.sides, *further] if relation else []


def address(text: str) -> str:
    """As it would be saved; "" where it is no address."""
    try:
        return clean_url(text)
    except ValidationError:
        return ""


class CitedWidget(UnfoldAdminSelectWidget):
    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {**(attrs or {}), "data-cited": "", "data-chosen": value or ""})


class PartyPicks(forms.CheckboxSelectMultiple):
    template_name = "admin/widgets/party_picks.html"


class PartiesField(forms.ModelMultipleChoiceField):
    """Some of the parties on the page, as boxes to tick."""

    widget = PartyPicks

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Party.objects.all(), required=False, **kwargs)

    def offer(self, parties: list[Party]) -> None:
        self.widget.choices = [(party.pk, str(party)) for party in parties]


class FactForm(RecordForm):
    """A row that may name the one source on this page which supports it; its own page holds further ones."""

    cited = forms.CharField(label=_("source"), required=False, widget=CitedWidget)
    request: HttpRequest
    page_of: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = on_page(self.request, self.page_of)
        self.citation = self._first_citation()
        offered = dict(self.page.sources)
        if self.citation:
            url = self.citation.source.url
            self.initial["cited"] = url
            offered.setdefault(url, str(self.citation.source))
        self.offered = offered
        self.fields["cited"].widget.choices = [("", "—"), *offered.items()]
        for field in self.fields.values():
            if isinstance(field, PartiesField):
                field.offer(self.page.parties)

    def has_changed(self) -> bool:
        """A source alone, taken over from the row before, makes no fact."""
        return bool(set(self.changed_data) - ({"cited"} if not self.instance.pk else set()))

    def _first_citation(self) -> Citation | None:
        if not self.instance.pk:
            return None
        return next((citation for citation in self.instance.citations.all() if not citation.field), None)

    def clean_cited(self) -> str:
        typed = self.cleaned_data["cited"]
        if typed and typed not in self.offered:
            typed = address(typed)
        if typed and typed not in self.offered:
            raise ValidationError(_("Choose one of the sources above: this one is no longer on the page."))
        return typed

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        self._cite(self.cleaned_data.get("cited", ""))

    def _cite(self, url: str) -> None:
        """The sources' own rows are saved before: they come first on the page."""
        known = self.citation.source.url if self.citation else ""
        if url == known:
            return
        if not url and self.citation:
            self.citation.delete()
            return
        source = Source.objects.get(url=url)
        target = {_target(self.instance): self.instance}
        if Citation.objects.filter(**target, source=source, field="").exists():
            return
        if self.citation:
            self.citation.source = source
            self.citation.save(update_fields=["source"])
        else:
            Citation.objects.create(**target, source=source, position=1)


def _target(fact: Any) -> str:
    return {"position": "of_position", "agreedaction": "action"}.get(fact._meta.model_name, fact._meta.model_name)
