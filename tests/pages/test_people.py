"""What the pages of people and institutions add up from the seats: posts, presence, company."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Body, Delegation, Meeting, Participant, Person
from agreements.pages import grid as grids
from agreements.pages.company import company
from agreements.pages.grid import Grid, grid
from agreements.pages.people import institution_page, person_page
from tests import world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


def sat(person: Person, meeting: Meeting, party: str = "MA", **given: Any) -> Participant:
    delegation, _made = Delegation.objects.get_or_create(meeting=meeting, party_id=party)
    return world.participant(person=person, delegation=delegation, **given)


def shapes(drawn: Grid) -> list[list[str]]:
    return [[cell.shape for cell in row.cells] for row in drawn.rows]


def of_body(body: Body, *years: int, **given: Any) -> list[Meeting]:
    return [world.meeting(body=body, ordinal=year, date=str(year), **given) for year in years]


def test_the_grid_shows_who_sat_how_and_who_did_not() -> None:
    person, body = world.person(), world.body()
    meetings = of_body(body, 2001, 2002, 2003, 2004)
    for meeting, role in zip(meetings, ("chair", "member", "observer"), strict=False):
        sat(person, meeting, role=role)
    drawn = grid("person", person, TODAY)
    assert shapes(drawn) == [["lead", "seat", "beside", "absent"]]
    assert [(row.sat, row.held, row.of.url) for row in drawn.rows] == [(3, 4, body.get_absolute_url())]
    assert drawn.rows[0].cells[3].title == "2004th meeting, 2004: not recorded"


def test_a_meeting_not_held_is_drawn_as_expected_and_not_counted() -> None:
    person, body = world.person(), world.body()
    sat(person, of_body(body, 2001)[0])
    sat(person, of_body(body, 2002, status="postponed")[0])
    of_body(body, 2003, status="cancelled")
    drawn = grid("person", person, TODAY)
    assert shapes(drawn) == [["seat", "expected"]]
    assert (drawn.rows[0].sat, drawn.rows[0].held) == (1, 1)


def test_what_is_no_session_of_a_public_body_stands_in_a_row_of_its_own() -> None:
    person = world.person()
    sat(person, world.meeting(date="2001"))
    sat(person, of_body(world.body(publication="draft", name="Hidden"), 2002)[0])
    world.meeting(date="2003")
    [row] = grid("person", person, TODAY).rows
    assert (row.of.text, row.of.url, len(row.cells)) == ("Other meetings", "", 2)


def test_the_grid_keeps_to_the_latest_meetings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST_MEETINGS", 2)
    person = world.person()
    for meeting in of_body(world.body(), 2001, 2002, 2003):
        sat(person, meeting)
    drawn = grid("person", person, TODAY)
    assert drawn.cut
    assert [cell.title[-12:-8] for cell in drawn.rows[0].cells] == ["2002", "2003"]


def test_bodies_beyond_the_bound_share_the_last_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST_ROWS", 1)
    person = world.person()
    often, once = world.body(name="Often"), world.body(name="Once")
    for meeting in (*of_body(often, 2001, 2002), *of_body(once, 2003)):
        sat(person, meeting)
    of_body(once, 2004)
    assert [(row.of.text, len(row.cells)) for row in grid("person", person, TODAY).rows] == [
        ("Often", 2),
        ("Other meetings", 1),
    ]


def test_the_grid_of_an_institution_shows_the_strongest_role() -> None:
    institution, meeting = world.institution(), world.meeting(date="2001")
    sat(world.person("One"), meeting, institution=institution, role="member")
    sat(world.person("Two"), meeting, institution=institution, role="head-of-delegation")
    assert shapes(grid("institution", institution, TODAY)) == [["lead"]]


def test_posts_give_the_years_of_the_meetings_and_claim_no_term() -> None:
    person, ministry = world.person(), world.institution()
    for year, post in ((2019, "Director"), (2021, "Governor"), (2023, "director")):
        sat(person, world.meeting(date=str(year)), post=post, institution=ministry if year == 2019 else None)
    sat(person, world.meeting(date="2025", status="scheduled"), post="Minister")
    posts = person_page(person, TODAY).presence.posts
    assert [(post.name, post.years) for post in posts] == [("director", "in 2019 and 2023"), ("Governor", "in 2021")]
    assert [place.text for place in posts[0].where] == ["Ministry of the Interior"]


def test_an_uncertain_year_is_not_said_beside_the_same_certain_one() -> None:
    person = world.person()
    for when in ("2019", "2019-05?", "2020?"):
        sat(person, world.meeting(date=when), post="Director")
    [post] = person_page(person, TODAY).presence.posts
    assert post.years == "in 2019 and 2020?"


def test_the_posts_of_an_institution_say_who_held_them() -> None:
    institution = world.institution()
    for year, name in ((2019, "One"), (2023, "Two")):
        sat(world.person(name), world.meeting(date=str(year)), post="Minister", institution=institution)
    posts = institution_page(institution, TODAY).presence.posts
    assert [(post.name, post.who and post.who.text, post.years) for post in posts] == [
        ("Minister", "Two", "in 2023"),
        ("Minister", "One", "in 2019"),
    ]


def test_company_counts_the_meetings_held_together_on_each_side() -> None:
    person, beside, across = world.person("Self"), world.person("Beside"), world.person("Across")
    for number in range(3):
        meeting = world.meeting(date=f"200{number}", status="held" if number else "postponed")
        sat(person, meeting)
        sat(across, meeting, party="ES")
    sat(beside, meeting)
    sat(world.person("Elsewhere"), world.meeting())
    found = company("person", person, TODAY)
    assert [(link.text, met) for link, met in found.beside] == [("Beside", 1)]
    assert [(link.text, link.url, met) for link, met in found.across] == [("Across", across.get_absolute_url(), 2)]


def test_the_company_of_an_institution_is_named_with_its_party() -> None:
    own, other = world.institution(), world.institution(party_id="ES")
    meeting = world.meeting(date="2001")
    sat(world.person("One"), meeting, institution=own)
    sat(world.person("Two"), meeting, party="ES", institution=other)
    [(link, met)] = company("institution", own, TODAY).across
    assert (link.text, link.detail, met) == ("Ministry of the Interior", "Spain", 1)


def test_a_draft_keeps_nobody_company() -> None:
    person, meeting = world.person(), world.meeting(publication="draft")
    sat(person, meeting)
    sat(world.person("Other"), meeting)
    assert company("person", person, TODAY).beside == []
