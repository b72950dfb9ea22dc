"""After a merge: its old addresses, the list of merges, and undoing one."""

import pytest
from django.test import Client

from agreements.curation.merging import merge
from agreements.models import Body, Merge, Participant, Person
from tests import world
from tests.admin.merging import address, decided, queries, two_people, words
from tests.admin.people import of_role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_address_of_a_published_body_leads_on(language: str) -> None:
    kept, gone = world.body(name="Joint Group"), world.body(name="JMG")
    decided(of_role("Administrator"), address("body", kept.pk, gone.pk))
    answer = Client().get(f"{language}/bodies/{gone.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, f"{language}/bodies/{kept.slug}/")
    assert Body.objects.get(pk=gone.pk).publication == "withdrawn"


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_address_of_a_person_leads_on_and_back(language: str) -> None:
    kept, gone = two_people()
    world.participant(person=gone)
    admin = of_role("Administrator")
    decided(admin, address("person", kept.pk, gone.pk))
    old = f"{language}/people/{gone.slug}/"
    answer = Client().get(old)
    assert (answer.status_code, answer["Location"]) == (301, f"{language}/people/{kept.slug}/")
    done = Merge.objects.get()
    assert admin.get(f"/admin/merges/{done.pk}/undo/").status_code == 200
    assert admin.post(f"/admin/merges/{done.pk}/undo/").status_code == 302
    assert Client().get(old).status_code == 200
    assert Participant.objects.get().person == gone


def test_the_list_tells_every_merge_and_whether_it_was_undone() -> None:
    kept, gone = two_people()
    admin = of_role("Administrator")
    decided(admin, address("person", kept.pk, gone.pk), note="One man.")
    told = words(admin.get("/admin/merges/"))
    for said in ("Jalid Zaruali", "Khalid Zerouali", "One man.", "Administrator", "Undo : Jalid Zaruali"):
        assert said in told
    admin.post(f"/admin/merges/{Merge.objects.get().pk}/undo/")
    assert "Undo : Jalid Zaruali" not in words(admin.get("/admin/merges/"))


def test_what_stands_in_the_way_of_undoing_is_told() -> None:
    kept, gone = two_people()
    seat = world.participant(person=gone)
    done = merge("person", kept.pk, gone.pk)
    seat.delete()
    admin = of_role("Administrator")
    assert "was deleted since" in words(admin.get(f"/admin/merges/{done.pk}/undo/"))
    answer = admin.post(f"/admin/merges/{done.pk}/undo/")
    assert (answer.status_code, "was deleted since" in words(answer)) == (409, True)
    assert not Person.objects.filter(pk=gone.pk).exists()


def test_a_merge_that_never_was_is_not_found() -> None:
    assert of_role("Administrator").get("/admin/merges/999/undo/").status_code == 404


def test_twice_as_many_merges_are_listed_with_the_same_questions() -> None:
    kept, admin, counts = world.person(), of_role("Administrator"), []
    for name in ("Second", "Third"):
        merge("person", kept.pk, world.person(name).pk)
        counts.append(queries(admin, "/admin/merges/"))
    assert counts[0] == counts[1]
