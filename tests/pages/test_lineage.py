"""The thread of an action through the meetings: in both directions, in the order of time, and never without an end."""

from datetime import date
from itertools import pairwise

import pytest

from agreements.models import ActionLink, AgreedAction
from agreements.pages import lineage
from agreements.pages.actions import told
from tests import world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def taken_up(*actions: AgreedAction, relation: str = "restates") -> None:
    """Each by the next one."""
    for earlier, later in pairwise(actions):
        ActionLink.objects.create(later=later, earlier=earlier, relation=relation)


def agreed(year: int, publication: str = "published", **given: object) -> AgreedAction:
    meeting = world.meeting(title=f"Talks {year}", date=str(year), publication=publication)
    return world.action(meeting=meeting, text=f"Deed {year}", **given)


def chain_of(action: AgreedAction) -> lineage.Chain:
    return lineage.chain(action, told([action], action.parent))


def texts(chain: lineage.Chain) -> list[str]:
    return [step.link.text for step in chain.steps]


def test_a_chain_runs_both_ways_in_the_order_of_time() -> None:
    actions = [agreed(year) for year in (2021, 2001, 2011)]
    taken_up(actions[1], actions[2], actions[0])
    chain = chain_of(actions[2])
    assert texts(chain) == ["Deed 2001", "Deed 2011", "Deed 2021"]
    assert [step.current for step in chain.steps] == [False, True, False]
    assert chain.steps[2].takes_up == [("restates", "Restates action 1 of Talks 2011")]


def test_no_thread_runs_through_a_draft() -> None:
    first, hidden, last = agreed(2001), agreed(2011, publication="draft"), agreed(2021)
    taken_up(first, hidden, last)
    assert texts(chain_of(first)) == []


def test_a_ring_ends() -> None:
    actions = [agreed(year) for year in (2001, 2011, 2021)]
    taken_up(*actions, actions[0])
    assert texts(chain_of(actions[0])) == ["Deed 2001", "Deed 2011", "Deed 2021"]


def test_an_action_without_ties_has_no_chain() -> None:
    assert chain_of(agreed(2001)).steps == []


@pytest.mark.parametrize(("most", "cut"), [(3, True), (9, False)])
def test_a_long_thread_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch, most: int, cut: bool) -> None:
    monkeypatch.setattr(lineage, "MOST_STEPS", most)
    actions = [agreed(2000 + number) for number in range(8)]
    taken_up(*actions)
    chain = chain_of(actions[0])
    assert len(chain.steps) == (most + 1 if cut else 8)
    assert chain.cut is cut


def test_a_broad_thread_shows_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineage, "MOST_ACTIONS", 3)
    first, later = agreed(2000), [agreed(2000 + number) for number in range(1, 6)]
    for each in later:
        taken_up(first, each)
    chain = chain_of(first)
    assert len(chain.steps) == 3
    assert chain.cut
    assert "Deed 2000" in texts(chain)


def test_the_strip_of_a_meeting_ties_each_action_to_both_sides() -> None:
    earlier, action, later = agreed(2001), agreed(2011, number=4), agreed(2021)
    taken_up(earlier, action)
    taken_up(action, later, relation="supersedes")
    [row] = lineage.strip(told([action], action.parent)).rows
    assert row.number == 4
    assert [(knot.link.text, knot.how, knot.tie) for knot in row.before] == [
        ("Deed 2001", "restated by action 4", "restates")
    ]
    assert [(knot.link.text, knot.how, knot.tie) for knot in row.after] == [
        ("Deed 2021", "supersedes action 4", "supersedes")
    ]


def test_what_led_to_the_meeting_is_tied_to_all_of_it() -> None:
    meeting = world.meeting(title="Second talks")
    world.action(text="Meet again.", leads_to_meeting=meeting)
    [row] = lineage.strip(told([], meeting)).rows
    assert (row.number, [knot.link.text for knot in row.before]) == (0, ["Meet again."])
