"""From a record's own page to the assessment of its actions, and of an action's the one click."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from agreements.admin.assess.pages import assess_address
from agreements.admin.assess.views import check_address
from agreements.admin.roles import may_change
from agreements.curation.assessing import CLOSED, assessed_on
from agreements.models import AgreedAction
from agreements.models.vocabularies import Evidence


class CanBeAssessed:
    """For the ModelAdmin of a record that has actions."""

    actions_detail = ["assess_actions"]
    opts: Any

    def has_assess_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        user: Any = request.user
        return user.has_perm("agreements.add_actionupdate")

    @action(description=_("Assess its actions"), url_path="assess-actions", icon="fact_check", permissions=["assess"])
    def assess_actions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What the address names is checked there."""
        return HttpResponseRedirect(assess_address(str(self.opts.model_name), object_id))


class CanBeChecked:
    """For the ModelAdmin of actions. The button sends the form elsewhere: what is typed in it is not saved, and the
    browser keeps it and offers it back."""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record: Any = kwargs.get("obj")
        user: Any = request.user
        if record is not None and user.has_perm("agreements.add_actionupdate") and may_change(user, record):
            now: Any = assessed_on(AgreedAction.objects.filter(pk=record.pk), timezone.localdate()).get()
            if now.evidence not in CLOSED:
                context["actions_submit_line"] = [*(context.get("actions_submit_line") or []), _button(now)]
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]


def _button(now: Any) -> dict[str, Any]:
    unseen = now.evidence == Evidence.NOT_ASSESSED
    return {
        "action_name": "_nothing_new",
        "attrs": {"formaction": check_address(now.pk, now.evidence_update), "formnovalidate": True},
        "description": gettext("Checked, nothing found") if unseen else gettext("Checked, nothing new"),
    }
