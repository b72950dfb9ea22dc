"""The next session of a body: the page of a new meeting, filled in as far as the last ones tell."""

import copy
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from unfold.widgets import UnfoldAdminSelectWidget

from agreements.admin.numbers import whole
from agreements.admin.typed.rows import Row, post_of_row
from agreements.curation.sessions import NextSession, next_session
from agreements.models import Body, Participant
from agreements.models.base import NOT_WITHDRAWN
from agreements.models.vocabularies import SourceKind

ASKED = "next_of"
TO_CONFIRM, CONFIRMED = "?", "yes"


class AgainWidget(forms.CheckboxInput):
    """Whether somebody who sat there last time did so again: to be ticked, or the row struck."""

    template_name = "admin/widgets/again.html"

    def __init__(self) -> None:
        super().__init__(check_test=lambda value: value == CONFIRMED)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"confirm": gettext("There again"), "strike": gettext("Strike")}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, "")

    def format_value(self, value: Any) -> str:
        return CONFIRMED


class SatLastTime:
    """For the form of a seat. Its field `again` is hidden but in a row that was taken over from the last session."""

    fields: Any
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data.get(self.add_prefix("again"), "") if self.is_bound else ""  # type: ignore[attr-defined]
        if asked in (TO_CONFIRM, CONFIRMED):
            self.fields["again"].widget = AgainWidget()

    def clean_again(self) -> str:
        if self.cleaned_data["again"] == TO_CONFIRM:  # type: ignore[attr-defined]
            raise ValidationError(gettext("Taken over from last time: confirm it, or strike the row."))
        return ""


def again_field() -> forms.CharField:
    return forms.CharField(label=_("as last time"), required=False, widget=forms.HiddenInput)


class BodyForm(forms.Form):
    body = forms.ModelChoiceField(
        Body.objects.filter(NOT_WITHDRAWN).select_related("relation__a", "relation__b").order_by("sort_key"),
        label=_("Body"),
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": _("There is no such body: choose one of the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.label_from_instance = lambda body: f"{body.name} ({body.relation.slug.upper()})"


@require_GET
def choose_body(request: HttpRequest) -> HttpResponse:
    """Whose next session it is; then the page of the new meeting."""
    user: Any = request.user
    if not user.has_perm("agreements.add_meeting"):
        raise PermissionDenied
    form = BodyForm(request.GET if "body" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(page_of_next(form.cleaned_data["body"].pk))
    context = {**admin.site.each_context(request), "title": gettext("Next session of a body"), "form": form}
    return TemplateResponse(request, "admin/entry/next_session.html", context, status=400 if form.errors else 200)


def page_of_next(body: Any) -> str:
    """`body` is its key; what is none is told at the page itself."""
    return f"{reverse('admin:agreements_meeting_add')}?{urlencode({ASKED: body})}"


class FollowsLast:
    """For the admin of meetings. The page is drawn as one that comes back with what was typed: whatever stands in it is
    what the editor sends, and nothing is saved by opening it."""

    def _changeform_view(self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any) -> Any:
        asked = request.GET.get(ASKED)
        if request.method != "GET" or object_id or asked is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        body = Body.objects.filter(NOT_WITHDRAWN, pk=whole(asked) or 0).first()
        if body is None:
            raise Http404(gettext("There is no such body."))
        session = next_session(body)
        page: Any = self
        filled = copy.copy(request)
        filled.method = "POST"
        filled.POST = post_of_row(_filled(page.shown(request, None).row, session), request.GET)  # type: ignore[assignment]
        filled.unchecked = True  # type: ignore[attr-defined]
        response = super()._changeform_view(filled, object_id, form_url, extra_context)  # type: ignore[misc]
        filled.method = "GET"  # drawn later: nobody has typed anything yet
        messages.info(request, _told(session))
        return response


def _told(session: NextSession) -> str:
    if session.seated is None:
        return gettext("No earlier session says who sits there: enter what the source says.")
    told = gettext(
        "Taken over from %(meeting)s: confirm or strike who sat there then, and look at what else is filled in."
    )
    when = f" ({session.seated.date.humanize()})" if session.seated.date else ""
    return told % {"meeting": f"{session.seated}{when}"}


def _filled(empty: Row, session: NextSession) -> Row:
    body, last = session.body, session.last
    given: dict[str, Any] = {"body": body.pk, "relation": body.relation_id, "ordinal": session.ordinal or ""}
    given |= {"city": session.place.city, "country": session.place.country}
    if last:
        given |= {"level": last.level, "format": last.format, "topic_words": ", ".join(last.topic_words)}
    values = empty.values | {name: [str(value)] for name, value in given.items()}
    values |= {"topics": [str(key) for key in session.topics], "further": list(session.further)}
    below = empty.below | {
        "citations": [Row(values={"kind": [SourceKind.OTHER.value]})],
        "delegations": [_delegation(code, session) for code in _parties(session)],
    }
    return Row("", values, below)


def _parties(session: NextSession) -> list[str]:
    relation = session.body.relation
    return [
        relation.a_id,
        relation.b_id,
        *(code for code in session.seats if code not in (relation.a_id, relation.b_id)),
    ]


def _delegation(code: str, session: NextSession) -> Row:
    seats = [_seat(seat) for seat in session.seats.get(code, [])]
    return Row(values={"party": [code]}, below={"participants": seats or [Row(values={"role": ["member"]})]})


def _seat(seat: Participant) -> Row:
    given = {"person": seat.person_id, "institution": seat.institution_id, "post": seat.post, "role": seat.role}
    return Row(values={name: [str(value or "")] for name, value in given.items()} | {"again": [TO_CONFIRM]})
