"""What the page of an assessment holds: whose actions they are, and at most a hundred of them."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from agreements.admin.assess.rows import AssessRow, RowForm
from agreements.admin.numbers import whole
from agreements.admin.roles import may_change
from agreements.curation.assessing import CLOSED, assessed_on
from agreements.curation.workflow import may_publish
from agreements.models import ActionUpdate, AgreedAction, Agreement, Body, Citation, Meeting
from agreements.models.vocabularies import Publication

MOST = 100
ROW = re.compile(r"a([1-9][0-9]{0,17})-seen")
WRITTEN = re.compile(r"a([1-9][0-9]{0,17})-what")
KINDS: dict[str, Any] = {"meeting": Meeting, "agreement": Agreement, "body": Body}


class DayForm(forms.Form):
    """The day on which all of this was looked up."""

    checked = forms.DateField(
        label=_("date checked"),
        widget=UnfoldAdminTextInputWidget({"type": "date"}),
        help_text=_("Goes with every row that you fill in."),
    )

    def clean_checked(self) -> date:
        day = self.cleaned_data["checked"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("This day is still to come."))
        return day


@dataclass(frozen=True)
class Scope:
    """`actions` are all that may be written about here; those that are closed are left out for a body alone."""

    kind: str
    record: Any
    actions: QuerySet

    @property
    def address(self) -> str:
        return assess_address(self.kind, self.record.pk)


def assess_address(kind: str, pk: Any) -> str:
    return f"{reverse('admin:assess')}?{kind}={pk}"


def scope_of(request: HttpRequest) -> Scope:
    """`?meeting=3`, `?agreement=3` or `?body=3`. Raises BadRequest, Http404 and PermissionDenied."""
    asked = [kind for kind in KINDS if kind in request.GET]
    if len(asked) != 1 or not re.fullmatch(r"[0-9]{1,18}", request.GET[asked[0]]):
        raise BadRequest(gettext("Say whose actions are assessed by one number: meeting, agreement or body."))
    kind = asked[0]
    record = KINDS[kind]._base_manager.filter(pk=request.GET[kind]).first()
    if record is None:
        raise Http404(gettext("There is no such record: %s.") % kind)
    if kind != "body":
        if not may_change(request.user, record):
            raise PermissionDenied
        return Scope(kind, record, AgreedAction.objects.filter(**{kind: record}))
    met = Meeting.objects.filter(body=record).exclude(publication=Publication.WITHDRAWN)
    if not may_publish(request.user, "meeting"):
        met = met.exclude(publication=Publication.PUBLISHED)
    return Scope(kind, record, AgreedAction.objects.filter(meeting__in=met))


@dataclass
class AssessPage:
    """`left` are the actions on later pages; `problems` what is wrong above the rows."""

    scope: Scope
    day: DayForm
    rows: list[AssessRow]
    number: int = 1
    count: int = 0
    problems: list[str] = field(default_factory=list)
    overtaken: bool = False

    @property
    def left(self) -> int:
        return max(0, self.count - self.number * MOST)

    @property
    def written(self) -> list[AssessRow]:
        return [row for row in self.rows if row.is_written]

    @property
    def wrong(self) -> list[AssessRow]:
        return [row for row in self.rows if row.problems or (row.is_written and row.form.errors)]

    @property
    def of_body(self) -> str:
        """Where all open actions of the meeting's body are assessed."""
        body = getattr(self.scope.record, "body_id", None)
        return assess_address("body", body) if body else ""

    @property
    def previous(self) -> str:
        return f"{self.scope.address}&page={self.number - 1}" if self.number > 1 else ""

    @property
    def next(self) -> str:
        return f"{self.scope.address}&page={self.number + 1}" if self.left else ""

    @property
    def here(self) -> str:
        return f"{self.scope.address}&page={self.number}" if self.number > 1 else self.scope.address

    def is_right(self) -> bool:
        """All rows or none: whatever is wrong with one is told with it."""
        rows = self.written
        if self.day.errors:
            self.problems.append(gettext("The date checked is missing or cannot stand."))
        looked = [row.look() for row in rows]  # all of them: each tells its own
        self.overtaken = any(looked)
        if not rows and not self.problems:
            self.problems.append(gettext("Nothing is filled in: write in the row of an action, or leave the page."))
        return not self.problems and not self.wrong


