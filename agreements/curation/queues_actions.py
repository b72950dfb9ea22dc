"""Agreed actions that somebody should look at again: for readers by what their cards keep, for drafts worked out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from agreements.curation.queues_drafts import UNSEEN
from agreements.curation.queues_rows import Asked, Opening, Part, Records, Row
from agreements.models import ActionCard, ActionUpdate, AgreedAction, Agreement, Meeting
from agreements.models.partial_dates import Latest
from agreements.models.vocabularies import Evidence, Timing

STALE_AFTER = timedelta(days=183)
OPEN = (Evidence.NO_EVIDENCE, Evidence.NOT_STARTED, Evidence.LIMITED, Evidence.SUBSTANTIAL)
# By keys: drafts are few, and a join with the parents has PostgreSQL work out the timing of every action first.
UNSEEN_PARENT = Q(meeting__in=Meeting.objects.filter(publication__in=UNSEEN)) | Q(
    agreement__in=Agreement.objects.filter(publication__in=UNSEEN)
)


def _closed() -> Any:
    """The day after the window: what closed last comes first."""
    return Func(F("due_range"), function="upper", output_field=DateField())


def _public(asked: Asked) -> QuerySet:
    return ActionCard.objects.with_status(asked.on)


def _unseen(asked: Asked) -> QuerySet:
    return AgreedAction.objects.filter(UNSEEN_PARENT).with_status(asked.on)


def _passed(rows: Callable[[Asked], QuerySet], asked: Asked) -> QuerySet:
    return rows(asked).filter(timing=Timing.WINDOW_PASSED)


def _looked_at() -> Any:
    """The last day on which an update can have looked: what it says was checked, the latest it tells of, and only
    where it says neither, the day it was entered."""
    return Coalesce(Greatest("checked", Latest("date")), TruncDate("entered"), output_field=DateField())


def _looks(action: str) -> QuerySet:
    judging = ActionUpdate.objects.filter(action=OuterRef(action)).exclude(evidence__in=["", Evidence.NOT_ASSESSED])
    return judging.exclude(Exists(ActionUpdate.objects.filter(corrects=OuterRef("pk")))).annotate(looked=_looked_at())


def _last_look(action: str) -> Any:
    return Coalesce(Subquery(_looks(action).order_by("-looked").values("looked")[:1]), Value(date.min))


def _stale(rows: Callable[[Asked], QuerySet], action: str, asked: Asked) -> QuerySet:
    lately = _looks(action).filter(looked__gte=asked.on - STALE_AFTER)
    return rows(asked).filter(evidence__in=OPEN).exclude(Exists(lately))


def _load(asked: Asked) -> QuerySet:
    parents = ("meeting__body", "meeting__relation__a", "meeting__relation__b")
    others = ("agreement__relation__a", "agreement__relation__b")
    actions = AgreedAction.objects.with_status(asked.on).annotate(looked=_last_look("pk"))
    return actions.select_related(*parents, *others)


@dataclass(frozen=True)
class Assessing(Opening):
    """Where all actions of a meeting or an agreement are assessed in one go."""

    @property
    def url(self) -> str:
        return f"{reverse('admin:assess')}?{self.model}={self.pk}"


def _row(action: Any, wrong: str, since: date | None, asked: Asked) -> Row:
    parent = action.parent
    kind = str(parent._meta.model_name)
    others = [Opening(kind, str(parent), parent.pk)]
    if asked.user.has_perm("agreements.add_actionupdate"):
        others.append(Assessing(kind, gettext("Assess its actions together"), parent.pk))
    return Row(
        wrong=wrong,
        opens=Opening("agreedaction", str(action), action.pk, "updates-group"),
        of=str(parent.relation),
        since=since,
        others=others,
        check=(action.pk, action.evidence_update),
    )


def _tell_passed(action: Any, asked: Asked) -> Row:
    closed = action.due_range.upper - timedelta(days=1)
    wrong = gettext("Was due by %(day)s, and nobody has looked since what became of it.")
    return _row(action, wrong % {"day": date_format(closed)}, closed, asked)


def _tell_stale(action: Any, asked: Asked) -> Row:
    judged = Evidence(action.evidence).label
    wrong = gettext("Judged “%(evidence)s”, and last looked at on %(day)s.")
    return _row(action, wrong % {"evidence": judged, "day": date_format(action.looked)}, action.looked, asked)


BELOW = ("meeting__relation", "agreement__relation")
PASSED = Records(
    (
        Part(partial(_passed, _public), _load, _tell_passed, _closed()),
        Part(partial(_passed, _unseen), _load, _tell_passed, _closed(), relations=BELOW),
    )
)
# The longest unseen come first.
STALE = Records(
    tuple(
        Part(
            partial(_stale, rows, key),
            _load,
            _tell_stale,
            Value(date.max, output_field=DateField()) - _last_look(key),
            relations=ways,
        )
        for rows, key, ways in ((_public, "action_id", ("relation",)), (_unseen, "pk", BELOW))
    )
)
