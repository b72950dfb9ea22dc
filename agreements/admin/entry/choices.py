"""What an autocomplete offers: what begins with the words typed, what contains them, and what is probably meant."""

import json
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse
from django.utils.functional import cached_property

from agreements.admin.entry.asked import party_named
from agreements.curation.duplicates import likely
from agreements.curation.last_seen import last_seen
from agreements.models import Body, Institution, Meeting, Person
from agreements.models.names import Fold
from agreements.models.vocabularies import Mergeable

COMPARED = {
    Person: Mergeable.PERSON,
    Institution: Mergeable.INSTITUTION,
    Body: Mergeable.BODY,
    Meeting: Mergeable.MEETING,
}


class Choices(AutocompleteJsonView):
    """`?term=` and, where somebody or something of one party is wanted, `party=MA`. Each result may hold `last`, where
    it last appeared, and `likely` where it is not what was typed but may be what is meant."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        found = json.loads(super().get(request, *args, **kwargs).content)
        listed: Any = self.object_list
        results, model = found["results"], listed.model
        if request.GET.get("page", "1") == "1":
            results += self._likely(model, {result["id"] for result in results})
        seen = last_seen(model, [int(result["id"]) for result in results if result["id"].isdecimal()])
        for result in results:
            if result["id"].isdecimal() and (last := seen.get(int(result["id"]))):
                result["last"] = last
        return JsonResponse(found)

    @cached_property
    def party(self) -> str | None:
        return party_named(self.request.GET.get("party", ""))

    def _likely(self, model: Any, known: set[str]) -> list[dict[str, Any]]:
        if model not in COMPARED or "\0" in self.term:
            return []
        alike = likely(COMPARED[model], self.term, self.party if model in (Person, Institution) else None)
        return [
            {"id": str(key), "text": label, "likely": True} for key, label, _score in alike if str(key) not in known
        ]

    def get_queryset(self) -> QuerySet:
        found = super().get_queryset()
        if not self.term or not hasattr(found.model, "sort_key"):
            return found
        order: list[Any] = []
        if found.model is Institution and (party := self.party):
            order.append(Case(When(party=party, then=Value(0)), default=Value(1)))
        order.append(Case(When(sort_key__startswith=Fold(Value(self.term)), then=Value(0)), default=Value(1)))
        return found.order_by(*order, *(found.query.order_by or found.model._meta.ordering))

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "label_for_choice", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}
