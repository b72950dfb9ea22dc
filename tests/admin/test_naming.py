"""People and institutions that are not in the record yet, named in the row of the meeting that they were at."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from agreements.models import Institution, Meeting, Participant, Person
from tests.admin.pages import ADD, current_values, meeting_form, rows
from tests.world import body, delegation, institution, meeting, participant, person, relation

CHOOSE = "/admin/autocomplete/"


def _form(*seats: dict[str, Any], **given: Any) -> dict[str, Any]:
    seated = [{"role": "member", **seat} for seat in seats]
    form = meeting_form(relation=relation().pk, **given)
    return form | rows("delegations", {"party": "MA"}) | rows("delegations-0-participants", *seated)


def test_a_name_typed_in_a_row_becomes_a_person_who_sat_for_that_party(desk: Client) -> None:
    answer = desk.post(ADD, _form({"person": "new:Karima  Benyaich"}))
    assert answer.status_code == 302, answer.context["errors"]
    entered = Person.objects.get()
    assert (entered.name, entered.slug) == ("Karima Benyaich", "karima-benyaich")
    assert Participant.objects.get().person == entered
    assert [party.pk for party in entered.parties.all()] == ["MA"]


def test_an_institution_typed_in_two_rows_is_one_of_the_delegations_party(desk: Client) -> None:
    ministry = "new:Ministry of the Interior"
    answer = desk.post(
        ADD, _form({"post": "Minister", "institution": ministry}, {"post": "Wali", "institution": ministry})
    )
    assert answer.status_code == 302, answer.context["errors"]
    entered = Institution.objects.get()
    assert (entered.name, entered.party_id, entered.participants.count()) == ("Ministry of the Interior", "MA", 2)


def test_an_institution_of_that_name_that_is_known_is_not_entered_twice(desk: Client) -> None:
    known = institution(name="Ministry of the Interior")
    desk.post(ADD, _form({"post": "Minister", "institution": "new:Ministry of the Interior"}))
    assert Participant.objects.get().institution == known


def test_a_page_that_is_refused_enters_nobody_and_still_shows_the_name(desk: Client) -> None:
    answer = desk.post(ADD, _form({"person": "new:Karima Benyaich"}, date="30 February 2023"))
    assert not Person.objects.exists()
    assert 'value="new:Karima Benyaich" selected' in answer.content.decode()


@pytest.mark.parametrize("name", ["new:", "new:  ", "new:a\0b", "new:" + "x" * 301])
def test_what_is_no_name_is_told_at_its_field(desk: Client, name: str) -> None:
    answer = desk.post(ADD, _form({"person": name, "post": "Minister"}))
    assert "A name has between" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_whoever_may_not_enter_people_is_told_to_choose(desk: Client, client: Client) -> None:
    assert desk
    user = User.objects.create_user("seats", is_staff=True)
    allowed = ["add_meeting", "change_meeting", "add_delegation", "add_participant", "add_citation", "view_person"]
    user.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    client.force_login(user)
    answer = client.post(ADD, _form({"person": "new:Karima Benyaich"}))
    assert "You may not enter a new person" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_named_one_can_be_added_to_a_saved_meeting(desk: Client) -> None:
    held = meeting(publication="draft")
    delegation(meeting=held)
    page = f"/admin/agreements/meeting/{held.pk}/change/"
    values = current_values(desk, page)
    values |= rows("delegations-0-participants", {"person": "new:Karima Benyaich", "role": "member"})
    values["delegations-0-participants-0-delegation"] = values["delegations-0-id"]
    assert desk.post(page, values).status_code == 302
    assert Participant.objects.get().person.name == "Karima Benyaich"  # type: ignore[union-attr]


def _offered(desk: Client, term: str, field: str = "person", model: str = "participant", **asked: str) -> list[Any]:
    given = {"term": term, "app_label": "agreements", "model_name": model, "field_name": field, **asked}
    return desk.get(CHOOSE, given).json()["results"]


@pytest.mark.parametrize("typed", ["Khaled Zerouali", "Zarouali", "Zerouali Khalid", "khàlid zerouali"])
def test_the_person_meant_is_offered_with_where_they_last_sat(desk: Client, typed: str) -> None:
    seat = participant(person=person(name="Khalid Zerouali"), post="Wali")
    Meeting.objects.update(date="2023-06-02")
    (found,) = _offered(desk, typed)
    assert found["id"] == str(seat.person_id)
    assert found["last"] == "Wali · Talks on migration · 2 June 2023"


def test_a_meeting_with_a_slip_in_its_title_is_offered_with_its_date(desk: Client) -> None:
    held = meeting(title="Rabat Process senior officials", date="2023-06-20")
    (found,) = _offered(desk, "Rabbat Proces senior oficials", "leads_to_meeting", "agreedaction")
    assert (found["id"], found["likely"]) == (str(held.pk), True)
    assert "20 June 2023" in found["last"]


def test_of_institutions_those_of_the_delegations_party_come_first(desk: Client) -> None:
    institution(name="A ministry", party_id="ES")
    ours = institution(name="Ministry", party_id="MA")
    assert _offered(desk, "ministry", "institution", party="MA")[0]["id"] == str(ours.pk)


def test_what_nothing_is_like_is_offered_nothing(desk: Client) -> None:
    person(name="Khalid Zerouali")
    body()
    assert _offered(desk, "Ana Terrón") == []
    assert _offered(desk, "a\0b") == []
