"""Sources that may be lost."""

from typing import Any

import pytest

from agreements.models import SourceVisit
from tests.curation.queued import opened, rows
from tests.world import action, citation, meeting, source, update

pytestmark = pytest.mark.django_db
GONE = {"publication": "withdrawn", "withdrawn_reason": "Entered twice."}


def _cited(of: Any = None, **given: Any) -> Any:
    page = source(**given)
    citation(meeting=of or meeting(), source=page)
    return page


@pytest.mark.parametrize("publication", ["draft", "in-review", "published"])
def test_a_dead_page_that_something_rests_on_is_listed(publication: str) -> None:
    dead = _cited(meeting(publication=publication), working=False)
    [row] = rows("dead-links")
    assert (row.opens.pk, row.opens.at) == (dead.pk, "id_archived_url")
    assert row.wrong == "Marked as dead. There is no archived copy."


def test_the_last_visit_is_told() -> None:
    dead = _cited(working=False, archived_url="https://web.archive.org/1")
    SourceVisit.objects.create(source=dead, outcome="unreachable")
    SourceVisit.objects.create(source=dead, outcome="gone", status=404)
    [row] = rows("dead-links")
    assert row.wrong.startswith("Gone (404) on ")
    assert row.wrong.endswith("There is an archived copy.")


@pytest.mark.parametrize("working", [True, None])
def test_a_page_that_answers_or_was_not_asked_is_not_dead(working: bool | None) -> None:
    _cited(working=working)
    assert rows("dead-links") == []


def test_what_only_something_withdrawn_rests_on_is_left_alone() -> None:
    _cited(meeting(**GONE), working=False)
    source(working=False)
    assert rows("dead-links") == rows("without-copy") == []


def test_a_page_without_copy_is_listed_and_a_dead_one_first() -> None:
    dead, alive = _cited(working=False), _cited()
    _cited(archived_url="https://web.archive.org/1")
    assert opened("without-copy") == [dead.pk, alive.pk]


def test_a_page_that_an_update_rests_on_counts() -> None:
    told = update(action=action()).source
    assert told is not None
    [row] = rows("without-copy")
    assert (row.opens.pk, row.more) == (told.pk, "supports 1 fact")
