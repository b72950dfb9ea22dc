"""Addresses are kept: what moved leads on, what was withdrawn says why, what is unchanged is not sent again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.test import Client, RequestFactory

from agreements.models import AgreedAction, Body, Meeting, OldAddress, Person, RecordVersion
from tests.views.twins import twin


@pytest.fixture
def published(records: Callable[..., None]) -> None:
    records(**twin("Open", ["FR", "IT"]))


pytestmark = pytest.mark.usefixtures("published")


def leads(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


def test_either_order_of_a_relation_leads_to_the_one_it_has(client: Client) -> None:
    assert leads(client, "/relations/it-fr/") == (301, "/relations/fr-it/")
    assert leads(client, "/ar/relations/it-fr/") == (301, "/ar/relations/fr-it/")


def test_a_partys_code_in_capitals_leads_to_its_page(client: Client) -> None:
    assert leads(client, "/parties/FR/") == (301, "/parties/fr/")
    assert leads(client, "/es/parties/Fr/") == (301, "/es/parties/fr/")
    assert client.get("/parties/KM/").status_code == 404


@pytest.mark.parametrize("address", ["/relations/zz-aa/", "/relations/a/"])
def test_a_pair_without_a_relation_leads_nowhere(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_renamed_record_leads_on_in_the_readers_language(client: Client) -> None:
    Meeting.objects.filter(slug="open-meeting").update(slug="renamed")
    assert leads(client, "/meetings/open-meeting/") == (301, "/meetings/renamed/")
    assert leads(client, "/fr/meetings/open-meeting/") == (301, "/fr/meetings/renamed/")


def test_the_actions_of_a_renamed_meeting_lead_on_with_it(client: Client) -> None:
    Meeting.objects.filter(slug="open-meeting").update(slug="renamed")
    assert leads(client, "/actions/open-meeting-a1/") == (301, "/actions/renamed-a1/")


def test_a_chain_of_old_addresses_leads_to_its_end_at_once(client: Client) -> None:
    for old, new in (("first", "second"), ("second", "third"), ("third", "open-meeting")):
        OldAddress.objects.create(path=f"/meetings/{old}/", target=f"/meetings/{new}/")
    assert leads(client, "/meetings/first/") == (301, "/meetings/open-meeting/")
    assert leads(client, "/ar/meetings/first/") == (301, "/ar/meetings/open-meeting/")
    assert leads(client, "/actions/first-a1/") == (301, "/actions/open-meeting-a1/")


def test_a_ring_of_old_addresses_leads_nowhere(client: Client) -> None:
    OldAddress.objects.create(path="/meetings/one/", target="/meetings/other/")
    OldAddress.objects.create(path="/meetings/other/", target="/meetings/one/")
    assert client.get("/meetings/one/").status_code == 404


def test_a_withdrawn_record_is_gone_and_says_why(client: Client) -> None:
    Body.objects.filter(slug="open-body").update(publication="withdrawn", withdrawn_reason="It never existed.")
    response = client.get("/bodies/open-body/")
    assert response.status_code == 410
    assert "It never existed." in response.content.decode()


def test_a_draft_that_was_withdrawn_unseen_stays_unknown(client: Client, records: Callable[..., None]) -> None:
    records(publication="draft", bodies=twin("Unseen", ["FR", "IT"])["bodies"])
    Body.objects.filter(slug="unseen-body").update(publication="withdrawn", withdrawn_reason="Private matters.")
    response = client.get("/bodies/unseen-body/")
    assert (response.status_code, "Private" in response.content.decode()) == (404, False)


def test_the_actions_of_a_withdrawn_meeting_are_gone(client: Client) -> None:
    Meeting.objects.filter(slug="open-meeting").update(publication="withdrawn", withdrawn_reason="Doubled.")
    assert client.get("/actions/open-meeting-a1/").status_code == 410


def test_a_withdrawn_address_may_be_taken_again(client: Client) -> None:
    old = Meeting.objects.get(slug="open-meeting")
    Meeting.objects.filter(pk=old.pk).update(publication="withdrawn", withdrawn_reason="Doubled.")
    Meeting.objects.create(slug="open-meeting", title="Anew", relation=old.relation, publication="published")
    assert "Anew" in client.get("/meetings/open-meeting/").content.decode()


@pytest.mark.parametrize(
    "address", ["/meetings/none/", "/actions/open-meeting-a9/", "/actions/none-a1/", "/sources/999999/", "/none/"]
)
def test_what_never_was_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/meetings/", "/meetings/open-meeting/", "/relations/fr-it/", "/fr/people/"])
def test_an_unchanged_page_is_answered_304(client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_any_change_of_the_record_moves_the_etag(client: Client) -> None:
    etag = client.get("/meetings/")["ETag"]
    RecordVersion.objects.update(transaction=0)  # the version moves once a transaction, and a test is one
    Person.objects.filter(name="Open Person").update(name="Other Person")
    response = client.get("/meetings/", headers={"If-None-Match": etag})
    assert (response.status_code, response["ETag"] != etag) == (200, True)


def test_each_language_has_its_own_etag(client: Client) -> None:
    assert client.get("/meetings/")["ETag"] != client.get("/fr/meetings/")["ETag"]


def test_a_host_that_is_not_ours_is_refused_and_no_error(client: Client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


PAGES = ("/", "/meetings/", "/meetings/open-meeting/", "/relations/fr-it/", "/parties/fr/", "/meetings.csv")


@pytest.mark.parametrize("address", PAGES)
def test_public_pages_are_read_only(address: str) -> None:
    """To a browser without a token, too: a page that takes no forms has none to protect."""
    assert Client(enforce_csrf_checks=True).post(address).status_code == 405


def answered(request: WSGIRequest) -> tuple[int, bytes]:
    """By the site itself: the client of the tests takes the bodies of HEAD away, as servers do, with a warning."""
    response: Any = WSGIHandler().get_response(request)
    return response.status_code, b"".join(response)


@pytest.mark.parametrize("address", PAGES)
def test_the_answer_to_head_has_no_body(address: str) -> None:
    assert answered(RequestFactory().head(address)) == (200, b"")


def test_nor_has_that_to_head_of_an_unknown_address() -> None:
    assert answered(RequestFactory().head("/no-such-page/")) == (404, b"")
    assert answered(RequestFactory().get("/no-such-page/"))[1]


def test_the_answer_to_head_tells_the_length_of_the_page(client: Client) -> None:
    assert client.head("/meetings/")["Content-Length"] == client.get("/meetings/")["Content-Length"] != "0"


def test_public_pages_allow_nothing_inline(client: Client) -> None:
    policy = client.get("/meetings/open-meeting/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_arabic_pages_run_from_right_to_left(client: Client) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/ar/meetings/").content.decode()


def test_party_names_follow_the_language(client: Client) -> None:
    assert "Italie" in client.get("/fr/relations/fr-it/").content.decode()


def test_an_action_without_a_date_still_stands(client: Client) -> None:
    AgreedAction.objects.update(due=None, due_phrase="")
    assert "No due window" in client.get("/actions/open-meeting-a1/").content.decode()
