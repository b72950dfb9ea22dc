"""What is probably one, and what is not."""

import pytest

from agreements.curation.duplicates import likely, probable_pairs
from agreements.models import Distinct, PersonParty
from tests.curation.queued import rows
from tests.world import body, institution, meeting, person, relation, source

pytestmark = pytest.mark.django_db
GONE = {"publication": "withdrawn", "withdrawn_reason": "Entered twice."}


def pairs(kind: str) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in probable_pairs(kind, 50)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khalid Zerouali", "ZEROUALI Khalid"),
        ("Khalid Zerouali", "Khaled Zerouali"),
        ("Mohamed Zarouali", "Mohammed Zerouali"),
        ("José Ángel Pérez", "Jose Angel Perez"),
        ("Khalid Zerouali", "Khalid Zeruoali"),
    ],
)
def test_people_of_one_name_by_accent_order_slip_or_transliteration(one: str, other: str) -> None:
    first, second = person(one), person(other)
    assert pairs("person") == [(first.pk, second.pk)]


@pytest.mark.parametrize("other", ["Khalid Naciri", "Isabel Castro", "Omar Zerouali Benani"])
def test_people_of_other_names_are_others(other: str) -> None:
    person("Khalid Zerouali")
    person(other)
    assert pairs("person") == []


def test_a_variant_is_a_name() -> None:
    first, second = person("Ngozi Adeyemi", variants=("Khalid Zerouali",)), person("Zerouali Khalid")
    assert pairs("person") == [(first.pk, second.pk)]


def test_namesakes_of_two_parties_are_two_people() -> None:
    for code in ("ES", "MA"):
        PersonParty.objects.create(person=person(), party_id=code)
    assert pairs("person") == []


def test_of_a_namesake_whose_party_is_not_known_one_asks() -> None:
    first, second = person(), person()
    PersonParty.objects.create(person=first, party_id="MA")
    assert pairs("person") == [(first.pk, second.pk)]


def test_whoever_was_told_apart_is_not_asked_about_again() -> None:
    first, second = person(), person()
    Distinct.objects.create(kind="person", first=first.pk, second=second.pk)
    assert pairs("person") == []


def test_institutions_are_compared_within_their_party() -> None:
    first, second = institution("Ministry of Labor"), institution("Ministry of Labour")
    institution("Ministry of Labour", party_id="ES")
    assert pairs("institution") == [(first.pk, second.pk)]


def test_bodies_are_compared_within_their_relation_and_not_with_their_parent() -> None:
    first, second = body(name="Joint Migration Group"), body(name="Migration Joint Group", publication="draft")
    body(name="Joint Migration Group", relation=relation("FR", "MA"))
    body(name="Joint Migration Group", **GONE)
    body(name="Joint Migration Group, subgroup", parent=first)
    assert (first.pk, second.pk) in pairs("body")
    assert all(pair[0] == second.pk for pair in pairs("body")[1:])


@pytest.mark.parametrize(("day", "found"), [("2023-06-05", True), ("2023-06-06", False), ("2023-06", False)])
def test_meetings_of_one_relation_within_three_days_are_asked_about(day: str, found: bool) -> None:
    first, second = meeting(date="2023-06-02"), meeting(date=day, publication="draft")
    meeting(date="2023-06-02", relation=relation("FR", "MA"))
    meeting(date="2023-06-02", **GONE)
    assert pairs("meeting") == ([(first.pk, second.pk)] if found else [])


def test_two_addresses_of_one_page_are_one_source() -> None:
    first = source(url="http://www.example.org/news/12?utm_source=x")
    second = source(url="https://example.org/news/12/")
    source(url="https://example.org/news/12?page=2")
    assert pairs("source") == [(first.pk, second.pk)]


def test_a_pair_is_told_with_both_and_can_be_told_apart() -> None:
    first, second = person(), person("Zerouali Khalid")
    [row] = rows("twin-people")
    assert row.pair == ("person", first.pk, second.pk)
    assert (row.opens.pk, row.others[0].pk) == (first.pk, second.pk)
    assert row.wrong == "Their names are 100% alike."


@pytest.mark.parametrize("typed", ["zerouali khalid", "Khalid Zeruali", "Khaled Zerouali", "ZÉROUALI"])
def test_the_likely_person_is_offered_while_one_types(typed: str) -> None:
    known = person()
    person("Isabel Castro")
    assert [(key, label) for key, label, _score in likely("person", typed)] == [(known.pk, "Khalid Zerouali")]


def test_of_another_party_nobody_is_offered() -> None:
    known = person()
    PersonParty.objects.create(person=known, party_id="MA")
    assert likely("person", "Khalid Zerouali", party="ES") == []
    assert likely("person", "Khalid Zerouali", party="MA") == [(known.pk, "Khalid Zerouali (MA)", 1.0)]


def test_the_likeliest_come_first_and_few() -> None:
    near, same = person("Khalid Zeroual"), person("Khalid Zerouali")
    found = likely("person", "Khalid Zerouali", limit=2)
    assert [key for key, _label, _score in found] == [same.pk, near.pk]
    assert len(likely("person", "Khalid Zerouali", limit=1)) == 1


def test_every_kind_is_offered_with_drafts_and_without_what_is_withdrawn() -> None:
    ministry, page = institution("Ministry of Labour"), source(url="https://example.org/a")
    group = body(publication="draft")
    held = meeting(body=group, ordinal=21, publication="draft")
    body(**GONE)
    found = {
        "institution": likely("institution", "Labor Ministry"),
        "source": likely("source", "http://www.example.org/a/?utm_source=x"),
        "body": likely("body", "Migration Joint Group"),
        "meeting": likely("meeting", "Joint Migration Group 21"),
    }
    assert {kind: [row[0] for row in rows] for kind, rows in found.items()} == {
        "institution": [ministry.pk],
        "source": [page.pk],
        "body": [group.pk],
        "meeting": [held.pk],
    }


@pytest.mark.parametrize("typed", ["", "  ", "ab", "%", "\\", "'; --"])
def test_what_says_nothing_finds_nothing(typed: str) -> None:
    person()
    assert likely("person", typed) == []
