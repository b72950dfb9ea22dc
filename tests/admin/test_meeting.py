"""A meeting entered on one page, without a browser."""

from typing import Any

import pytest
from django.test import Client
from pghistory.core import event_models

from agreements.models import AgreedAction, Citation, Meeting, Participant, PersonParty, Position, Source
from tests.admin.pages import ADD, current_values, meeting_form, rows
from tests.world import body, citation, delegation, meeting, party, person, relation, source, topic

PASTED = "https://example.org/communique"


def _enter(desk: Client, **given: Any) -> Meeting:
    answer = desk.post(ADD, meeting_form(**given))
    assert answer.status_code == 302, answer.context["errors"]
    return Meeting.objects.latest("pk")


def test_everything_of_a_meeting_is_saved_from_one_page(desk: Client) -> None:
    group, zerouali, minors = body(slug="es-ma-gmmp"), person(), topic()
    entered = _enter(
        desk,
        title="",
        body=group.pk,
        ordinal="21",
        date="2 juin 2023",
        topics=[minors.pk],
        further=["EU"],
        **rows("citations", {"url": PASTED, "title": "Joint communiqué", "kind": "joint-communique"}),
        **rows("delegations", {"party": "MA"}),
        **rows("delegations-0-participants", {"person": zerouali.pk, "role": "co-chair", "cited": PASTED}),
        **rows("actions", {"text": "Meet again.", "kind": "commitment", "responsible": ["ES", "EU"], "cited": PASTED}),
        **rows("positions", {"text": "Thanked Morocco.", "parties": ["ES"], "cited": PASTED}),
    )
    assert (entered.slug, entered.relation.slug, str(entered.date)) == ("es-ma-gmmp-21", "es-ma", "2 June 2023")
    assert [party.pk for party in entered.all_parties] == ["MA", "ES", "EU"]
    assert list(entered.topics.all()) == [minors]
    seat, agreed, said = Participant.objects.get(), AgreedAction.objects.get(), Position.objects.get()
    assert (seat.person, seat.delegation.party_id) == (zerouali, "MA")
    assert (agreed.number, sorted(party.pk for party in agreed.responsible.all())) == (1, ["ES", "EU"])
    assert [party.pk for party in said.parties.all()] == ["ES"]
    known = Source.objects.get()
    assert (known.url, known.title) == (PASTED, "Joint communiqué")
    for fact in (entered, seat, agreed, said):
        assert [row.source for row in fact.citations.all()] == [known]


def test_who_sat_for_a_party_is_known_to_have_done_so(desk: Client) -> None:
    zerouali = person()
    _enter(
        desk,
        relation=relation().pk,
        **rows("delegations", {"party": "MA"}),
        **rows("delegations-0-participants", {"person": zerouali.pk, "role": "chair"}),
    )
    assert [row.party_id for row in PersonParty.objects.filter(person=zerouali)] == ["MA"]


def test_a_known_source_is_recognised_and_its_blanks_filled(desk: Client) -> None:
    known = source(url=PASTED, title="Known title", publisher="")
    _enter(desk, relation=relation().pk, **rows("citations", {"url": PASTED, "title": "", "publisher": "MAP"}))
    known.refresh_from_db()
    assert (known.title, known.publisher) == ("Known title", "MAP")
    assert Citation.objects.get().source == known


def test_sources_positions_and_seats_keep_the_order_of_the_page(desk: Client) -> None:
    urls = [f"https://example.org/{name}" for name in "cab"]
    entered = _enter(desk, relation=relation().pk, **rows("citations", *({"url": url} for url in urls)))
    assert [row.source.url for row in entered.citations.all()] == urls
    assert [row.position for row in entered.citations.all()] == [1, 2, 3]


def test_a_number_left_blank_is_the_next_one_and_a_given_one_stays(desk: Client) -> None:
    entered = _enter(
        desk,
        relation=relation().pk,
        **rows(
            "actions",
            {"text": "One.", "kind": "commitment", "number": "4"},
            {"text": "Two.", "kind": "commitment"},
            {"text": "Three.", "kind": "commitment"},
        ),
    )
    assert list(entered.actions.values_list("number", "text")) == [(4, "One."), (5, "Two."), (6, "Three.")]


def test_a_page_saved_unchanged_changes_nothing(desk: Client) -> None:
    kept = meeting(date="2023-06")
    first = citation(meeting=kept, position=1)
    seats = delegation(meeting=kept, party_id="ES")
    seat = Participant.objects.create(delegation=seats, person=person(), post="Minister", position=1)
    agreed = AgreedAction.objects.create(meeting=kept, number=3, text="Meet.", due="2023-41", due_phrase="by then")
    agreed.responsible.add(party("MA"))
    for fact in ({"participant": seat}, {"action": agreed}):
        citation(source=first.source, **fact)
    address = f"/admin/agreements/meeting/{kept.pk}/change/"
    before = _versions()
    assert desk.post(address, current_values(desk, address)).status_code == 302
    assert _versions() == before


def _versions() -> int:
    return sum(model._default_manager.count() for model in event_models())


def test_the_source_of_a_fact_can_be_changed_and_taken_away(desk: Client) -> None:
    kept = meeting()
    first, second = (citation(meeting=kept, position=number) for number in (1, 2))
    agreed = AgreedAction.objects.create(meeting=kept, number=1, text="Meet.")
    citation(action=agreed, source=first.source)
    address = f"/admin/agreements/meeting/{kept.pk}/change/"
    desk.post(address, current_values(desk, address) | {"actions-0-cited": second.source.url})
    assert [row.source for row in agreed.citations.all()] == [second.source]
    desk.post(address, current_values(desk, address) | {"actions-0-cited": ""})
    assert not agreed.citations.exists()


def test_a_meeting_without_delegations_is_offered_both(desk: Client) -> None:
    kept = meeting()
    context = desk.get(f"/admin/agreements/meeting/{kept.pk}/change/").context
    below = next(below for below in context["inline_admin_formsets"] if below.formset.prefix == "delegations")
    assert [form["party"].value() for form in below.formset.forms] == ["MA", "ES"]
    address = f"/admin/agreements/meeting/{kept.pk}/change/"
    assert desk.post(address, current_values(desk, address)).status_code == 302
    assert not kept.delegations.exists()


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ({"title": "Talks on return"}, "es-ma-talks-on-return"),
        ({"title": "Talks on return", "date": "2023-06/2023-07"}, "es-ma-talks-on-return-2023-06"),
        ({"title": "Talks", "slug": "mine"}, "mine"),
    ],
)
def test_an_address_left_blank_is_proposed(desk: Client, given: dict[str, Any], slug: str) -> None:
    assert _enter(desk, relation=relation().pk, **given).slug == slug


def test_a_proposed_address_is_free(desk: Client) -> None:
    meeting(slug="es-ma-talks")
    assert _enter(desk, relation=relation().pk, title="Talks").slug == "es-ma-talks-2"
