"""The steps of a record as buttons: those that come with a save below the form, the others above it, each a form."""

from dataclasses import dataclass
from typing import Any

import pghistory
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext

from agreements.admin.history.note import note_of
from agreements.admin.roles import seen_row
from agreements.admin.workflow.preview import preview
from agreements.curation import workflow
from agreements.curation.workflow import STEPS, Refused, Stands, Step
from agreements.models import Comment
from agreements.models.violations import violation
from agreements.models.vocabularies import Publication

STEP, WAS = "_step", "_state"


class CommentForm(forms.Form):
    text = forms.CharField(max_length=5000)


@dataclass(frozen=True)
class Flow:
    """`alone` are the steps of this account that come without a save; `refusal` is why it does not publish."""

    state: str
    label: str
    reason: str
    stands: Stands
    alone: list[Step]
    asking: list[Step]
    send_back: bool
    refusal: str
    comments: list[Comment]
    may_comment: bool
    address: dict[str, str]


class TakesSteps:
    """For the admin of meetings, agreements and bodies."""

    opts: Any
    model: Any

    def get_urls(self) -> list[Any]:
        admin: Any = self
        name = f"{admin.opts.app_label}_{admin.opts.model_name}"
        views = [
            ("step", admin.admin_site.admin_view(self.step_view)),
            ("comment", admin.admin_site.admin_view(self.comment_view)),
            ("preview", preview(admin)),
        ]
        own = [path(f"<path:object_id>/{what}/", view, name=f"{name}_{what}") for what, view in views]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        _refuse_forged(request, form.instance)
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if asked := request.POST.get(STEP):
            step = STEPS.get(asked)
            if step is None or not step.saving:
                raise Refused(gettext("There is no such step. Nothing was saved."))
            workflow.take(form.instance, step, request.user, note_of(request), request.POST.get(WAS, ""))
            connection.check_constraints()
            messages.success(request, str(step.done))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record, user = kwargs.get("obj"), request.user
        kind = self.opts.model_name
        state = record.publication if record is not None else Publication.DRAFT
        may_save = self.has_change_permission(request, record) if record else self.has_add_permission(request)  # type: ignore[attr-defined]
        steps = workflow.steps_from(state, user, kind) if may_save else []
        saving = [step for step in steps if step.saving]
        refusal = ""
        if workflow.PUBLISH in saving:
            refusal = workflow.four_eyes(record, user) if record else ""
            if refusal or (record is None and workflow.PUBLISH.to not in workflow.new_states(user, [kind])):
                saving.remove(workflow.PUBLISH)
        buttons = [{"action_name": STEP, "attrs": {"value": one.code}, "description": one.saving} for one in saving]
        context["actions_submit_line"] = [*(context.get("actions_submit_line") or []), *buttons]
        context["state"] = state
        if record is not None and not context.get("is_popup"):
            context["flow"] = self._flow(request, record, steps, refusal)
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]

    def _flow(self, request: HttpRequest, record: Any, steps: list[Step], refusal: str) -> Flow:
        alone = [step for step in steps if not step.saving]
        return Flow(
            state=record.publication,
            label=record.get_publication_display(),
            reason=record.withdrawn_reason,
            stands=workflow.stands(record),
            alone=[step for step in alone if not step.asks],
            asking=[step for step in alone if step is workflow.WITHDRAW],
            send_back=workflow.SEND_BACK in alone,
            refusal=refusal,
            comments=list(record.comments.select_related("author")),
            may_comment=request.user.has_perm("agreements.add_comment"),
            address={what: self._at(what, record) for what in ("step", "comment", "preview")},
        )

    def _at(self, what: str, record: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{what}", args=[record.pk])

    # The addresses ---------------------------------------------------------------------------------------------------

    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST `step`, `state` (what it was when the page opened) and, where the step asks, `reason`."""
        record = seen_row(self, request, object_id)
        if request.method != "POST":
            return HttpResponseRedirect(self._at("change", record))
        step = STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        if not workflow.may_take(step, request.user, self.opts.model_name):
            raise PermissionDenied
        reason = request.POST.get("reason", "")[:5000]
        try:
            with transaction.atomic(), pghistory.context(note=reason or str(step.title)):
                workflow.take(record, step, request.user, reason, request.POST.get("state", ""))
                connection.check_constraints()
        except Refused as refused:
            return self._again(request, record, step, reason, str(refused), asks=refused.field == "reason")
        except DatabaseError as error:
            return self._again(request, record, step, reason, violation(error).message)
        messages.success(request, str(step.done))
        return HttpResponseRedirect(self._at("change", record))

    def _again(
        self, request: HttpRequest, record: Any, step: Step, reason: str, error: str, *, asks: bool = False
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": step.title,
            "subtitle": None,
            "opts": self.opts,
            "record": record,
            "step": step,
            "reason": reason,
            "error": error,
            "asks": asks,
            "back": self._at("change", record),
        }
        return TemplateResponse(request, "admin/workflow/step.html", context, status=400)

    def comment_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST `text`; answered with the comments as they are now where a script asks, else with the way back."""
        record = seen_row(self, request, object_id)
        if not request.user.has_perm("agreements.add_comment"):
            raise PermissionDenied
        back = f"{self._at('change', record)}#comments"
        if request.method != "POST":
            return HttpResponseRedirect(back)
        form = CommentForm({"text": request.POST.get("text", "").replace("\0", "")})
        if form.is_valid():
            Comment.objects.create(
                **{self.opts.model_name: record}, author_id=request.user.pk, text=form.cleaned_data["text"]
            )
            if request.headers.get("X-Requested-With") != "fetch":
                return HttpResponseRedirect(back)
        comments = record.comments.select_related("author")
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": gettext("Comments: %s") % record,
            "subtitle": None,
            "opts": self.opts,
            "comments": comments,
            "errors": form.errors.get("text", []),
            "text": request.POST.get("text", ""),
            "back": back,
        }
        page = "comment.html" if form.errors else "_comments.html"
        return TemplateResponse(request, f"admin/workflow/{page}", context, status=400 if form.errors else 200)


def _refuse_forged(request: HttpRequest, record: Any) -> None:
    """A page that is none of ours, or one from before: what it says of the state is not passed over in silence."""
    said = request.POST.get("publication")
    if said is not None and said != record.publication:
        told = gettext("Publication: where a record stands is changed by its buttons, as far as your role may.")
        raise Refused(f"{told} {gettext('Nothing was saved.')}", "publication")
