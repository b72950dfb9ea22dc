"""Meetings, agreements and bodies in the admin: parties, topics, publication, an address proposed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.admin.base import RecordAdmin
from agreements.admin.choosing import ChooseSeveral
from agreements.admin.refusals import RecordForm
from agreements.admin.slugs import propose_address
from agreements.admin.workflow.steps import TakesSteps
from agreements.corpus.namesakes import free_slug
from agreements.models import Agreement, Body, Meeting, Party, RecordParty, Topic


def several(model: Any, field: str) -> ChooseSeveral:
    """The autocomplete for a many-to-many field of the model, whose rows the form itself keeps."""
    return ChooseSeveral(model._meta.get_field(field), admin.site)


class TopicsField(forms.ModelMultipleChoiceField):
    def __init__(self, model: Any) -> None:
        super().__init__(
            queryset=Topic.objects.all(), required=False, label=_("topics"), widget=several(model, "topics")
        )

    def clean(self, value: Any) -> Any:
        """A list, in the order in which they were chosen."""
        places = {str(pk): place for place, pk in enumerate(value or [])}
        return sorted(super().clean(value), key=lambda topic: places[str(topic.pk)])


class TopicRows(forms.ModelForm):
    """A form with a TopicsField `topics`. New rows are written in the order chosen, which `set()` would not keep."""

    def _save_m2m(self) -> None:
        topics = self.cleaned_data.pop("topics", None)
        super()._save_m2m()  # type: ignore[misc]
        if topics is None:
            return
        self.cleaned_data["topics"] = topics
        rows = self.instance.topic_rows
        rows.exclude(topic__in=topics).delete()
        known = set(rows.values_list("topic", flat=True))
        for topic in topics:
            if topic.pk not in known:
                rows.create(topic=topic)


class FurtherField(forms.ModelMultipleChoiceField):
    def __init__(self, model: Any) -> None:
        super().__init__(
            queryset=Party.objects.all(),
            required=False,
            label=_("further parties"),
            help_text=_("Rare: besides the two of the relation."),
            widget=several(model, "parties"),
        )


class AggregateForm(RecordForm):
    """`further` keeps the rows of further parties; a slug left blank is proposed by `words_of_address`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propose_address(self)
        if self.instance.pk:
            self.initial["further"] = [party.pk for party in self.instance.further_parties]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        relation = data.get("relation")
        if relation and set(data.get("further") or []) & {relation.a, relation.b}:
            self.add_error("further", gettext("This party is one of the two of the relation."))
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = free_slug(self.words_of_address(data), self._taken(), str(self._meta.model._meta.model_name))
        return data

    def words_of_address(self, data: dict[str, Any]) -> str:
        raise NotImplementedError

    def _taken(self) -> set[str]:
        """Keys of meetings and agreements are one set, since an action may lead to either."""
        models = (Body,) if self._meta.model is Body else (Meeting, Agreement)
        return {slug for model in models for slug in model._default_manager.values_list("slug", flat=True)}

    def _get_validation_exclusions(self) -> set[str]:
        """Whether an address is free depends on the state, which is no field here."""
        return super()._get_validation_exclusions() - {"publication"}  # type: ignore[misc]

    def add_further(self) -> None:
        known = {party.pk for party in self.instance.further_parties}
        for party in self.cleaned_data["further"]:
            if party.pk not in known:
                RecordParty.objects.create(**self._as_parent(), party=party)

    def remove_further(self) -> None:
        """Last: the rows below may have referred to a party that goes."""
        rows = RecordParty.objects.filter(**self._as_parent(), further=True)
        rows.exclude(party__in=self.cleaned_data["further"]).delete()

    def _as_parent(self) -> dict[str, Any]:
        return {str(self._meta.model._meta.model_name): self.instance}


def relation_words(data: dict[str, Any]) -> str:
    return data["relation"].slug if data.get("relation") else ""


class AggregateAdmin(TakesSteps, RecordAdmin):
    list_display = ["__str__", "relation", "publication"]
    autocomplete_fields = ["relation"]

    class Media:
        css: ClassVar = {"all": ["admin/workflow.css"]}
        js = ["admin/workflow.js"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        form.add_further()
        super().save_related(request, form, formsets, change)

    def save_last(self, request: HttpRequest, form: Any) -> None:
        form.remove_further()
