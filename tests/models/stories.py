"""Hypothesis strategies for what may become of an action: due dates, and updates that the rules allow."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from hypothesis import strategies as st

from agreements.dates import PartialDate, PartialDateError
from agreements.models import ActionUpdate, AgreedAction
from agreements.models.vocabularies import Evidence, ReportedStatus
from tests import world
from tests.edtf_texts import edtf_texts


def is_date(text: str) -> bool:
    """An interval that is put together by chance may end before it begins."""
    try:
        return bool(PartialDate.parse(text))
    except PartialDateError:
        return False


# Near each other, so that windows, updates and the day meet, and now and then from anywhere in the calendar.
YEARS = st.integers(2021, 2024)
DATES = st.none() | (edtf_texts(YEARS) | edtf_texts(YEARS) | edtf_texts()).filter(is_date)
NEAR = st.dates(date(2020, 12, 1), date(2025, 3, 31))
EVIDENCE = st.sampled_from(["", *Evidence.values])


@dataclass(frozen=True)
class Told:
    """An update to be: `corrects` counts the action's updates before it."""

    day: str | None
    evidence: str
    reported: str
    checked: date | None
    corrects: int | None


@st.composite
def told(draw: st.DrawFn) -> Told:
    evidence = draw(EVIDENCE)
    reported = draw(st.sampled_from(["", *ReportedStatus.values] if evidence else ReportedStatus.values))
    day, checked = draw(DATES), draw(st.none() | NEAR)
    if evidence == Evidence.NO_EVIDENCE and day is None:
        checked = checked or draw(NEAR)
    corrects = draw(st.none() | st.none() | st.integers(0, 3))
    return Told(day, evidence, reported, checked, corrects)


class Story(NamedTuple):
    due: str | None
    phrase: str
    told: list[Told]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    return Story(draw(DATES), draw(st.sampled_from(["", "before long"])), draw(st.lists(told(), max_size=4)))


def days_that_matter(drawn: list[Story]) -> list[date]:
    """The days on which something begins or ceases to count, and those around them."""
    texts = [text for story in drawn for text in (story.due, *(entry.day for entry in story.told)) if text]
    dates = [PartialDate.parse(text) for text in texts]
    ends = [day for each in dates for day in (each.earliest, each.latest) if day and 1000 < day.year < 9000]
    ends += [entry.checked for story in drawn for entry in story.told if entry.checked]
    return [day + timedelta(days=step) for day in ends for step in (-1, 0, 1)]


def write_all(drawn: list[Story]) -> None:
    meeting, source, keys = world.meeting(), world.source(), count(10**6)
    actions, updates = [], []
    for number, (due, phrase, entries) in enumerate(drawn, 1):
        action = AgreedAction(pk=next(keys), meeting=meeting, number=number, text="-", due=due, due_phrase=phrase)
        actions.append(action)
        mine: list[ActionUpdate] = []
        for entry in entries:
            earlier = mine[entry.corrects] if entry.corrects is not None and entry.corrects < len(mine) else None
            basis = "primary-document" if entry.evidence else ""
            reporting = "MA" if entry.reported else None
            mine.append(ActionUpdate(
                pk=next(keys), action=action, what="-", date=entry.day, evidence=entry.evidence, basis=basis,
                reported_status=entry.reported, reporting_party_id=reporting, checked=entry.checked,
                source=source, corrects=earlier,
            ))  # fmt: skip
        updates += mine
    AgreedAction.objects.bulk_create(actions)
    ActionUpdate.objects.bulk_create(updates)
