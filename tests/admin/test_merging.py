"""Merging in the admin: who may, what is shown before, and what happens when the record changes meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.curation.merging import KINDS, merge
from agreements.models import Merge, Person
from tests import world
from tests.admin.merging import address, decided, queries, two_people, words
from tests.admin.people import of_role
from tests.curation.merging_cast import pair

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["Editor", "Reviewer", "reader"])
def test_an_administrator_alone_merges_and_undoes(role: str) -> None:
    kept, gone = two_people()
    done = merge("person", kept.pk, world.person("Third").pk)
    client = of_role(role)
    for where in ("/admin/merge/", address("person", kept.pk, gone.pk), f"/admin/merges/{done.pk}/undo/"):
        assert (client.get(where).status_code, client.post(where).status_code) == (403, 403), where
    assert client.get("/admin/merges/").status_code == (403 if role == "reader" else 200)
    assert client.get(f"/admin/agreements/person/{kept.pk}/merge-with/").status_code == 403
    assert Person.objects.filter(pk=gone.pk).exists()


def test_whoever_is_not_logged_in_is_sent_to_log_in(client: Client) -> None:
    for where in ("/admin/merge/", "/admin/merges/", "/admin/merges/1/undo/"):
        assert client.get(where).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_of_each_kind_shows_what_moves_and_a_merge_does_it(kind: str) -> None:
    kept, gone = pair(kind, [(True, True, "Wali", "Director", False)], "draft")
    admin = of_role("Administrator")
    page = admin.get(address(kind, kept, gone))
    assert page.status_code == 200
    assert page.context["page"].plan.moved
    answer = decided(admin, address(kind, kept, gone))
    assert (answer.status_code, answer["Location"]) == (302, reverse(f"admin:agreements_{kind}_change", args=[kept]))
    assert Merge.objects.get().by.username == "Administrator"
    assert "Undo" in words(admin.get(answer["Location"]))


def test_the_preview_tells_names_moves_and_the_old_address() -> None:
    kept, gone = two_people(variants=("Khaled Z.",), note="Wali.")
    world.participant(person=gone, post="Director of Migration")
    told = words(of_role("Administrator").get(address("person", kept.pk, gone.pk)))
    for said in ("Khaled Z.", "Wali.", "Talks on migration, Director of Migration", f"/people/{gone.slug}/"):
        assert said in told
    assert not Merge.objects.exists()


def test_the_value_chosen_on_the_preview_stands() -> None:
    kept, gone = two_people()
    decided(of_role("Administrator"), address("person", kept.pk, gone.pk), **{"stands-name": "gone", "note": "Press."})
    assert Person.objects.get().name == "Jalid Zaruali"
    assert Merge.objects.get().note == "Press."


def test_a_merge_agreed_to_on_an_outdated_preview_comes_again() -> None:
    kept, gone = two_people()
    admin, where = of_role("Administrator"), address("person", kept.pk, gone.pk)
    seen = admin.get(where).context["page"].plan.form.initial["seen"]
    world.participant(person=gone)
    answer = admin.post(where, {"seen": seen, "note": "One man.", "stands-name": "gone"})
    assert answer.status_code == 409
    assert "the record has changed since" in words(answer)
    assert "One man." in words(answer)
    assert not Merge.objects.exists()
    form = answer.context["page"].plan.form
    assert (form["seen"].value() != seen, form["stands-name"].value()) == (True, "gone")
    assert admin.post(where, {"seen": form["seen"].value()}).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"seen": "x", "stands-name": "both"}, {"seen": "x", "note": "n" * 1001}])
def test_a_decision_that_is_none_writes_nothing(sent: dict[str, str]) -> None:
    kept, gone = two_people()
    answer = of_role("Administrator").post(address("person", kept.pk, gone.pk), sent)
    assert answer.status_code == 400
    assert "Nothing was merged" in words(answer)
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("kind=meeting", "“meeting” cannot be merged"),
        ("kind=%00", "cannot be merged"),
        ("kind=person&kept=1&gone=999999", "has the number “999999”"),
        ("kind=person&kept=ABC&gone=%00", "has the number “ABC”"),
        (f"kind=person&kept={10**30}&gone=", "Choose one."),
    ],
)
def test_what_cannot_be_chosen_is_told(asked: str, said: str) -> None:
    answer = of_role("Administrator").get(f"/admin/merge/?{asked}")
    assert answer.status_code == 400
    assert said in words(answer)


def test_one_and_the_same_is_no_pair() -> None:
    kept, _gone = two_people()
    answer = of_role("Administrator").get(address("person", kept.pk, kept.pk))
    assert answer.status_code == 400
    assert "one and the same" in words(answer)


def test_of_one_row_the_likely_other_is_offered() -> None:
    kept, gone = world.person("Khalid Zerouali"), world.person("Zerouali Khaled")
    admin = of_role("Administrator")
    led = admin.get(f"/admin/agreements/person/{kept.pk}/merge-with/")
    offers = admin.get(led["Location"]).context["page"].offers
    assert [offer.url for offer in offers] == [address("person", kept.pk, gone.pk)]


def test_the_desk_leads_from_a_probable_pair_to_its_preview() -> None:
    first, second = world.person("Khalid Zerouali"), world.person("Zerouali Khalid")
    page = of_role("Administrator").get("/admin/desk/twin-people/").content.decode()
    assert address("person", first.pk, second.pk).replace("&", "&amp;") in page
    assert "/admin/merge/" not in of_role("Editor").get("/admin/desk/twin-people/").content.decode()


def test_what_stands_in_the_way_is_shown_and_nothing_is_merged() -> None:
    kept, gone = world.body(), world.body(name="JMG")
    for body in (kept, gone):
        world.meeting(body=body, ordinal=3)
    admin, where = of_role("Administrator"), address("body", kept.pk, gone.pk)
    assert "of one number" in words(admin.get(where))
    answer = admin.post(where, {"seen": "x"})
    assert (answer.status_code, "of one number" in words(answer)) == (409, True)
    assert not Merge.objects.exists()


def test_a_draft_is_not_kept_in_the_place_of_what_readers_know() -> None:
    kept, gone = world.body(publication="draft"), world.body()
    told = of_role("Administrator").get(address("body", kept.pk, gone.pk))
    assert (told.status_code, "keep the one that readers know" in words(told)) == (200, True)
    assert "Swap the two" in words(told)


def test_a_preview_of_much_asks_no_more_questions_and_stays_short() -> None:
    kept, gone = two_people()
    admin, where = of_role("Administrator"), address("person", kept.pk, gone.pk)
    counts = []
    for _turn in range(2):
        for _seat in range(12):
            table = world.delegation()
            for number, person in enumerate((kept, gone)):
                office = world.institution(f"Office {number} {_turn} {_seat}")
                world.participant(person=person, delegation=table, institution=office)
            world.citation(
                participant=world.participant(person=gone, institution=world.institution(f"I{_seat}{_turn}"))
            )
            world.citation(person=gone)
        admin.get(where)
        counts.append(queries(admin, where))
    assert counts[0] == counts[1]
    assert "and 16 more" in words(admin.get(where))
