"""People and institutions are found by any spelling, and names stand where a reader looks for them."""

import re

import pytest
from django.test import Client

from agreements.models import Institution, Person
from tests import world

pytestmark = pytest.mark.django_db


def found(client: Client, typed: str) -> list[str]:
    page = client.get("/people/", {"q": typed}).content.decode()
    return sorted(set(re.findall(r'href="/people/([\w-]+)/"', page)))


@pytest.mark.parametrize(
    "typed",
    ["zerouali", "ZÉROUALI", "Khalid  Zerouali", "zerouali khalid", "Zarouali", "الزروالي", "خالد", "zeroua\u0301li"],
)
def test_a_person_is_found_by_any_spelling(typed: str, client: Client) -> None:
    variants = ("Jalid Zarouali", "Khalid Zéroualí")
    sitting = world.person("Khalid Zerouali", native_name="خالد الزروالي", variants=variants, slug="khalid")
    other = world.person("Karima Benyaich", variants=("Karima Benyaiche",), slug="karima")
    seats = world.delegation()
    for person in (sitting, other):
        world.participant(person=person, delegation=seats)
    assert found(client, typed) == ["khalid"]


def test_no_other_name_is_found(client: Client) -> None:
    world.participant(person=world.person("Khalid Zerouali", variants=("Jalid Zarouali",)))
    assert found(client, "Zerouala") == []


def test_people_are_sorted_without_accents_or_by_the_name_meant_for_it() -> None:
    for name in ("Émile Zola", "Fatima Ait", "Ángeles Moreno", "Bart Somers"):
        world.person(name)
    world.person("José María Aznar", sort_name="Aznar, José María")
    names = [person.name for person in Person.objects.all()]
    assert names == ["Ángeles Moreno", "José María Aznar", "Bart Somers", "Émile Zola", "Fatima Ait"]


def test_institutions_and_parties_are_sorted_without_accents() -> None:
    for name in ("Ministry of Labour", "École nationale", "Direction générale"):
        world.institution(name)
    assert [row.name for row in Institution.objects.all()] == [
        "Direction générale",
        "École nationale",
        "Ministry of Labour",
    ]
    between = world.party("CI").sort_key, world.party("AX").sort_key
    assert between == ("cote d'ivoire", "aland islands")
