"""What was deleted comes back whole, with what led to it; what cannot come back says why."""

from typing import Any

import pgtrigger
import pytest
from django.db import DatabaseError

from agreements.curation.versions import history
from agreements.curation.versions_restore import Refused, put_back, put_back_record, restore
from agreements.models import (
    ActionLink,
    AgreedAction,
    Citation,
    Institution,
    Meeting,
    Merge,
    Participant,
    Person,
    Source,
)
from agreements.models.violations import violation
from tests import world
from tests.curation.versions_cast import save, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Meeting:
    """A draft with two seats, an action that a later one takes up, and citations."""
    with save():
        held = world.meeting(publication="draft", slug="es-ma-talks")
        delegation = world.delegation(meeting=held)
        for name in ("Khalid Zerouali", "Karima Benyaich"):
            world.citation(participant=world.participant(delegation=delegation, person=world.person(name)))
        agreed = world.action(meeting=held, number=4)
        ActionLink.objects.create(later=world.action(meeting=world.meeting(slug="later"), number=1), earlier=agreed)
        world.action(meeting=Meeting.objects.get(slug="later"), number=2, leads_to_meeting=held)
    return held


def delete(row: Any) -> Any:
    """The history of what is gone."""
    model, key = type(row), row.pk
    with save():
        row.delete()
    return history(model, key)


def test_a_deleted_record_comes_back_with_all_its_rows_under_their_keys(held: Meeting) -> None:
    before = snapshot(held)
    put_back_record(delete(Meeting.objects.get(pk=held.pk)))
    assert snapshot(held) == before


def test_what_led_to_a_deleted_record_leads_there_again(held: Meeting) -> None:
    link = ActionLink.objects.get()
    told = delete(Meeting.objects.get(pk=held.pk))
    assert not ActionLink.objects.exists()
    put_back_record(told)
    assert ActionLink.objects.get() == link
    assert AgreedAction.objects.get(number=2).leads_to_meeting == held


def test_what_was_put_in_its_place_since_stays(held: Meeting) -> None:
    told = delete(Meeting.objects.get(pk=held.pk))
    other = world.agreement()
    AgreedAction.objects.filter(number=2).update(leads_to_agreement=other)
    AgreedAction.objects.get(number=1).delete()
    put_back_record(told)
    leading = AgreedAction.objects.get(number=2)
    assert (leading.leads_to_meeting, leading.leads_to_agreement) == (None, other)
    assert not ActionLink.objects.exists()


def test_a_deleted_action_is_taken_up_again_once_it_is_back(held: Meeting) -> None:
    agreed = AgreedAction.objects.get(number=4)
    key = (AgreedAction, agreed.pk)
    with save():
        agreed.delete()
    told = history(Meeting, held.pk)
    put_back(told, told.last, key)
    assert ActionLink.objects.get().earlier_id == key[1]


def test_going_back_to_before_an_action_was_deleted_takes_it_up_again(held: Meeting) -> None:
    with save():
        AgreedAction.objects.get(number=4).delete()
    told = history(Meeting, held.pk)
    restore(told, told.last - 1)
    assert ActionLink.objects.get().earlier.number == 4


def test_a_row_comes_back_once(held: Meeting) -> None:
    sat = Participant.objects.first()
    assert sat
    key = (Participant, sat.pk)
    with save():
        sat.delete()
    told = history(Meeting, held.pk)
    put_back(told, told.last, key)
    with pytest.raises(Refused, match="there already"):
        put_back(told, told.last, key)
    with pytest.raises(Refused, match="was not there"):
        put_back(told, 1, (Participant, key[1]))
    assert Citation.objects.filter(participant=key[1]).count() == 1


def test_what_it_refers_to_must_be_there(held: Meeting) -> None:
    sat = Participant.objects.get(person__name="Khalid Zerouali")
    key, person = (Participant, sat.pk), sat.person
    assert person
    name = person.pk
    with save():
        sat.delete()
    gone = delete(person)
    told = history(Meeting, held.pk)
    with pytest.raises(Refused, match=r"Person Khalid Zerouali \(deleted\) is no longer there: restore it first"):
        put_back(told, told.last, key)
    put_back_record(gone)
    put_back(told, told.last, key)
    assert Participant.objects.get(pk=key[1]).person_id == name


