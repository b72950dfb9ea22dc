"""What the forms ask while they are filled in. Staff only: the admin site wraps each of them."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from agreements.admin.partial_dates import understanding
from agreements.models import Body, Relation, Source

clean_url = forms.URLField(max_length=2000, assume_scheme="https").clean


@require_GET
def understand_date(request: HttpRequest) -> JsonResponse:
    """`?text=second half of 2023` -> {"text": "understood as ...", "error": false}."""
    text, error = understanding(request.GET.get("text", ""), phrases="phrases" in request.GET)
    return JsonResponse({"text": text, "error": error})


@require_GET
def parties(request: HttpRequest) -> JsonResponse:
    """`?body=3` or `?relation=2` -> the relation and its two parties; {} where there is none."""
    relations = Relation.objects.select_related("a", "b")
    if (body := request.GET.get("body", "")).isdecimal():
        relation = relations.filter(pk__in=Body.objects.filter(pk=body).values("relation")).first()
    elif (pk := request.GET.get("relation", "")).isdecimal():
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
    """The source of a pasted address, saved at once where it is new; 400 with {"error": ...} for what is no address."""
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
            "url": url,
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
