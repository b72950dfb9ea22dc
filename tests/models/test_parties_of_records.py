"""The two parties of a relation are parties to its records, whoever writes them."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from agreements.models import ActionParty, Citation, Meeting, Participant, RecordParty, RecordTopic
from tests import world
from tests.models.rules import write

pytestmark = pytest.mark.django_db


def parties(**record: Model) -> dict[str, bool]:
    """Each party's code, and whether it is a further one."""
    return dict(RecordParty.objects.filter(**record).order_by("party").values_list("party", "further"))


@pytest.mark.parametrize("kind", ["meeting", "agreement", "body"])
def test_a_record_written_by_sql_has_both_parties_of_its_relation(kind: str) -> None:
    model = type(row := getattr(world, kind)())
    write(row, {"slug": "written-by-sql"}, copied=True)
    assert parties(**{kind: model.objects.get(slug="written-by-sql")}) == {"ES": False, "MA": False}


@pytest.mark.parametrize("kind", ["meeting", "agreement", "body"])
def test_another_relation_brings_its_own_parties_and_keeps_the_further_ones(kind: str) -> None:
    record = getattr(world, kind)()
    world.further_party("EU", **{kind: record})
    type(record).objects.update(relation=world.relation("FR", "MA"))
    assert parties(**{kind: record}) == {"EU": True, "FR": False, "MA": False}


def test_a_further_party_that_joins_the_relation_is_no_further_one() -> None:
    meeting = world.meeting()
    world.further_party("EU", meeting=meeting)
    Meeting.objects.update(relation=world.relation("EU", "MA"))
    assert parties(meeting=meeting) == {"EU": False, "MA": False}


@pytest.mark.parametrize("kind", ["meeting", "agreement", "body"])
def test_a_party_of_the_relation_cannot_be_taken_from_its_record(kind: str) -> None:
    RecordParty.objects.filter(**{kind: getattr(world, kind)()}, party_id="ES").delete()
    with pytest.raises(IntegrityError, match="parties of the relation"):
        connection.check_constraints()


def test_a_party_of_the_relation_cannot_go_to_another_record() -> None:
    meeting, other = world.meeting(), world.meeting(relation=world.relation("FR", "MA"))
    RecordParty.objects.filter(meeting=meeting, party_id="ES").update(meeting=other)
    with pytest.raises(IntegrityError, match="parties of the relation"):
        connection.check_constraints()


@pytest.mark.parametrize("kind", ["meeting", "agreement", "body"])
def test_a_further_party_may_leave_and_a_relation_change_in_one_go(kind: str) -> None:
    record = getattr(world, kind)()
    world.further_party("EU", **{kind: record}).delete()
    type(record).objects.update(relation=world.relation("FR", "MA"))
    connection.check_constraints()
    assert parties(**{kind: record}) == {"FR": False, "MA": False}


@pytest.mark.parametrize("kind", ["meeting", "agreement", "body"])
def test_a_whole_record_takes_its_parties_along(kind: str) -> None:
    record = getattr(world, kind)(publication="draft")
    record.delete()
    connection.check_constraints()
    assert not RecordParty.objects.exists()


def test_the_relation_stays_while_a_party_of_it_has_its_delegation_there() -> None:
    world.delegation(party_id="ES")
    Meeting.objects.update(relation=world.relation("FR", "MA"))
    with pytest.raises(IntegrityError, match="delegation_party_of_meeting"):
        connection.check_constraints()


def test_the_relation_stays_while_a_party_of_it_owes_an_action() -> None:
    ActionParty.objects.create(action=world.action(), party=world.party("ES"))
    Meeting.objects.update(relation=world.relation("FR", "MA"))
    with pytest.raises(IntegrityError, match="actionparty_party_of_meeting"):
        connection.check_constraints()


def test_who_owes_an_action_moves_with_it_to_another_meeting() -> None:
    action = world.action()
    owed = ActionParty.objects.create(action=action, party=world.party("ES"))
    action.meeting = world.meeting()
    action.save()
    owed.refresh_from_db()
    assert owed.meeting == action.meeting
    connection.check_constraints()


def test_an_action_cannot_move_to_a_meeting_that_who_owes_it_is_no_party_to() -> None:
    action = world.action()
    ActionParty.objects.create(action=action, party=world.party("ES"))
    action.meeting = world.meeting(relation=world.relation("FR", "MA"))
    action.save()
    with pytest.raises(IntegrityError, match="actionparty_party_of_meeting"):
        connection.check_constraints()


def test_a_draft_with_everything_on_it_can_be_deleted() -> None:
    meeting = world.meeting(publication="draft")
    further = world.further_party("EU", meeting=meeting)
    seat = world.participant(delegation=world.delegation(meeting=meeting, party_id=further.party_id))
    action = world.action(meeting=meeting)
    ActionParty.objects.create(action=action, party_id="ES")
    for target in ({"meeting": meeting}, {"participant": seat}, {"action": action}):
        world.citation(**target)
    RecordTopic.objects.create(meeting=meeting, topic=world.topic())
    world.citation(of_position=world.position(meeting=meeting))
    with transaction.atomic():
        meeting.delete()
        connection.check_constraints()
    for model in (Meeting, RecordParty, Participant, Citation, ActionParty, RecordTopic):
        assert not model.objects.exists()