def opened_page(request: HttpRequest, scope: Scope) -> AssessPage:
    number, today = whole(request.GET.get("page", "1"), 10_000), timezone.localdate()
    if not number:
        raise Http404
    actions = _in_order(assessed_on(scope.actions, today))
    if scope.kind == "body":
        actions = actions.exclude(evidence__in=CLOSED)
    found = list(actions[(number - 1) * MOST : number * MOST])
    count = actions.count() if number > 1 or len(found) == MOST else len(found)
    return AssessPage(scope, DayForm(initial={"checked": today.isoformat()}), _rows(found, None, today), number, count)


def sent_page(request: HttpRequest, scope: Scope) -> AssessPage:
    """The rows that were sent, whatever became of their actions meanwhile; hold them before."""
    post, today = request.POST, timezone.localdate()
    found = list(_in_order(assessed_on(scope.actions.filter(pk__in=sent_keys(post)), today)))
    day = DayForm(post)
    checked = day.cleaned_data.get("checked") if day.is_valid() else today
    number = whole(request.GET.get("page", "1"), 10_000) or 1
    page = AssessPage(scope, day, _rows(found, post, checked), number, len(found))
    known = {row.action.pk for row in page.rows}
    for name in sorted(post):
        written = WRITTEN.fullmatch(name)
        if written and int(written[1]) not in known and post[name].strip():
            told = gettext("An action was deleted meanwhile. You wrote about it: “%s”")
            page.problems.append(told % post[name].strip())
    return page


def sent_keys(post: QueryDict) -> list[int]:
    keys = [int(found[1]) for name in post if (found := ROW.fullmatch(name))]
    if len(keys) > MOST:
        raise BadRequest(gettext("At most %d actions are assessed at once.") % MOST)
    return keys


def _in_order(actions: QuerySet) -> QuerySet:
    return actions.order_by(F("meeting__date_range").desc(nulls_last=True), "meeting", "agreement", "number")


def _rows(actions: list[Any], post: Any, checked: Any) -> list[AssessRow]:
    """Three queries: what the judgements say, and the sources of the records and of the actions."""
    judged = [action.evidence_update for action in actions if action.evidence_update]
    updates = ActionUpdate.objects.select_related("source", "second_source").in_bulk(judged)
    cited = _sources(actions)
    rows = []
    for action in actions:
        now = updates.get(action.evidence_update)
        offered = {source.url: source for source in cited[_of(action)] + cited["action", action.pk]}
        for source in (now.source, now.second_source) if now else ():
            if source:
                offered.setdefault(source.url, source)
        labels = {url: f"{place}. {source}" for place, (url, source) in enumerate(offered.items(), 1)}
        form = RowForm(post, action=action, offered=labels, parties=action.parent.all_parties, checked=checked)
        rows.append(AssessRow(action, form, now, post))
    return rows


def _of(action: Any) -> tuple[str, int]:
    return ("meeting", action.meeting_id) if action.meeting_id else ("agreement", action.agreement_id)


def _sources(actions: list[Any]) -> dict[tuple[str, int], list[Any]]:
    parents = {"meeting": {action.meeting_id for action in actions}, "agreement": {a.agreement_id for a in actions}}
    wanted = Q(action__in=actions)
    for kind, keys in parents.items():
        wanted |= Q(**{f"{kind}__in": keys - {None}}, field="")
    found: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for citation in Citation.objects.filter(wanted).select_related("source"):
        kind = next(kind for kind in ("meeting", "agreement", "action") if getattr(citation, f"{kind}_id"))
        found[kind, getattr(citation, f"{kind}_id")].append(citation.source)
    return found
