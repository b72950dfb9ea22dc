"""What machines read of a record: published facts in the words of schema.org, none of them made up."""

import json
from datetime import date
from typing import Any

import pytest

from agreements.models import Agreement, Body, Institution, Meeting, Person
from agreements.pages.agreement import agreement_page
from agreements.pages.agreement import for_page as agreement_for_page
from agreements.pages.body import body_page
from agreements.pages.heads.agreement import agreement_head
from agreements.pages.heads.body import body_head
from agreements.pages.heads.meeting import meeting_head
from agreements.pages.heads.people import institution_head, person_head
from agreements.pages.meeting import for_page, meeting_page
from agreements.pages.people import institution_page, person_page
from agreements.records.common import Site
from agreements.templatetags.linked import linked_data
from tests import world

pytestmark = pytest.mark.django_db

SITE, TODAY = Site("https://agreements.example"), date(2026, 11, 24)


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    page = meeting_page(for_page(Meeting.published.all()).get(pk=meeting.pk), TODAY)
    return meeting_head(page, SITE).graph[1]


def of_agreement(**given: Any) -> dict[str, Any]:
    made = world.agreement(**given)
    page = agreement_page(agreement_for_page(Agreement.published.all()).get(pk=made.pk), TODAY)
    return agreement_head(page, SITE).graph[1]


def test_a_meeting_is_an_event_of_its_body() -> None:
    body = world.body(name="Joint Group")
    event = of_meeting(world.meeting(body=body, ordinal=2, date="2023-06-02", city="Madrid", country_id="ES"))
    assert (event["@type"], event["startDate"]) == ("Event", "2023-06-02")
    assert event["organizer"][0]["name"] == "Joint Group"
    assert event["location"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Madrid",
        "addressCountry": "ES",
    }


def test_an_occasion_is_organised_by_those_who_met() -> None:
    event = of_meeting(world.meeting())
    assert [party["name"] for party in event["organizer"]] == ["Morocco", "Spain"]
    assert {tuple(party["@type"]) for party in event["organizer"]} == {("Country", "Organization")}


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("held", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("rescheduled", "EventRescheduled"),
        ("cancelled", "EventCancelled"),
        ("reported", None),
    ],
)
def test_an_event_has_the_status_that_is_recorded(status: str, told: str | None) -> None:
    event = of_meeting(world.meeting(status=status))
    assert event.get("eventStatus") == (told and f"https://schema.org/{told}")


def test_a_meeting_that_was_moved_says_from_when() -> None:
    event = of_meeting(world.meeting(status="rescheduled", date="2023-06-02", planned_date="2023-05"))
    assert (event["startDate"], event["previousStartDate"]) == ("2023-06-02", "2023-05")


def test_who_sat_there_attended_in_the_post_of_that_day() -> None:
    meeting = world.meeting(date="2023")
    sat = world.delegation(meeting=meeting)
    world.participant(delegation=sat, person=world.person("Khalid Zerouali"), post="Director")
    world.participant(delegation=sat, post="The interior minister")
    attendee = of_meeting(meeting)["attendee"]
    assert [(one["name"], one["jobTitle"]) for one in attendee] == [("Khalid Zerouali", "Director")]


def test_who_was_expected_did_not_attend() -> None:
    meeting = world.meeting(status="postponed")
    world.participant(delegation=world.delegation(meeting=meeting))
    assert "attendee" not in of_meeting(meeting)


def test_what_is_not_known_is_left_out() -> None:
    event = of_meeting(world.meeting(date="2023~"))
    assert not {"startDate", "endDate", "location", "eventAttendanceMode", "subjectOf"} & set(event)


def test_sources_stand_under_their_own_address() -> None:
    meeting = world.meeting()
    source = world.source(title="Communiqué", language="fr", published_on="2023-06")
    world.citation(meeting=meeting, source=source)
    told = of_meeting(meeting)["subjectOf"][0]
    assert (told["@id"], told["inLanguage"], told["datePublished"]) == (source.url, "fr", "2023-06")


def test_an_agreement_is_law_only_where_it_is_established_that_it_binds() -> None:
    binding = of_agreement(legal_force="binding", signed="1992-02-13", lifecycle="in-force")
    assert (binding["@type"], binding["legislationDate"]) == ("Legislation", "1992-02-13")
    assert binding["legislationLegalForce"] == "https://schema.org/InForce"
    loose = of_agreement(title="Treaty of friendship", signed="1992-02-13", lifecycle="in-force")
    assert (loose["@type"], loose["dateCreated"]) == ("CreativeWork", "1992-02-13")
    assert not [name for name in loose if name.startswith("legislation")]


def test_a_body_has_its_parties_for_members_and_no_hidden_parent() -> None:
    hidden = world.body(name="Hidden", publication="draft")
    made = world.body(name="Group", parent=hidden, established="2003-41", other_names=["Grupo"])
    page = body_page(Body.published.with_parties().select_related("parent", "replaced_by").get(pk=made.pk), TODAY)
    told = body_head(page, SITE).graph[1]
    assert "Hidden" not in json.dumps(told)
    assert (told["foundingDate"], told["alternateName"]) == ("2003", ["Grupo"])
    assert [one["name"] for one in told["member"]] == ["Morocco", "Spain"]


def test_a_person_is_the_same_in_every_language() -> None:
    made = world.person("Khalid Zerouali", wikidata="Q123", native_name="خالد الزروالي", variants=("Jalid Zerouali",))
    world.participant(person=made, post="Director", delegation=world.delegation(meeting=world.meeting(status="held")))
    told = person_head(person_page(Person.objects.get(pk=made.pk), TODAY), SITE).graph[1]
    assert told["@id"] == f"https://agreements.example/people/{made.slug}/#record"
    assert told["sameAs"] == "https://www.wikidata.org/entity/Q123"
    assert (told["alternateName"], told["jobTitle"]) == (["خالد الزروالي", "Jalid Zerouali"], ["Director"])


@pytest.mark.parametrize(
    ("kind", "told"), [("ministry", "GovernmentOrganization"), ("not-established", "Organization")]
)
def test_an_institution_is_of_government_where_its_kind_says_so(kind: str, told: str) -> None:
    made = world.institution(kind=kind)
    node = institution_head(institution_page(Institution.objects.get(pk=made.pk), TODAY), SITE).graph[1]
    assert (node["@type"], "parentOrganization" in node) == (told, told == "GovernmentOrganization")


def test_nothing_a_source_says_ends_the_block() -> None:
    block = linked_data({"name": "</script><script>alert(1)</script> & <!--"})
    assert block.count("<") == block.count(">") == 2
    text = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(text) == {"name": "</script><script>alert(1)</script> & <!--"}
