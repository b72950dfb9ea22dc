"""What an export tells of each record, and what it keeps to itself."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from agreements.models import (
    ActionLink,
    AgreedAction,
    Agreement,
    Body,
    InstitutionName,
    Meeting,
    RecordTopic,
)
from tests import world
from tests.views.test_exports import csv_rows, fetch

pytestmark = pytest.mark.django_db
NOT_PUBLISHED: list[dict[str, str]] = [
    {"publication": "draft"},
    {"publication": "in-review"},
    {"publication": "withdrawn", "withdrawn_reason": "It was another one."},
]


def records(client: Client, address: str) -> dict[str, dict[str, Any]]:
    return {record["key"]: record for record in json.loads(fetch(client, address))["records"]}


def only(client: Client, address: str) -> dict[str, Any]:
    [record] = records(client, address).values()
    return record


def test_a_meeting_tells_every_note(client: Client) -> None:
    notes = {name: f"On {name}" for name in ("ordinal_note", "date_note", "place_note", "status_note", "notes")}
    world.meeting(planned_date="2021-05", venue="Palais des Congrès", **notes)
    record = only(client, "/meetings.json")
    assert {name: record[name] for name in notes} == notes
    assert record["planned_date"]["edtf"] == "2021-05"
    assert record["venue"] == "Palais des Congrès"


def test_an_agreement_tells_every_note(client: Client) -> None:
    notes = {name: f"On {name}" for name in ("title_note", "signed_note", "in_force_note", "parties_note", "summary")}
    world.agreement(signed_place="Rabat", text_access="summary", **notes)
    record = only(client, "/agreements.json")
    assert {name: record[name] for name in notes} == notes
    assert (record["signed_place"], record["text_access"]) == ("Rabat", "summary")


def test_a_body_tells_where_it_belongs_and_what_it_rests_on(client: Client) -> None:
    parent, next_one = world.body(slug="council"), world.body(slug="new-group")
    body = world.body(slug="group", other_names=["Groupe mixte"], parent=parent, replaced_by=next_one)
    source = world.citation(body=body).source
    record = records(client, "/bodies.json")["group"]
    assert (record["parent"], record["replaced_by"]) == ("council", "new-group")
    assert (record["other_names"], record["sources"]) == (["Groupe mixte"], [source.url])


def test_people_and_institutions_come_with_their_other_names(client: Client) -> None:
    institution = world.institution()
    InstitutionName.objects.create(institution=institution, name="Ministère de l'Intérieur")
    person = world.person(variants=("Zeruali, Khalid", "Jalid Zerouali"), wikidata="Q12")
    world.participant(person=person, institution=institution)
    record = only(client, "/people.json")
    assert (record["variants"], record["wikidata"]) == (["Jalid Zerouali", "Zeruali, Khalid"], "Q12")
    assert only(client, "/institutions.json")["variants"] == ["Ministère de l'Intérieur"]


def test_a_source_of_several_facts_stands_once(client: Client) -> None:
    meeting = world.meeting()
    first = world.citation(meeting=meeting, position=1).source
    second = world.citation(meeting=meeting, position=2).source
    world.citation(meeting=meeting, source=first, field="date", position=3)
    assert only(client, "/meetings.json")["sources"] == [first.url, second.url]


@pytest.mark.parametrize("parent", ["meeting", "agreement"])
class TestWhatAnActionTakesFromItsParent:
    def test_topics_and_sources_where_it_has_none(self, client: Client, parent: str) -> None:
        action = world.action(**{parent: getattr(world, parent)()})
        for code, place in (("second", 2), ("first", 1)):
            RecordTopic.objects.create(topic=world.topic(code, position=place), **{parent: action.parent})
        source = world.citation(**{parent: action.parent}).source
        record = only(client, "/actions.json")
        assert (record["topics"], record["topics_inherited"]) == (["first", "second"], True)
        assert (record["sources"], record["sources_inherited"]) == ([source.url], True)

    def test_nothing_where_it_has_its_own(self, client: Client, parent: str) -> None:
        action = world.action(**{parent: getattr(world, parent)()})
        RecordTopic.objects.create(topic=world.topic("theirs"), **{parent: action.parent})
        RecordTopic.objects.create(topic=world.topic("own"), action=action)
        world.citation(**{parent: action.parent})
        source = world.citation(action=action).source
        record = only(client, "/actions.json")
        assert (record["topics"], record["topics_inherited"]) == (["own"], False)
        assert (record["sources"], record["sources_inherited"]) == ([source.url], False)

    def test_nothing_where_there_is_none(self, client: Client, parent: str) -> None:
        world.action(**{parent: getattr(world, parent)()})
        record = only(client, "/actions.json")
        assert (record["topics"], record["topics_inherited"]) == ([], False)
        assert (record["sources"], record["sources_inherited"]) == ([], False)

    def test_its_parties_the_two_of_the_relation_first(self, client: Client, parent: str) -> None:
        action = world.action(**{parent: getattr(world, parent)(relation=world.relation("ES", "CH"))})
        for code in ("MA", "BE"):
            world.further_party(code, **{parent: action.parent})
        # By English name: Spain and Switzerland, then Belgium and Morocco.
        assert only(client, "/actions.json")["parties"] == ["ES", "CH", "BE", "MA"]

    def test_its_day_and_its_key(self, client: Client, parent: str) -> None:
        day = {"meeting": {"date": "2021-05"}, "agreement": {"signed": "2021-05"}}[parent]
        world.action(number=3, **{parent: getattr(world, parent)(slug="one", **day)})
        record = only(client, "/actions.json")
        assert (record["key"], record[parent]) == ("one-a3", "one")
        assert record["agreed"] == {"edtf": "2021-05", "earliest": "2021-05-01", "latest": "2021-05-31"}


def test_an_action_tells_what_it_led_to(client: Client) -> None:
    world.action(meeting=world.meeting(slug="one"), leads_to_meeting=world.meeting(slug="next"), due_note="Counted.")
    world.action(meeting=world.meeting(slug="two"), leads_to_agreement=world.agreement(slug="text"), continuing=True)
    rows = records(client, "/actions.json")
    assert rows["one-a1"]["leads_to"] == "http://testserver/meetings/next/"
    assert rows["two-a1"]["leads_to"] == "http://testserver/agreements/text/"
    assert (rows["one-a1"]["due_note"], rows["two-a1"]["continuing"]) == ("Counted.", True)


def test_linked_actions_name_each_other(client: Client) -> None:
    earlier = world.action(meeting=world.meeting(slug="one"))
    later = world.action(agreement=world.agreement(slug="two"))
    ActionLink.objects.create(earlier=earlier, later=later, relation="revises")
    rows = records(client, "/actions.json")
    assert rows["one-a1"]["taken_up_by"] == ["revises two-a1"]
    assert rows["two-a1"]["takes_up"] == ["revises one-a1"]
    assert rows["one-a1"]["takes_up"] == rows["two-a1"]["taken_up_by"] == []


@pytest.mark.parametrize("hidden", NOT_PUBLISHED)
class TestWhatIsNotPublishedIsNotNamed:
    def test_by_an_action(self, client: Client, hidden: dict[str, str]) -> None:
        secret = world.action(meeting=world.meeting(slug="secret", **hidden))
        action = world.action(leads_to_meeting=secret.meeting)
        other = world.action(leads_to_agreement=world.agreement(slug="secret-text", **hidden))
        ActionLink.objects.create(earlier=secret, later=action)
        ActionLink.objects.create(earlier=other, later=secret)
        rows = records(client, "/actions.json")
        assert set(rows) == {action.slug, other.slug}
        assert {row["leads_to"] for row in rows.values()} == {None}
        assert [row["takes_up"] + row["taken_up_by"] for row in rows.values()] == [[], []]
        assert b"secret" not in fetch(client, "/actions.csv")

    def test_by_a_body_a_meeting_or_an_agreement(self, client: Client, hidden: dict[str, str]) -> None:
        body, text = world.body(slug="secret", **hidden), world.agreement(slug="secret-text", **hidden)
        Body.objects.create(slug="open", name="Open", relation=body.relation, publication="published", parent=body)
        Body.objects.filter(slug="open").update(replaced_by=body)
        world.agreement(replaced_by=text)
        world.meeting(body=body)
        for folder in ("bodies", "agreements", "meetings"):
            assert b"secret" not in fetch(client, f"/{folder}.csv")
        assert Meeting.objects.count() == Agreement.objects.filter(replaced_by__isnull=False).count() == 1


def test_an_address_is_that_of_the_page_in_the_language_of_the_list(client: Client) -> None:
    world.action()
    action = AgreedAction.objects.get()
    for language, prefix in (("en", ""), ("ar", "/ar")):
        with translation.override(language):
            expected = f"http://testserver{action.get_absolute_url()}"
        assert [row["url"] for row in csv_rows(client, f"{prefix}/actions.csv")] == [expected]
