"""Two rows become one, and nothing is lost."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client

from agreements.curation.addresses import known_source
from agreements.curation.merging import KINDS, Changed, merge, plan_merge
from agreements.curation.merging_plan import Refused
from agreements.curation.merging_rules import FIELDS, REFUSED, SAME, WAYS, pointing_to, unique_with
from agreements.curation.merging_undo import undo
from agreements.models import ActionUpdate, Body, Citation, Merge, Participant
from tests import world
from tests.curation.merging_cast import dump, wrong_cards

pytestmark = pytest.mark.django_db


def test_everything_that_points_to_what_can_be_merged_has_a_rule() -> None:
    todo, known = [apps.get_model("agreements", kind) for kind in KINDS], set()
    while todo:
        for table, column in pointing_to(todo.pop()):
            assert (table, column) in WAYS
            if (table, column) not in known and any(unique_with(table, column)):
                assert table in SAME or table in REFUSED, table
                if table in SAME:
                    todo.append(apps.get_model("agreements", table))
            known.add((table, column))
    assert known == set(WAYS)


def test_every_column_of_what_can_be_merged_has_a_rule() -> None:
    for kind, fields in FIELDS.items():
        model = apps.get_model("agreements", kind)
        columns = {field.column for field in model._meta.local_fields if not field.generated} - {"id"}
        assert columns == {*fields.asked, *fields.stays} | ({fields.note, fields.variants} & columns), kind


def test_a_person_merged_leaves_seats_names_and_address_to_the_other() -> None:
    kept = world.person("Khalid Zerouali", variants=("Jalid",))
    gone = world.person("Khalid Zarouali", native_name="خالد", wikidata="Q7", note="Wali.")
    seat = world.participant(person=gone, post="Wali")
    merge("person", kept.pk, gone.pk, note="One spelling.")
    kept.refresh_from_db()
    seat.refresh_from_db()
    assert seat.person == kept
    assert {variant.name for variant in kept.variants.all()} == {"Jalid", "Khalid Zarouali"}
    assert (kept.native_name, kept.wikidata, kept.note) == ("خالد", "Q7", "Wali.")
    answer = Client().get(f"/people/{gone.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/people/{kept.slug}/")
    assert wrong_cards() == {}


def test_the_value_chosen_stands_and_the_other_is_kept_in_words() -> None:
    kept = world.person("Khalid Zerouali", sort_name="Zerouali Khalid", wikidata="Q1")
    gone = world.person("Jalid Zaruali", sort_name="Zaruali Jalid", wikidata="Q2")
    merge("person", kept.pk, gone.pk, take={"name", "wikidata"})
    kept.refresh_from_db()
    assert (kept.name, kept.wikidata, kept.sort_name) == ("Jalid Zaruali", "Q2", "Zerouali Khalid")
    assert kept.note.splitlines() == ["Sort name: Zaruali Jalid", "Wikidata: Q1"]
    assert [variant.name for variant in kept.variants.all()] == ["Khalid Zerouali"]


def test_the_same_person_twice_in_a_delegation_sits_there_once_with_all_that_was_said() -> None:
    kept, gone, cited = world.person(), world.person("Jalid"), world.source()
    table = world.delegation()
    stays = world.participant(person=kept, delegation=table, post="Wali", note="Left early.")
    goes = world.participant(person=gone, delegation=table, post="Director", role="chair")
    world.citation(participant=stays, source=cited, quote="The wali spoke.")
    world.citation(participant=goes, source=cited, quote="The director spoke.", locator="p. 2")
    world.citation(participant=goes, field="post")
    merge("person", kept.pk, gone.pk)
    seat = Participant.objects.get(delegation=table)
    assert (seat.pk, seat.post, seat.role) == (stays.pk, "Wali", "chair")
    assert seat.note.splitlines() == ["Left early.", "Post: Director"]
    joined = seat.citations.get(source=cited)
    assert (joined.quote, joined.locator, joined.note) == ("The wali spoke.", "p. 2", "Quote: The director spoke.")
    assert seat.citations.count() == 2


def test_a_published_body_is_withdrawn_and_leads_on() -> None:
    kept, gone = world.body(name="Joint Group"), world.body(name="JMG")
    merge("body", kept.pk, gone.pk)
    gone.refresh_from_db()
    assert (gone.publication, gone.withdrawn_reason) == ("withdrawn", "Merged into “Joint Group”.")
    answer = Client().get(f"/bodies/{gone.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/bodies/{kept.slug}/")
    assert Body.objects.get(pk=kept.pk).other_names == ["JMG"]


def test_two_meetings_of_one_number_stop_the_merge_of_their_bodies() -> None:
    kept, gone = world.body(), world.body(name="JMG")
    for body in (kept, gone):
        world.meeting(body=body, ordinal=3)
    before = dump()
    with pytest.raises(Refused, match="of one number"):
        merge("body", kept.pk, gone.pk)
    assert dump() == before


def test_a_published_body_is_not_merged_into_a_draft() -> None:
    kept, gone = world.body(publication="draft"), world.body()
    with pytest.raises(Refused, match="is a draft"):
        merge("body", kept.pk, gone.pk)


def test_what_cannot_be_one_is_refused() -> None:
    with pytest.raises(Refused, match="two parties"):
        merge("institution", world.institution().pk, world.institution("Interior", party_id="ES").pk)
    with pytest.raises(Refused, match="two relations"):
        merge("body", world.body().pk, world.body(relation=world.relation("FR", "MA")).pk)
    with pytest.raises(Refused, match="one and the same"):
        merge("person", 1, 1)
    with pytest.raises(Refused, match="no longer there"):
        merge("person", world.person().pk, 10**9)


def test_bodies_above_each_other_make_no_ring() -> None:
    gone = world.body()
    between = world.body(parent=gone)
    kept = world.body(parent=between)
    with pytest.raises(Refused, match="part of"):
        merge("body", kept.pk, gone.pk)


def test_the_address_of_a_merged_source_is_recognised() -> None:
    kept, gone = world.source(url="https://boe.example/a"), world.source(url="https://boe.example/b?id=1")
    told = world.update(source=gone)
    merged = merge("source", kept.pk, gone.pk)
    assert ActionUpdate.objects.get(pk=told.pk).source == kept
    assert known_source("http://www.boe.example/b/?id=1&utm_source=x") == kept
    third = world.source(url="https://boe.example/c")
    later = merge("source", third.pk, kept.pk)
    assert known_source("https://boe.example/b?id=1") == third
    undo(later)
    undo(merged)
    assert known_source("https://boe.example/b?id=1") == gone


def test_two_independent_sources_stay_two() -> None:
    one, other = world.source(), world.source()
    world.update(source=one, second_source=other, basis="two-independent-sources", what="Both tell of it.")
    with pytest.raises(Refused, match="Both tell of it"):
        merge("source", one.pk, other.pk)


def test_a_record_changed_since_it_was_shown_is_not_merged() -> None:
    kept, gone = world.person(), world.person("Jalid")
    seen = plan_merge("person", kept.pk, gone.pk).fingerprint
    world.participant(person=gone)
    with pytest.raises(Changed):
        merge("person", kept.pk, gone.pk, seen=seen)
    assert not Merge.objects.exists()


def test_the_history_says_why() -> None:
    kept, gone = world.person(), world.person("Jalid")
    merge("person", kept.pk, gone.pk, by=User.objects.create(username="admin"), note="A typo.")
    context = apps.get_model("agreements", "PersonEvent").objects.filter(pgh_label="delete").get().pgh_context
    assert context.metadata["note"] == "Merge: Jalid into Khalid Zerouali: A typo."
    assert not Citation.objects.exists()
