"""The next session of a body, a pasted list of who was there, and meetings that are recorded already."""

import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import Distinct, Meeting, Participant
from tests.admin.pages import ADD, current_values, meeting_form
from tests.world import body, delegation, institution, meeting, participant, party, person, relation, topic


@pytest.fixture
def twentieth(desk: Client) -> Meeting:
    """After a 19th in Morocco and an 18th in Spain, with two who sat there."""
    group = body(slug="es-ma-gmmp")
    for number, (city, code) in {18: ("Madrid", "ES"), 19: ("Rabat", "MA"), 20: ("Toledo", "ES")}.items():
        latest = meeting(
            body=group, ordinal=number, date=f"20{number}-06-02", city=city, country=party(code), slug=f"gmmp-{number}"
        )
    latest.topic_rows.create(topic=topic())
    ours, theirs = delegation(meeting=latest, party_id="MA"), delegation(meeting=latest, party_id="ES")
    participant(delegation=ours, person=person(name="Khalid Zerouali"), post="Wali", role="co-chair")
    participant(
        delegation=theirs,
        person=None,
        post="Secretary of State",
        institution=institution(name="Ministry", party_id="ES"),
    )
    return latest


def _page(desk: Client, meeting: Meeting) -> dict[str, Any]:
    values = current_values(desk, f"{ADD}?next_of={meeting.body_id}")
    values.pop("_opened", None)
    return values


def _confirmed(values: dict[str, Any]) -> dict[str, Any]:
    return {name: "yes" if name.endswith("-again") and value == "?" else value for name, value in values.items()}


def test_number_place_by_turns_and_topics_are_filled_in(desk: Client, twentieth: Meeting) -> None:
    values = _page(desk, twentieth)
    assert (values["ordinal"], values["city"], values["country"]) == ("21", "Rabat", "MA")
    assert values["topics"] == [str(key) for key in twentieth.topics.values_list("pk", flat=True)]


def test_opening_the_page_saves_nothing(desk: Client, twentieth: Meeting) -> None:
    answer = desk.get(f"{ADD}?next_of={twentieth.body_id}")
    assert answer.status_code == 200
    assert Meeting.objects.count() == 3
    assert "data-unsaved" not in answer.content.decode()


def test_those_of_last_time_must_be_confirmed_or_struck(desk: Client, twentieth: Meeting) -> None:
    answer = desk.post(ADD, _page(desk, twentieth) | {"date": "2021-06-02"})
    assert answer.content.decode().count("Taken over from last time") == 2
    assert Meeting.objects.count() == 3


def test_those_confirmed_sit_there_with_their_posts_and_institutions(desk: Client, twentieth: Meeting) -> None:
    answer = desk.post(ADD, _confirmed(_page(desk, twentieth)) | {"date": "2021-06-02"})
    assert answer.status_code == 302, answer.context["errors"]
    seats = Participant.objects.filter(delegation__meeting=Meeting.objects.latest("pk")).order_by("id")
    told = {(str(seat), seat.post, seat.role, str(seat.institution or ""), seat.delegation.party_id) for seat in seats}
    assert told == {
        ("Khalid Zerouali", "Wali", "co-chair", "", "MA"),
        ("Secretary of State", "Secretary of State", "member", "Ministry", "ES"),
    }


def test_a_body_is_chosen_on_a_page_of_its_own(desk: Client, twentieth: Meeting) -> None:
    assert desk.get("/admin/next-session/").status_code == 200
    assert desk.get("/admin/next-session/?body=x").status_code == 400
    assert (
        desk.get(f"/admin/next-session/?body={twentieth.body_id}")
        .headers["Location"]
        .endswith(f"?next_of={twentieth.body_id}")
    )
    assert desk.get(f"{ADD}?next_of=999999").status_code == 404
    assert desk.get(f"{ADD}?next_of=x").status_code == 404


def test_the_page_of_a_body_leads_to_its_next_session(desk: Client, twentieth: Meeting) -> None:
    page = f"/admin/agreements/body/{twentieth.body_id}/"
    assert f"{page}next-session/" in desk.get(f"{page}change/").content.decode()
    assert desk.get(f"{page}next-session/").headers["Location"] == f"{ADD}?next_of={twentieth.body_id}"


