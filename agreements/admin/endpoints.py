"""What the forms ask while they are filled in. Staff only: the admin site wraps each of them."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from agreements.admin.numbers import whole
from agreements.admin.partial_dates import understanding
from agreements.curation.addresses import recorded_address
from agreements.models import Body, Relation, Source


class AddressField(forms.URLField):
    """An address as it will be saved: that of the known source of the page, else the clean one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, assume_scheme="https", **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        address = recorded_address(typed) if typed else ""
        self.run_validators(address)  # percent-encoded, it may have become too long
        return address


clean_url = AddressField().clean


@require_GET
def understand_date(request: HttpRequest) -> JsonResponse:
    """`?text=second half of 2023` -> {"text": "understood as ...", "error": false}."""
    text, error = understanding(request.GET.get("text", ""), phrases="phrases" in request.GET)
    return JsonResponse({"text": text, "error": error})


@require_GET
def parties(request: HttpRequest) -> JsonResponse:
    """`?body=3` or `?relation=2` -> the relation and its two parties; {} where there is none."""
    relations = Relation.objects.select_related("a", "b")
    if body := whole(request.GET.get("body", "")):
        relation = relations.filter(pk__in=Body.objects.filter(pk=body).values("relation")).first()
    elif pk := whole(request.GET.get("relation", "")):
        relation = relations.filter(pk=pk).first()
    else:
        relation = None
    if relation is None:
        return JsonResponse({})
    return JsonResponse(
        {
            "relation": {"id": relation.pk, "text": str(relation)},
            "parties": [{"code": party.pk, "name": str(party)} for party in relation.sides],
        }
    )


@require_POST
def recognise_source(request: HttpRequest) -> JsonResponse:
    """The source of a pasted address, saved at once where it is new; 400 with {"error": ...} for what is no address.

    `url` is how the known source writes the page, which the field is to show.
    """
    if not request.user.has_perm("agreements.add_source"):
        raise PermissionDenied
    try:
        url = clean_url(request.POST.get("url", ""))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    source, created = Source.objects.get_or_create(url=url)
    return JsonResponse(
        {
            "id": source.pk,
            "url": source.url,
            "known": not created,
            "facts": source.citations.count(),
            "fields": {
                "title": source.title,
                "publisher": source.publisher,
                "kind": source.kind,
                "language": source.language,
                "published_on": source.published_on.edtf if source.published_on else "",
            },
        }
    )
