"""Is it in the record already? Asked while one types, and once more before a meeting is saved."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from agreements.admin.entry.asked import party_named
from agreements.admin.numbers import whole
from agreements.curation.alike_meetings import Described, alike_meetings, tell_apart
from agreements.curation.duplicates import likely
from agreements.curation.last_seen import last_seen
from agreements.dates import PartialDate, PartialDateError, read_phrase
from agreements.models import Body, Institution, Meeting, Person, Relation
from agreements.models.vocabularies import Mergeable

NAMED: dict[str, Any] = {"person": Person, "institution": Institution, "body": Body}
ASKED_ABOUT = {"body", "relation", "ordinal", "date"}


@require_GET
def alike(request: HttpRequest) -> JsonResponse:
    """`?kind=person&text=...&party=MA&besides=3` -> {"found": [{"text", "url", "last"}]}. `kind` may be `meeting` with
    `body`, `relation`, `ordinal` and `date` as typed. Nothing is found where nothing sensible is asked."""
    kind = request.GET.get("kind", "")
    if kind != "meeting" and kind not in NAMED:
        return JsonResponse({"error": gettext("“kind” is person, institution, body or meeting.")}, status=400)
    user: Any = request.user
    if not user.has_perm(f"agreements.view_{kind}"):
        raise PermissionDenied
    found = _meetings(request) if kind == "meeting" else _named(request, kind)
    return JsonResponse({"found": found})


def _meetings(request: HttpRequest) -> list[dict[str, str]]:
    body, relation = _key(request, "body"), _key(request, "relation")
    if body and not relation:
        relation = Relation.objects.filter(body__pk=body).values_list("pk", flat=True).first() or 0
    described = Described(relation, body, _key(request, "ordinal"), _date(request), _key(request, "besides"))
    meetings = alike_meetings(described)
    return [{"text": str(one), "url": _page(one), "last": one.date.humanize() if one.date else ""} for one in meetings]


def _named(request: HttpRequest, kind: str) -> list[dict[str, str]]:
    text, besides = request.GET.get("text", "").replace("\0", " ")[:300], _key(request, "besides")
    found = likely(Mergeable(kind), text, party_named(request.GET.get("party", "")))
    alike = [one for one in found if one[0] != besides]
    seen = last_seen(NAMED[kind], [key for key, _label, _score in alike])
    pages = {key: reverse(f"admin:agreements_{kind}_change", args=[key]) for key, _label, _score in alike}
    return [{"text": label, "url": pages[key], "last": seen.get(key, "")} for key, label, _score in alike]


def _key(request: HttpRequest, name: str) -> int:
    return whole(request.GET.get(name, "")) or 0


def _date(request: HttpRequest) -> PartialDate | None:
    try:
        edtf = read_phrase(request.GET.get("date", "")[:200]).edtf
        return PartialDate.parse(edtf) if edtf else None
    except PartialDateError:
        return None


def _page(meeting: Meeting) -> str:
    return reverse("admin:agreements_meeting_change", args=[meeting.pk])


def another_field() -> forms.BooleanField:
    return forms.BooleanField(label=_("it is another meeting"), required=False, widget=forms.HiddenInput)


class AsksWhetherAnother:
    """For the form of a meeting. Where it may be recorded already, it is saved once the editor says that it is another.
    `others` are those it was told apart from then."""

    others: list[Meeting]
    fields: Any
    instance: Any
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data  # type: ignore[misc]
        changed = not self.instance.pk or ASKED_ABOUT & set(self.changed_data)  # type: ignore[attr-defined]
        self.others = alike_meetings(self._described(data)) if changed else []
        if self.others and not data.get("another"):
            self.add_error("another", _already_there(self.others))  # type: ignore[attr-defined]
        if self.others:
            self.fields["another"].widget = forms.CheckboxInput()
        return data

    def _described(self, data: dict[str, Any]) -> Described:
        relation, body = data.get("relation"), data.get("body")
        keys = (relation.pk if relation else None, body.pk if body else None)
        return Described(*keys, data.get("ordinal"), data.get("date"), self.instance.pk or 0)

    def tell_apart(self, user: Any) -> None:
        if self.others and user.has_perm("agreements.add_distinct"):
            tell_apart(self.instance, self.others, user)


def _already_there(meetings: list[Meeting]) -> ValidationError:
    listed = format_html_join(
        "; ",
        '<a href="{}" target="_blank">{}</a> ({})',
        ((_page(one), str(one), one.date.humanize() if one.date else gettext("no date")) for one in meetings),
    )
    told = gettext("Perhaps it is recorded already: {}. If it is another meeting, tick the box and save once more.")
    return ValidationError(format_html(told, listed))
