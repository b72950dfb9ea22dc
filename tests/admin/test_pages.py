"""Every page of the admin opens, by itself and with a real record."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pghistory.core import event_models

from agreements.models import ActionLink, Meeting, OldAddress, Source
from tests.admin.pages import current_values
from tests.world import (
    action,
    agreement,
    body,
    citation,
    delegation,
    institution,
    meeting,
    participant,
    party,
    person,
    position,
    topic,
    update,
)


@pytest.fixture
def cast(db: None) -> None:
    """One of everything, tied together."""
    held = meeting(body=body(), ordinal=3, date="2023-06-02")
    agreed = action(meeting=held, due="2023-41")
    ActionLink.objects.create(later=action(agreement=agreement()), earlier=agreed)
    update(action=agreed)
    participant(delegation=delegation(meeting=held), person=person(variants=("Zarouali",)), institution=institution())
    said = position(meeting=held, topic=topic(parent=topic()))
    for cited in ({"meeting": held}, {"action": agreed}, {"of_position": said}):
        citation(**cited)
    OldAddress.objects.create(path="/meetings/old/", target="/meetings/new/")
    Group.objects.create(name="Curators")


def _pages() -> list[tuple[str, Any]]:
    return [(f"/admin/{model._meta.app_label}/{model._meta.model_name}/", model) for model in admin.site._registry]


@pytest.mark.filterwarnings("error::django.utils.deprecation.RemovedAfterNextVersionWarning")
def test_every_page_opens(desk: Client, cast: None) -> None:
    opened = 0
    for address, model in _pages():
        pages = [address, f"{address}?q=Khalid"]
        if admin.site._registry[model].has_add_permission(desk.get(address).wsgi_request):
            pages.append(f"{address}add/")
        record = model._default_manager.first()
        pages += [f"{address}{record.pk}/{page}/" for page in ("change", "history")]
        for page in pages:
            assert desk.get(page).status_code == 200, page
        opened += len(pages)
    assert opened == 86


def test_whoever_may_only_look_sees_every_record(reader: Client, cast: None) -> None:
    User.objects.get(username="reader").user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    for address, model in _pages():
        record = model._default_manager.first()
        assert reader.get(f"{address}{record.pk}/change/").status_code == 200, address
        assert reader.get(f"{address}{record.pk}/history/").status_code == 200, address


def test_no_version_of_the_history_is_within_reach_of_the_admin() -> None:
    assert not set(event_models()) & set(admin.site._registry)


def test_the_history_of_a_record_says_who_changed_what(desk: Client, cast: None) -> None:
    held = Meeting.objects.get()
    address = f"/admin/agreements/source/{Source.objects.order_by('pk')[0].pk}/change/"
    desk.post(address, current_values(desk, address) | {"url": "https://a.example/"})
    changed = Source.objects.get(url="https://a.example/")
    page = desk.get(f"/admin/agreements/source/{changed.pk}/history/").content.decode()
    assert "editor" in page
    assert "https://a.example/" in page
    assert desk.get(f"/admin/agreements/meeting/{held.pk}/history/").status_code == 200


def test_links_between_actions_are_named_by_both_at_no_further_query(
    desk: Client, django_assert_num_queries: Any
) -> None:
    group = body()
    later = action(meeting=meeting(body=group, ordinal=9), number=4)
    address = f"/admin/agreements/agreedaction/{later.pk}/change/"
    with CaptureQueriesContext(connection) as without:
        desk.get(address)
    for ordinal in (1, 2, 3):
        ActionLink.objects.create(later=later, earlier=action(meeting=meeting(body=group, ordinal=ordinal)))
    with django_assert_num_queries(len(without)):
        page = desk.get(address).content.decode()
    assert f"{later.meeting} · 4 restates {group.meetings.get(ordinal=3)} · 1" in page


@pytest.mark.parametrize("word", ["ZEROUALI", "zérouali khalid", "zarouali"])
def test_people_are_found_by_any_variant_whatever_the_accents(desk: Client, cast: None, word: str) -> None:
    asked = {"term": word, "app_label": "agreements", "model_name": "participant", "field_name": "person"}
    found = desk.get("/admin/autocomplete/", asked).json()["results"]
    assert {result["text"] for result in found} == {"Khalid Zerouali"}


def test_a_search_of_many_words_stays_one_question(desk: Client, cast: None) -> None:
    many = "a b c d e f g h"
    assert desk.get("/admin/agreements/person/", {"q": many}).status_code == 200


def test_only_the_admin_relaxes_the_policy(desk: Client) -> None:
    for page in ("/admin/", "/admin/agreements/meeting/add/"):
        assert "'unsafe-eval'" in desk.get(page).headers["Content-Security-Policy"], page
    for page in ("/about/", "/accounts/"):
        assert "unsafe" not in desk.get(page).headers["Content-Security-Policy"], page


def test_a_relation_is_entered_in_whichever_order(desk: Client) -> None:
    desk.post("/admin/agreements/relation/add/", {"a": party("TR").pk, "b": party("FR").pk})
    assert party("FR").relations_as_a.get().b_id == "TR"


def test_a_pasted_source_is_saved_once(desk: Client) -> None:
    first = desk.post("/admin/recognise-source/", {"url": " https://example.org/page "}).json()
    again = desk.post("/admin/recognise-source/", {"url": "https://example.org/page"}).json()
    assert (first["known"], again["known"], first["id"]) == (False, True, again["id"])
    assert Source.objects.get().url == "https://example.org/page"


def test_what_is_no_address_is_not_saved(desk: Client) -> None:
    answer = desk.post("/admin/recognise-source/", {"url": "somewhere"})
    assert answer.status_code == 400
    assert not Source.objects.exists()


def test_whoever_may_not_add_sources_saves_none(reader: Client, client: Client) -> None:
    assert reader.post("/admin/recognise-source/", {"url": "https://example.org/"}).status_code == 403
    assert client.post("/admin/recognise-source/", {"url": "https://example.org/"}).status_code == 302
    assert not Source.objects.exists()


def test_a_body_gives_its_relation_and_both_parties(desk: Client) -> None:
    group = body()
    answer = desk.get("/admin/parties/", {"body": group.pk}).json()
    assert answer["relation"]["id"] == group.relation_id
    assert [side["code"] for side in answer["parties"]] == ["MA", "ES"]


def test_what_begins_with_the_words_typed_is_offered_first(desk: Client) -> None:
    for name in ("Commission above the Moroccan group", "Moroccan group", "Zone of the Moroccan group"):
        body(name=name)
    asked = {"term": "moroccan group", "app_label": "agreements", "model_name": "meeting", "field_name": "body"}
    found = [result["text"] for result in desk.get("/admin/autocomplete/", asked).json()["results"]]
    assert found == [
        "Moroccan group (ES-MA)",
        "Commission above the Moroccan group (ES-MA)",
        "Zone of the Moroccan group (ES-MA)",
    ]
