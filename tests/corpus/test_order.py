"""Files may come in any order and in parts, and refer to each other whichever way."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from agreements.corpus.load import load
from agreements.corpus.report import Report
from agreements.models import ActionLink, ActionUpdate, AgreedAction, Agreement, Body, Meeting, Participant, Topic
from tests.corpus.records_of import Data, action, agreement, body, delegation, followup, meeting, participant

pytestmark = pytest.mark.django_db
type Load = Callable[..., Report]


def linked() -> dict[str, list[Data]]:
    """Records that refer to each other in every way there is, each to one further down or in another file."""
    restating = [action(leads_to="fr-it-2020", restates=[{"meeting": "fr-it-first", "number": 1}])]
    return {
        "topics": [
            {"code": "below", "name": {"en": "Below"}, "parent": "above", "aliases": ["trains"]},
            {"code": "above", "name": {"en": "Above"}},
        ],
        "people": [{"name": "Bruno Carlini", "variants": ["B. Carlini"], "parties": ["IT"]}],
        "bodies": [body("fr-it-a", parent="fr-it-b", replaced_by="fr-it-c"), body("fr-it-b"), body("fr-it-c")],
        "agreements": [agreement(replaced_by="fr-it-2020"), agreement("fr-it-2020", signed="2020")],
        "meetings": [
            meeting("fr-it-second", body="fr-it-a", ordinal=2, actions=restating, topics=["Trains"]),
            meeting("fr-it-first", actions=[action(leads_to="fr-it-second")],
                    delegations=[delegation(participant("B. CARLINI"))]),
        ],
        "followups": [followup("fr-it-first")],
    }  # fmt: skip


def state() -> list[str]:
    """What the linked records come to, without the keys of rows."""
    meetings = [f"{row.slug} {row.body and row.body.slug} {list(row.topics.all())}" for row in Meeting.objects.all()]
    earlier = {row.later_id: row.earlier.slug for row in ActionLink.objects.all()}
    actions = [
        f"{row.slug} {row.leads_to_meeting or row.leads_to_agreement} {earlier.get(row.pk)}"
        for row in AgreedAction.objects.all()
    ]
    bodies = [f"{row.slug} {row.parent} {row.replaced_by and row.replaced_by.slug}" for row in Body.objects.all()]
    agreements = [f"{row.slug} {row.replaced_by and row.replaced_by.slug}" for row in Agreement.objects.all()]
    topics = [f"{row.code} {row.parent}" for row in Topic.objects.all()]
    seats = [f"{row.person} {row.delegation.meeting}" for row in Participant.objects.all()]
    followups = [row.action.slug for row in ActionUpdate.objects.all()]
    return sorted([*meetings, *actions, *bodies, *agreements, *topics, *seats, *followups])


def test_one_record_a_file_in_reverse_makes_the_same_as_one_file(tmp_path: Path, loaded: Load) -> None:
    with transaction.atomic():
        assert loaded(**linked()).refused == []
        together = state()
        transaction.set_rollback(True)
    assert state() == []
    files = []
    for number, (kind, row) in enumerate([(kind, row) for kind, rows in linked().items() for row in rows][::-1]):
        files.append(tmp_path / f"{number:02}.json")
        files[-1].write_text(json.dumps({kind: [row]}))
    assert load(files).refused == []
    assert state() == together
    assert len(together) == 14


def test_a_record_may_refer_to_one_loaded_long_before(loaded: Load) -> None:
    loaded(bodies=[body()], meetings=[meeting()])
    report = loaded(meetings=[meeting("fr-it-next", body="fr-it-group", actions=[
        action(leads_to="fr-it-talks", restates=[{"meeting": "fr-it-talks", "number": 1}])])])  # fmt: skip
    assert report.refused == []
    assert AgreedAction.objects.get(meeting__slug="fr-it-next").takes_up.get().earlier.slug == "fr-it-talks-a1"