def test_an_address_that_another_record_has_by_now_is_refused_in_words(held: Meeting) -> None:
    told = delete(Meeting.objects.get(pk=held.pk))
    world.meeting(slug="es-ma-talks")
    with pytest.raises(DatabaseError) as refused:
        put_back_record(told)
    assert violation(refused.value).message == "Another record has this address. Choose another one."


def test_a_record_that_was_public_once_comes_back_as_a_draft() -> None:
    with save():
        held = world.meeting()
    with save():
        Meeting.objects.filter(pk=held.pk).update(publication="withdrawn", withdrawn_reason="Doubled.")
    # No page deletes it, nor does the database; but whoever keeps the server can.
    with pgtrigger.ignore("agreements.Meeting:published_not_deleted"):
        told = delete(held)
    put_back_record(told)
    back = Meeting.objects.get(pk=told.root[1])
    assert (back.publication, back.withdrawn_reason) == ("draft", "")


def test_what_was_merged_is_put_back_by_undoing_the_merge() -> None:
    with save():
        gone = world.person("Jalid Zeruali")
    Merge.objects.create(kind="person", kept=1, gone=gone.pk, kept_name="Khalid Zerouali", gone_name=gone.name)
    told = delete(gone)
    with pytest.raises(Refused, match="merged into “Khalid Zerouali”"):
        put_back_record(told)
    Merge.objects.update(undone_at="2026-01-01T00:00Z")
    put_back_record(told)
    assert Person.objects.get().pk == told.root[1]


def test_what_came_and_went_in_one_save_is_nothing_to_put_back() -> None:
    with save():
        held = world.source()
        key = held.pk
        held.delete()
    with pytest.raises(Refused, match="came and went"):
        put_back_record(history(Source, key))


def test_names_and_places_come_back_with_an_institution() -> None:
    with save():
        ministry = world.institution()
        ministry.variants.create(name="Home Office")
    put_back_record(delete(Institution.objects.get()))
    assert [variant.name for variant in Institution.objects.get().variants.all()] == ["Home Office"]


def test_two_actions_that_swapped_their_numbers_swap_them_back() -> None:
    with save():
        first = world.action(number=1)
        held = first.parent
        second = world.action(meeting=held, number=2)
        world.update(action=first)
    with save():
        for row, number in ((first, 3), (second, 1), (first, 2)):
            AgreedAction.objects.filter(pk=row.pk).update(number=number)
    told = history(Meeting, held.pk)
    restore(told, told.last - 1)
    assert [AgreedAction.objects.get(pk=row.pk).number for row in (first, second)] == [1, 2]


def test_a_seat_that_moved_to_a_new_delegation_moves_back() -> None:
    with save():
        sat = world.participant()
        held = sat.delegation.meeting
    with save():
        new = world.delegation(meeting=held, party_id="ES")
        Participant.objects.filter(pk=sat.pk).update(delegation=new)
    told = history(Meeting, held.pk)
    restore(told, told.last - 1)
    assert [row.pk for row in held.delegations.all()] == [sat.delegation_id]
    assert Participant.objects.get().delegation_id == sat.delegation_id


def test_a_row_that_stands_elsewhere_by_now_is_not_taken_from_there() -> None:
    with save():
        sat = world.participant()
        held = sat.delegation.meeting
    with save():
        Participant.objects.filter(pk=sat.pk).update(delegation=world.delegation(meeting=world.meeting()))
    told = history(Meeting, held.pk)
    with pytest.raises(Refused, match="stands somewhere else by now"):
        restore(told, told.last - 1)


def test_a_meeting_number_that_was_given_away_is_refused_in_words() -> None:
    with save():
        held = world.meeting(body=world.body(), ordinal=3)
    with save():
        Meeting.objects.filter(pk=held.pk).update(ordinal=4)
        world.meeting(body=held.body, ordinal=3)
    told = history(Meeting, held.pk)
    with pytest.raises(DatabaseError) as refused:
        restore(told, 1)
    assert violation(refused.value).message == "This body already has a meeting of this number."
