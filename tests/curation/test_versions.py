"""What stood in a record after each save is told by its history alone, and can stand there again."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.curation.versions import History, history
from agreements.curation.versions_restore import restorable, restore
from agreements.models import Meeting
from tests.curation.versions_cast import Editor, Snapshot, save, snapshot

pytestmark = pytest.mark.django_db

# What an editor does: which of the ways, and two numbers that choose the rows.
EDITS = st.tuples(st.integers(0, 21), st.integers(0, 6), st.integers(0, 11))
SAVES = st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=8)
SLOWLY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def told(found: History, number: int) -> Snapshot:
    tree = found.tree_after(number)
    assert tree
    nodes = {(str(node.model._meta.model_name), node.key): node.values for node in tree.all()}
    return _without_parties_of_relation(nodes)


def _without_parties_of_relation(rows: Snapshot) -> Snapshot:
    return {key: values for key, values in rows.items() if key[0] != "recordparty" or values["further"]}


def edited(saves: Any) -> tuple[Meeting, list[Snapshot]]:
    """With the meeting as it was after each save that wrote something."""
    with save():
        editor = Editor()
    kept = [snapshot(editor.meeting)]
    for edits in saves:
        with save():
            for edit in edits:
                editor.edit(*edit)
        kept.append(snapshot(editor.meeting))
    return editor.meeting, kept


def changed_only(kept: list[Snapshot]) -> list[Snapshot]:
    return [one for number, one in enumerate(kept) if number == 0 or one != kept[number - 1]]


@SLOWLY
@given(saves=SAVES)
def test_every_version_is_what_stood_there(saves: Any) -> None:
    with transaction.atomic():
        meeting, kept = edited(saves)
        found = history(Meeting, meeting.pk)
        versions = [told(found, number) for number in range(1, found.last + 1)]
        assert changed_only(versions) == changed_only(kept)
        transaction.set_rollback(True)


@SLOWLY
@given(saves=SAVES, back=st.integers(0, 7))
def test_going_back_makes_it_what_it_was_but_for_stories_and_where_it_stands(saves: Any, back: int) -> None:
    with transaction.atomic():
        meeting, _kept = edited(saves)
        found = history(Meeting, meeting.pk)
        number = back % found.last + 1
        now = snapshot(meeting)
        does, stays = restorable(found, number)
        expected = told(found, number)
        expected["meeting", meeting.pk]["publication"] = now["meeting", meeting.pk]["publication"]
        for change in stays:
            key = (str(change.key[0]._meta.model_name), change.key[1])
            expected[key] = now[key]
        try:
            with save(), transaction.atomic():
                restore(found, number)
        except DatabaseError:
            # A number, or a party, that an action with a story keeps for itself.
            assert stays
            expected = now
        assert snapshot(meeting) == expected
        after = history(Meeting, meeting.pk)
        assert told(after, after.last) == expected
        assert bool(does) or expected == now
        transaction.set_rollback(True)