def test_a_body_that_never_met_is_filled_in_as_far_as_it_is_known(desk: Client) -> None:
    group = body()
    values = current_values(desk, f"{ADD}?next_of={group.pk}")
    assert (values["body"], values.get("ordinal")) == (str(group.pk), "")
    assert [values[f"delegations-{side}-party"] for side in (0, 1)] == ["ES", "MA"]


# A pasted list -------------------------------------------------------------------------------------------------------


def _read(desk: Client, text: str, **given: str) -> Any:
    return desk.post("/admin/read-list/", {"text": text, "party": "MA", **given})


def test_a_list_gives_rows_of_known_new_and_probable_people(desk: Client) -> None:
    zerouali = person(name="Khalid Zerouali")
    person(name="Nasser Bourita")
    read = _read(
        desk, "Zerouali Khalid, Wali\nNaser Burita, Minister\nKarima Benyaich – Ambassador\nThe Consul General"
    ).json()
    known, probable, new, nobody = read["rows"]
    assert (known["person"]["id"], known["post"], known["likely"]) == (str(zerouali.pk), "Wali", [])
    assert (probable["person"]["id"], probable["likely"][0]["text"]) == ("new:Naser Burita", "Nasser Bourita")
    assert (new["person"]["id"], new["likely"]) == ("new:Karima Benyaich", [])
    assert (nobody["person"], nobody["post"]) == (None, "The Consul General")


def test_a_known_name_after_a_post_is_told_apart_from_it(desk: Client) -> None:
    bourita = person(name="Nasser Bourita")
    named, nobody = _read(desk, "M. le Ministre Nasser Bourita\nThe Secretary of State for Migration").json()["rows"]
    assert (named["person"]["id"], named["post"]) == (str(bourita.pk), "le Ministre")
    assert (nobody["person"], nobody["post"]) == (None, "The Secretary of State for Migration")


@pytest.mark.parametrize("text", ["", " \n", "x\n" * 201, "x" * 601])
def test_what_is_no_list_is_told(desk: Client, text: str) -> None:
    answer = _read(desk, text)
    assert answer.status_code == 400
    assert answer.json()["error"]


# Recorded already? ---------------------------------------------------------------------------------------------------


def test_a_meeting_within_three_days_is_saved_only_when_it_is_said_to_be_another(desk: Client) -> None:
    known = meeting(date="2023-06-02")
    form = meeting_form(relation=relation().pk, date="2023-06-05")
    answer = desk.post(ADD, form)
    assert "Perhaps it is recorded already" in answer.content.decode()
    assert f"/admin/agreements/meeting/{known.pk}/change/" in answer.content.decode()
    assert Meeting.objects.count() == 1
    assert desk.post(ADD, form | {"another": "on"}).status_code == 302
    assert Distinct.objects.filter(kind="meeting", first=known.pk, second=Meeting.objects.latest("pk").pk).exists()


@pytest.mark.parametrize(("date", "others"), [("2023-06-06", 0), ("2023-05-30", 1), ("2023-06", 0), ("", 0)])
def test_what_is_near_counts_in_days(desk: Client, date: str, others: int) -> None:
    held = meeting(date="2023-06-02")
    asked = {"kind": "meeting", "relation": str(held.relation_id), "date": date}
    found = desk.get("/admin/alike/", asked).json()["found"]
    assert len(found) == others


def test_the_same_number_of_a_body_is_told_while_one_types(desk: Client, twentieth: Meeting) -> None:
    asked = {"kind": "meeting", "body": str(twentieth.body_id), "ordinal": "20"}
    (found,) = desk.get("/admin/alike/", asked).json()["found"]
    assert (found["text"], found["last"]) == (str(twentieth), "2 June 2020")


def test_a_person_typed_with_a_slip_is_told_where_people_are_entered(desk: Client) -> None:
    seat = participant(person=person(name="Khalid Zerouali"), post="Wali")
    (found,) = desk.get("/admin/alike/", {"kind": "person", "text": "Khaled Zarouali"}).json()["found"]
    assert found["url"].endswith(f"/person/{seat.person_id}/change/")
    assert "Wali" in found["last"]


@pytest.mark.parametrize(
    "asked", [{}, {"kind": "x"}, {"kind": "meeting", "date": "30 February 2023", "body": "9" * 30}]
)
def test_nothing_sensible_asked_is_no_crash(desk: Client, asked: dict[str, str]) -> None:
    answer = desk.get("/admin/alike/", asked)
    assert answer.status_code == (200 if re.match("meeting", asked.get("kind", "")) else 400)
