"""“Checked, nothing new”: the judgement stands as it stood, and says when somebody looked last."""

from datetime import date
from typing import Any

import pytest

from agreements.curation.assessing import Check, Refused, assessed_on, nothing_new
from agreements.models import ActionUpdate, AgreedAction
from tests.curation.queued import opened
from tests.world import action, meeting, source, update

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def _now(agreed: AgreedAction, on: date = TODAY) -> Any:
    return assessed_on(AgreedAction.objects.filter(pk=agreed.pk), on).get()


def _check(agreed: AgreedAction, on: date = TODAY) -> Check:
    known = _now(agreed, on)
    return nothing_new(known, on, known.evidence_update)


def test_evidence_proof_and_date_stay_and_the_day_of_the_look_is_kept() -> None:
    proof = {"basis": "two-independent-sources", "source": source(), "second_source": source()}
    judged = update(date="2023-09", what="A seminar was held.", **proof)
    judged.refresh_from_db()
    added = _check(judged.action).update
    for name in ("date", "evidence", "basis", "source", "second_source", "reported_status"):
        assert getattr(added, name) == getattr(judged, name), name
    assert added.checked == TODAY
    assert added.what == "A seminar was held. Checked on 24 November 2026: nothing new."
    assert _now(judged.action).evidence_update == added.pk


def test_what_was_never_assessed_was_looked_for_and_not_found() -> None:
    agreed = action(due="2023")
    added = _check(agreed).update
    assert (added.evidence, added.date, added.checked) == ("no-evidence", None, TODAY)
    assert added.what == "Checked on 24 November 2026: nothing found."
    assert _now(agreed).timing == "overdue"


def test_a_dated_word_that_nobody_had_looked_gives_way() -> None:
    unseen = ActionUpdate.objects.create(action=action(), what="Not yet.", evidence="not-assessed", date="2024")
    _check(unseen.action)
    assert _now(unseen.action).evidence == "no-evidence"


def test_a_second_click_on_one_day_adds_nothing_though_the_page_is_old() -> None:
    agreed = update().action
    seen = _now(agreed).evidence_update
    nothing_new(_now(agreed), TODAY, seen)
    assert nothing_new(_now(agreed), TODAY, seen).again
    assert agreed.updates.count() == 2


def test_the_next_look_takes_the_place_of_the_last_in_the_words() -> None:
    agreed = update(what="A seminar was announced.").action
    _check(agreed)
    later = _check(agreed, date(2027, 5, 2)).update
    assert later.what == "A seminar was announced. Checked on 2 May 2027: nothing new."
    searched = action(number=2, meeting=agreed.meeting)
    _check(searched)
    assert _check(searched, date(2027, 5, 2)).update.what == "Checked on 2 May 2027: nothing found."


def test_what_somebody_else_entered_meanwhile_is_told_and_nothing_recorded() -> None:
    agreed = update().action
    seen = _now(agreed).evidence_update
    update(action=agreed, what="The seminar was held.", date="2026-01")
    with pytest.raises(Refused, match="The seminar was held") as told:
        nothing_new(_now(agreed), TODAY, seen)
    assert told.value.overtaken
    assert agreed.updates.count() == 2


def test_what_is_completed_is_not_looked_for() -> None:
    done = update(evidence="completed", basis="primary-document").action
    with pytest.raises(Refused, match="nothing left to look for"):
        _check(done)


def test_one_look_settles_both_queues() -> None:
    held = meeting()
    unseen, stale = action(meeting=held, due="2023"), action(meeting=held, number=2)
    update(action=stale, date="2024-01", checked="2024-02-01")
    assert (opened("window-passed"), opened("stale-assessments")) == ([unseen.pk], [stale.pk])
    _check(unseen)
    _check(stale)
    assert (opened("window-passed"), opened("stale-assessments")) == ([], [])
