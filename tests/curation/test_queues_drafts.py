"""Whose drafts are whose, and what waits for a reviewer."""

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User

from agreements.models import Comment
from tests.curation.queued import opened, rows
from tests.world import action, agreement, body, delegation, meeting, participant, relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> User:
    return User.objects.create_user("ines", first_name="Inés", last_name="Robles", is_staff=True)


@pytest.mark.parametrize("entered", [meeting, agreement, body])
def test_what_one_wrote_is_ones_draft(ines: User, entered: object) -> None:
    entered(publication="draft")  # type: ignore[operator]
    with pghistory.context(user=ines.pk):
        mine = entered(publication="draft")  # type: ignore[operator]
    [row] = rows("drafts", user=ines)
    assert (row.opens.pk, row.who) == (mine.pk, "Inés Robles")
    assert row.wrong == "Not yet handed in for review."


@pytest.mark.parametrize("publication", ["published", "withdrawn"])
def test_what_readers_see_or_saw_is_no_draft(ines: User, publication: str) -> None:
    with pghistory.context(user=ines.pk):
        meeting(publication=publication, withdrawn_reason="Entered twice.")
    assert opened("drafts", user=ines) == []


def test_what_is_handed_in_stays_with_its_writer_until_it_is_published(ines: User) -> None:
    with pghistory.context(user=ines.pk):
        handed_in = meeting(publication="in-review")
    assert opened("drafts", user=ines) == [handed_in.pk]
    assert rows("drafts", user=ines)[0].wrong == "Handed in, and not yet published."


def test_a_row_below_and_a_comment_make_a_draft_ones_own(ines: User) -> None:
    agreed, sat, said = (meeting(publication="draft") for _ in range(3))
    with pghistory.context(user=ines.pk):
        action(meeting=agreed)
        participant(delegation=delegation(meeting=sat))
    Comment.objects.create(meeting=said, author=ines, text="Whose name is this?")
    assert set(opened("drafts", user=ines)) == {agreed.pk, sat.pk, said.pk}


def test_it_is_told_since_when_it_stands_so(ines: User) -> None:
    with pghistory.context(user=ines.pk):
        draft: Any = meeting(publication="draft")
    [row] = rows("drafts", user=ines)
    assert row.since == draft.events.get().pgh_created_at


def test_only_what_is_handed_in_waits_for_review() -> None:
    waiting = meeting(publication="in-review")
    for publication in ("draft", "published", "withdrawn"):
        meeting(publication=publication, withdrawn_reason="Entered twice.")
    assert opened("review") == [waiting.pk]


def test_the_queue_is_narrowed_to_a_party_or_to_two() -> None:
    spain = meeting(publication="in-review")
    france = meeting(publication="in-review", relation=relation("FR", "MA"))
    assert opened("review", "MA") == [france.pk, spain.pk]
    assert opened("review", "MA", "FR") == [france.pk]
    assert opened("review", "PT") == []
