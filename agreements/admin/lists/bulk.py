"""Changes to many records at once: shown and confirmed first, then made one by one, each in a transaction of its own.

What is refused, by a rule of the database or by what the account may do, is told with its reason; the others go on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pghistory
from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from agreements.admin.roles import lock, may_change, may_delete, needs_note
from agreements.curation import workflow
from agreements.curation.workflow import Refused, Step, take
from agreements.models import RecordTopic, Topic
from agreements.models.violations import violation

AT_ONCE = 1000
SHOWN = 50
REFUSALS_TOLD = 20


@dataclass(frozen=True)
class Bulk:
    """`act` changes one locked record or raises Refused; it gets the account, and what `form` asks for."""

    name: str
    title: Any
    explains: Any
    act: Callable[[Any, Any, dict[str, Any]], None]
    form: type[forms.Form] = forms.Form
    permission: str = "change"


def _step(step: Step) -> Callable[[Any, Any, dict[str, Any]], None]:
    def act(record: Any, user: Any, data: dict[str, Any]) -> None:
        take(record, step, user, data.get("reason", ""))

    return act


def set_topic(record: Any, user: Any, data: dict[str, Any]) -> None:
    _must_be_free(record, user)
    bearer = "action" if record._meta.model_name == "agreedaction" else record._meta.model_name
    _row, made = RecordTopic.objects.get_or_create(**{bearer: record}, topic=data["topic"])
    if not made:
        raise Refused(gettext("It has this topic already."))


def delete(record: Any, user: Any, data: dict[str, Any]) -> None:
    if not may_delete(record):
        raise Refused(gettext("Readers saw it: withdraw it instead."))
    _must_be_free(record, user)
    unexplained = needs_note(record) and not data.get("reason")
    try:
        record.delete()
    except ProtectedError as error:
        others = sorted({str(row._meta.verbose_name) for row in error.protected_objects})
        raise Refused(gettext("Others refer to it: %(what)s.") % {"what": ", ".join(others)}) from error
    if unexplained:  # last, since no reason helps where others refer to it
        raise Refused(gettext("Readers see it already: say why it is deleted."))


def _mark(working: bool) -> Callable[[Any, Any, dict[str, Any]], None]:
    def mark(source: Any, user: Any, data: dict[str, Any]) -> None:
        _must_be_free(source, user)
        if source.working is working:
            raise Refused(gettext("It is marked so already."))
        source.working = working
        source.save(update_fields=["working"])

    return mark


def _must_be_free(record: Any, user: Any) -> None:
    if not may_change(user, record):
        raise Refused(gettext("Readers see it already: a reviewer can change it."))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("why they are withdrawn"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Shown to whoever opens an old address."),
        max_length=2000,
    )


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=_("why they are deleted"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Stands in the history. Needed for what readers see."),
        max_length=2000,
        required=False,
    )


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.select_related("parent"), label=_("topic"), widget=UnfoldAdminSelectWidget
    )


def confirmed(bulk: Bulk) -> Any:
    """The action of a list."""

    @action(description=bulk.title, permissions=[bulk.permission])
    def run(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: AT_ONCE + 1])
        if len(keys) > AT_ONCE:
            told = gettext("Choose at most %(count)d at once: narrow the list with its filters.")
            messages.error(request, told % {"count": AT_ONCE})
            return None
        form = bulk.form(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            _change(request, bulk, queryset.model, keys, form.cleaned_data)
            return None
        return _ask(modeladmin, request, bulk, keys, form)

    run.__name__ = bulk.name
    return run


def _ask(modeladmin: Any, request: HttpRequest, bulk: Bulk, keys: list[Any], form: forms.Form) -> HttpResponse:
    rows = modeladmin.get_queryset(request).select_related(*(modeladmin.list_select_related or ()))
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": bulk.title,
        "subtitle": None,
        "bulk": bulk,
        "form": form,
        "opts": modeladmin.opts,
        "keys": keys,
        "shown": rows.filter(pk__in=keys[:SHOWN]),
        "left": max(0, len(keys) - SHOWN),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/desk/confirm.html", context, status=400 if form.errors else 200)


def _change(request: HttpRequest, bulk: Bulk, model: Any, keys: list[Any], data: dict[str, Any]) -> None:
    changed, refusals = 0, []
    for key in keys:
        refusal = _change_one(request.user, bulk, model, key, data)
        changed += refusal is None
        refusals += [refusal] if refusal else []
    told = ngettext("%(title)s: %(count)d changed.", "%(title)s: %(count)d changed.", changed)
    (messages.success if changed else messages.warning)(request, told % {"title": bulk.title, "count": changed})
    for refusal in refusals[:REFUSALS_TOLD]:
        messages.error(request, refusal)
    if left := len(refusals[REFUSALS_TOLD:]):
        more = ngettext("%(count)d more was refused.", "%(count)d more were refused.", left)
        messages.error(request, more % {"count": left})


def _change_one(user: Any, bulk: Bulk, model: Any, key: Any, data: dict[str, Any]) -> str | None:
    """Why it was refused; None where it was changed. The row is locked, so that what was asked of it holds."""
    record = None
    try:
        with transaction.atomic(), pghistory.context(note=str(data.get("reason") or bulk.title)):
            record = model._default_manager.select_for_update().filter(pk=key).first()
            if record is None:
                return gettext("A record is no longer there.")
            lock(record)
            bulk.act(record, user, data)
            connection.check_constraints()
    except Refused as refused:
        return f"{record}: {refused}"
    except DatabaseError as error:
        return f"{record}: {violation(error).message}"
    return None


PUBLISH = confirmed(
    Bulk(
        "publish",
        _("Publish"),
        _("Readers see these records from now on."),
        _step(workflow.PUBLISH),
        permission="publish",
    )
)
HAND_IN = confirmed(
    Bulk(
        "hand_in",
        _("Hand in for review"),
        _("A reviewer is to look at these drafts and publish them."),
        _step(workflow.HAND_IN),
    )
)
WITHDRAW = confirmed(
    Bulk(
        "withdraw",
        _("Withdraw"),
        _("Readers no longer see these records; their addresses tell why."),
        _step(workflow.WITHDRAW),
        ReasonForm,
        permission="publish",
    )
)
SET_TOPIC = confirmed(
    Bulk("set_topic", _("Set a topic"), _("The topic is added to those that they have."), set_topic, TopicForm)
)
MARK_WORKING = confirmed(
    Bulk("mark_working", _("Mark as working"), _("The addresses of these sources answer."), _mark(True))
)
MARK_DEAD = confirmed(
    Bulk("mark_dead", _("Mark as dead"), _("The addresses of these sources no longer answer."), _mark(False))
)
# Takes the place of Django's own, which deletes all or breaks off.
DELETE = confirmed(
    Bulk(
        "delete_selected",
        _("Delete"),
        _("They are gone from the record with all their rows; the history keeps them."),
        delete,
        WhyForm,
        permission="delete",
    )
)


class OfAggregates:
    """What the lists of meetings, agreements and bodies offer to whoever may publish."""

    opts: Any

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return workflow.may_publish(request.user, self.opts.model_name)
