import pytest
from django.utils import timezone

from agreements.pages.freshness import last_change
from tests.world import action, body, delegation, meeting, participant, update

pytestmark = pytest.mark.django_db


def test_what_nobody_sees_is_no_change() -> None:
    draft = meeting(publication="draft")
    participant(delegation=delegation(meeting=draft))
    update(action=action(meeting=draft))
    body(publication="in-review")
    assert last_change() is None


def test_what_is_published_changes_the_record_on_its_day() -> None:
    meeting()
    assert last_change() == timezone.localdate()


def test_so_does_what_is_withdrawn() -> None:
    meeting(publication="withdrawn", withdrawn_reason="Recorded twice.")
    assert last_change() == timezone.localdate()
