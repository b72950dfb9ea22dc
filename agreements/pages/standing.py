"""What became of an action, in words, for a page of one day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from agreements.dates import PartialDate
from agreements.models.vocabularies import Evidence, ReportedStatus, Timing
from agreements.pages.due_bar import DueBar, due_bar

# Red is for overdue alone, green for what is done, amber for what is open or unassessed.
TONES = {
    Timing.OVERDUE: "late",
    Timing.WINDOW_PASSED: "open",
    Timing.WINDOW_OPEN: "open",
    Timing.COMPLETED_ON_TIME: "done",
    Timing.COMPLETED_LATE: "done",
}


@dataclass(frozen=True)
class Standing:
    """`tone` is "late", "open", "done" or "".

    `label` is the timing in words, `detail` the window, `bar` its drawing where one is wanted and can be drawn.
    """

    timing: Timing
    evidence: Evidence
    tone: str
    label: str
    detail: str
    reported: str
    bar: DueBar | None = None

    @property
    def evidence_label(self) -> str:
        return str(self.evidence.label)


class Owing(Protocol):
    """An agreed action of which it is known how it stands: a line, or one with the annotations of `with_status(on)`."""

    @property
    def due(self) -> PartialDate | None: ...
    @property
    def due_phrase(self) -> str: ...
    @property
    def continuing(self) -> bool: ...
    @property
    def evidence(self) -> str: ...
    @property
    def reported(self) -> str: ...
    @property
    def timing(self) -> str: ...


def standing(action: Owing, on: date) -> Standing:
    timing = Timing(action.timing)
    return Standing(
        timing=timing,
        evidence=Evidence(action.evidence),
        tone=TONES.get(timing, ""),
        label=_label(action, timing, on),
        detail=_window(action),
        reported=str(ReportedStatus(action.reported).label) if action.reported else "",
    )


def drawn(action: Owing, agreed: PartialDate | None, on: date) -> Standing:
    """The same with its due bar, which begins when it was agreed."""
    found = standing(action, on)
    owed = found.timing in (Timing.OVERDUE, Timing.WINDOW_PASSED)
    return replace(found, bar=due_bar(agreed, action.due, on, owed=owed))


def _label(action: Owing, timing: Timing, on: date) -> str:
    if timing == Timing.OVERDUE:
        return _with_days(gettext("Overdue by %(days)s"), action, on)
    if timing == Timing.WINDOW_PASSED:
        return _with_days(gettext("Window passed %(days)s ago, not assessed"), action, on)
    return str(timing.label)


def _with_days(sentence: str, action: Owing, on: date) -> str:
    closed = action.due.latest if action.due else None
    if closed is None:
        raise ValueError("Only a window with an end can have passed.")
    count = (on - closed).days
    days = ngettext("%(count)s day", "%(count)s days", count)
    return sentence % {"days": days % {"count": number_format(count, use_l10n=True, force_grouping=True)}}


def _window(action: Owing) -> str:
    if action.due:
        return str(action.due)
    if action.due_phrase:
        return gettext("“%s”") % action.due_phrase
    return gettext("continuing") if action.continuing else gettext("none was stated")
