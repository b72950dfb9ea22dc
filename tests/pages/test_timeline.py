"""A relation on one line: everything of it has a mark, bounded in number, and none claims more than is known."""

from datetime import date

import pytest

from agreements.models import Relation
from agreements.pages import timeline as drawing
from agreements.pages.lanes import Mark
from agreements.pages.relation import RelationPage, relation_page
from tests import world
from tests.models.test_rhythm import TODAY

pytestmark = pytest.mark.django_db


def page() -> RelationPage:
    return relation_page(Relation.objects.get(slug="es-ma"), TODAY)


def marks() -> list[Mark]:
    drawn = page().timeline
    assert drawn
    return [mark for lane in drawn.lanes for mark in lane.marks]


def test_a_day_is_a_dot_and_a_decade_a_span() -> None:
    world.meeting(date="2012-03-04")
    world.meeting(date="201X")
    assert sorted(mark.shape for mark in marks()) == ["dot", "span"]


def test_a_meeting_put_off_is_hollow_and_said_to_be() -> None:
    world.meeting(planned_date="2020-03", status="postponed")
    [mark] = marks()
    assert not mark.held
    assert mark.title == "Talks on migration, planned for March 2020, Postponed"


def test_an_undated_meeting_is_named_and_not_drawn() -> None:
    world.meeting(date="2012")
    undated = world.meeting(title="Talks nobody dated")
    drawn = page().timeline
    assert drawn
    assert [link.url for link in drawn.undated] == [undated.get_absolute_url()]
    assert len(marks()) == 1


def test_an_agreement_has_a_line_from_its_entry_into_force_while_it_lasts() -> None:
    world.agreement(signed="2001", in_force="2005-01-01", lifecycle="in-force")
    drawn = page().timeline
    assert drawn
    waiting, lasting = drawn.lanes[0].lives
    assert (waiting.open, lasting.open, waiting.end) == (True, False, lasting.x)
    assert lasting.end == drawn.years.today


def test_a_terminated_agreement_without_a_known_end_has_no_line() -> None:
    world.agreement(signed="2001", in_force="2005-01-01", lifecycle="terminated")
    drawn = page().timeline
    assert drawn
    assert drawn.lanes[0].lives == []


def test_too_many_meetings_are_summed_by_year() -> None:
    for number in range(drawing.MOST_MEETINGS + 1):
        world.meeting(date=f"{2000 + number % 4}-05")
    found = marks()
    assert [mark.count for mark in found] == [26, 25, 25, 25]
    assert found[0].url == "/meetings/?relation=es-ma&from=2000&to=2000"


def test_windows_are_drawn_with_how_they_stand() -> None:
    meeting = world.meeting(date="2010-01-01")
    action = world.action(meeting=meeting, due="2011")
    world.update(action=action, date="2020", checked=date(2020, 1, 1))
    [window] = [mark for mark in marks() if mark.shape == "window"]
    assert (window.tone, window.url) == ("late", action.get_absolute_url())
    assert window.title.endswith("Due 2011: Overdue")


def test_nothing_dated_makes_no_timeline() -> None:
    world.meeting()
    assert page().timeline is None


def test_what_is_due_in_a_far_future_does_not_stretch_the_line() -> None:
    world.action(meeting=world.meeting(date="2020"), due="2150")
    drawn = page().timeline
    assert drawn
    assert drawn.summary == f"Timeline from 2020 to {TODAY.year + drawing.AHEAD}"
