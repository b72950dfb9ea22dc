"""Whatever is refused: the page comes back with everything that was typed, and the database as it was."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import AgreedAction, Body, Delegation, Meeting, Source
from tests.admin.pages import ADD, current_values, meeting_form, rows
from tests.world import action, body, citation, meeting, person, relation, topic, update

TYPED = "Words that took an hour to write."
PASTED = "https://example.org/a-page"
SEAT = rows("delegations-0-participants", {"post": "Minister", "role": "chair"})


def _number_taken() -> dict[str, Any]:
    group = body()
    meeting(body=group, ordinal=21)
    return {"body": str(group.pk), "ordinal": "21", "title": ""}


REFUSED: dict[str, tuple[Any, str, str]] = {
    "no title and no body": (lambda: {"title": ""}, "id_title", "Choose the body whose meeting this is"),
    "number without a body": (lambda: {"ordinal": "3"}, "id_ordinal", "choose the body"),
    "number taken": (_number_taken, "id_ordinal", "already has a meeting of this number"),
    "impossible date": (lambda: {"date": "30 February 2023"}, "id_date", "2023-02 has no day 30"),
    "words for a date": (lambda: {"date": "some time soon"}, "id_date", "some time soon"),
    "a stranger's delegation": (
        lambda: rows("delegations", {"party": "FR"}) | SEAT,
        "id_delegations-0-party",
        "must be one of the meeting",
    ),
    "nobody in a seat": (
        lambda: (
            rows("delegations", {"party": "MA"})
            | rows("delegations-0-participants", {"note": "sat at the back", "role": "chair"})
        ),
        "id_delegations-0-participants-0",
        "give the post of whoever was there",
    ),
    "a seat without its party": (
        lambda: rows("delegations", {"party": ""}) | SEAT,
        "id_delegations-0-party",
        "required",
    ),
    "a source listed twice": (
        lambda: rows("citations", {"url": PASTED}, {"url": PASTED}),
        "id_citations-1-url",
        "listed already",
    ),
    "no address": (lambda: rows("citations", {"url": "not an address"}), "id_citations-0-url", "valid URL"),
    "an unknown language": (
        lambda: rows("citations", {"url": PASTED, "language": "English"}),
        "id_citations-0-language",
        "ISO 639",
    ),
    "an action without text": (
        lambda: rows("actions", {"text": "", "kind": "commitment", "due_note": "no year"}),
        "id_actions-0-text",
        "required",
    ),
    "a number given twice": (
        lambda: rows(
            "actions",
            {"text": "One.", "kind": "commitment", "number": "1"},
            {"text": "Two.", "kind": "commitment", "number": "1"},
        ),
        "id_actions-1-number",
        "given twice",
    ),
    "a source that is not on the page": (
        lambda: rows("positions", {"text": "Said.", "cited": "https://example.org/gone"}),
        "id_positions-0-cited",
        "no longer on the page",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_page_keeps_what_was_typed_and_names_the_field(desk: Client, case: str) -> None:
    given, field, message = REFUSED[case]
    form = meeting_form(relation=relation().pk, notes=TYPED, city="Tétouan") | given()
    before = Meeting.objects.count()
    answer = desk.post(ADD, form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert message in page
    assert field in page
    assert _typed(form) <= _shown(answer), _typed(form) - _shown(answer)
    assert Meeting.objects.count() == before
    assert not Source.objects.exists()


def _typed(form: dict[str, Any]) -> set[tuple[str, str]]:
    return {(name, str(value)) for name, value in form.items() if value not in ("", None) and "_FORMS" not in name}


def _shown(answer: Any) -> set[tuple[str, str]]:
    shown: set[tuple[str, str]] = set()
    _take(shown, answer.context["adminform"].form)
    for below in answer.context["inline_admin_formsets"]:
        _take_rows(shown, below.formset)
    return shown


def _take_rows(shown: set[tuple[str, str]], formset: Any) -> None:
    for form in formset.forms:
        _take(shown, form)
        for nested in getattr(form, "nested_formsets", ()):
            _take_rows(shown, nested.formset)


def _take(shown: set[tuple[str, str]], form: Any) -> None:
    shown |= {(bound.html_name, str(bound.value())) for bound in form}


def test_a_pasted_address_can_still_be_chosen_after_an_error(desk: Client) -> None:
    form = meeting_form(
        relation=relation().pk,
        date="30 February 2023",
        **rows("citations", {"url": PASTED, "title": "A page"}),
        **rows("positions", {"text": "Said.", "cited": PASTED}),
    )
    page = desk.post(ADD, form).content.decode()
    assert f'<option value="{PASTED}" selected>1. A page</option>' in page


def test_a_ring_of_bodies_is_told_at_the_field(desk: Client) -> None:
    """A rule that only a trigger of the database keeps."""
    top = body(slug="top")
    below = body(slug="below", parent=top)
    address = f"/admin/agreements/body/{top.pk}/change/"
    form = current_values(desk, address) | {"parent": below.pk, "note": TYPED}
    answer = desk.post(address, form)
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert "A body cannot be part of itself" in str(errors["parent"])
    assert TYPED in answer.content.decode()
    assert Body.objects.get(pk=top.pk).parent is None


def test_a_rule_that_speaks_only_at_the_end_is_told_on_the_page(desk: Client) -> None:
    """A deferred foreign key: who owes an action is no longer a party."""
    answer = desk.post(
        ADD,
        meeting_form(
            relation=relation().pk,
            notes=TYPED,
            **rows("actions", {"text": "Meet.", "kind": "commitment", "responsible": ["FR"]}),
        ),
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Who owes an action must be one of the meeting" in page
    assert TYPED in page
    assert not Meeting.objects.exists()


def test_a_person_twice_in_a_delegation_is_told_below(desk: Client) -> None:
    zerouali = person()
    seats = rows("delegations-0-participants", *[{"person": zerouali.pk, "role": "member"}] * 2)
    form = meeting_form(relation=relation().pk, **rows("delegations", {"party": "MA"}), **seats)
    answer = desk.post(ADD, form)
    assert answer.status_code == 200
    assert not Delegation.objects.exists()


def test_a_duplicate_address_is_refused_kindly(desk: Client) -> None:
    meeting(slug="taken")
    answer = desk.post(ADD, meeting_form(relation=relation().pk, slug="taken"))
    assert "Another record has this address" in answer.content.decode()


def test_a_record_that_others_hold_on_to_is_not_deleted(desk: Client) -> None:
    known = citation(meeting=meeting()).source
    answer = desk.post(f"/admin/agreements/source/{known.pk}/delete/", {"post": "yes"}, follow=True)
    assert answer.status_code == 200
    assert Source.objects.filter(pk=known.pk).exists()


UPDATE = {"what": "It was held.", "evidence": "completed", "basis": "", "date": "2023-06-22"}


def _action_page(desk: Client, agreed: AgreedAction, **row: Any) -> Any:
    address = f"/admin/agreements/agreedaction/{agreed.pk}/change/"
    form = current_values(desk, address)
    number = int(form["updates-INITIAL_FORMS"])
    form |= {"updates-TOTAL_FORMS": number + 1}
    form |= {f"updates-{number}-{name}": value for name, value in (UPDATE | row).items()}
    return desk.post(address, form)


def test_an_update_is_held_to_the_evidence_rules(desk: Client) -> None:
    agreed = action()
    answer = _action_page(desk, agreed, what="")
    errors = answer.context["inline_admin_formsets"][0].formset.forms[0].errors
    assert errors == {
        "what": ["Say what happened."],
        "source": ["A source is missing: this evidence needs one."],
        "basis": ["“Completed” needs a primary document, two independent sources or a reported event as its basis."],
    }
    assert UPDATE["date"] in answer.content.decode()
    assert not agreed.updates.exists()


def test_an_update_corrects_an_earlier_one(desk: Client) -> None:
    first = update(action=action())
    answer = _action_page(desk, first.action, basis="reported-event", source=first.source_id, corrects=first.pk)
    assert answer.status_code == 302
    assert first.corrected_by.get().what == UPDATE["what"]


def test_an_update_cannot_be_changed_or_deleted(desk: Client) -> None:
    first = update(action=action())
    address = f"/admin/agreements/agreedaction/{first.action_id}/change/"
    form = current_values(desk, address)
    desk.post(address, form | {"updates-0-what": "Rewritten.", "updates-0-DELETE": "on"})
    first.refresh_from_db()
    assert first.what == "A seminar was announced."


def test_a_row_that_only_the_database_refuses_is_marked(desk: Client) -> None:
    """A word leads to one topic whatever its accents, which a generated column alone knows."""
    topic().aliases.create(alias="Éloignement")
    other = topic()
    address = f"/admin/agreements/topic/{other.pk}/change/"
    form = current_values(desk, address) | rows("aliases", {"alias": "frontière"}, {"alias": "eloignement"})
    answer = desk.post(address, form)
    below = answer.context["inline_admin_formsets"][0].formset
    assert [bool(row.errors) for row in below.forms] == [False, True]
    assert "This word leads to a topic already." in str(below.forms[1].errors["alias"])
    assert below.forms[1]["alias"].value() == "eloignement"
    assert not other.aliases.exists()


def test_the_parties_of_a_relation_stay(desk: Client) -> None:
    kept = relation()
    address = f"/admin/agreements/relation/{kept.pk}/change/"
    answer = desk.post(address, current_values(desk, address) | {"a": "ES", "b": "PT"})
    assert "stay what they are" in str(answer.context["adminform"].form.errors["a"])
