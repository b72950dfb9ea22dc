"""The desk, its queues, and what is settled there."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.curation.queues import QUEUES
from agreements.models import Distinct, TopicAlias
from tests.admin.desk_cast import something_in_every_queue
from tests.admin.people import of_role
from tests.world import meeting, person, relation, topic

LINK = re.compile(r'<th scope="row"><a href="([^"#]+)[^"]*"')


@pytest.fixture
def cast(editor: User) -> None:
    something_in_every_queue(4, relation(), editor)


@pytest.mark.usefixtures("cast")
def test_every_queue_has_a_count_rows_and_links_that_open(desk: Client) -> None:
    index = desk.get("/admin/").content.decode()
    opened = 0
    for queue in QUEUES:
        assert str(queue.title).replace("'", "&#x27;") in index, queue.code
        page = desk.get(f"/admin/desk/{queue.code}/").content.decode()
        links = LINK.findall(page)
        assert links, queue.code
        assert desk.get(links[0].replace("&amp;", "&")).status_code == 200, queue.code
        opened += 1
    assert opened == 18


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.usefixtures("cast")
def test_twice_the_rows_ask_the_same_number_of_questions(desk: Client, editor: User) -> None:
    addresses = ["/admin/", *(f"/admin/desk/{queue.code}/" for queue in QUEUES)]
    desk.get("/admin/")
    once = {address: _queries(desk, address) for address in addresses}
    something_in_every_queue(9, relation(), editor)
    assert {address: _queries(desk, address) for address in addresses} == once


def test_where_nothing_waits_it_says_so(desk: Client) -> None:
    page = desk.get("/admin/").content.decode()
    assert "Nothing waits for you." in page
    assert "What is doubtful" not in page


def test_a_queue_without_rows_says_so(desk: Client) -> None:
    assert "Nothing waits here." in desk.get("/admin/desk/drafts/").content.decode()


@pytest.mark.usefixtures("cast")
def test_a_queue_is_narrowed_by_party_and_an_unknown_one_is_told(desk: Client) -> None:
    assert LINK.findall(desk.get("/admin/desk/review/?party=MA&party=ES").content.decode())
    answer = desk.get("/admin/desk/review/?party=ZZ")
    assert answer.status_code == 400
    assert "There is no party “ZZ” with a relation." in answer.content.decode()
    assert not LINK.findall(answer.content.decode())


@pytest.mark.parametrize("address", ["/admin/desk/no/", "/admin/desk/review/?page=0", "/admin/desk/review/?page=x"])
def test_what_is_no_page_of_a_queue_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_a_queue_goes_on_over_pages(desk: Client) -> None:
    for _ in range(51):
        meeting(publication="in-review")
    first, second = (desk.get(f"/admin/desk/review/?page={number}").content.decode() for number in (1, 2))
    assert (len(LINK.findall(first)), len(LINK.findall(second))) == (50, 1)
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_two_people_are_told_apart_with_a_button(desk: Client, editor: User) -> None:
    first, second = person(), person("Zerouali Khalid")
    desk.post("/admin/desk/twin-people/apart/", {"first": first.pk, "second": second.pk})
    told = Distinct.objects.get()
    assert (told.kind, told.first, told.second, told.by) == ("person", first.pk, second.pk, editor)
    assert "Nothing waits here." in desk.get("/admin/desk/twin-people/").content.decode()


@pytest.mark.parametrize("sent", [{}, {"first": "x", "second": "2"}, {"first": "1", "second": "1"}, {"first": 10**30}])
def test_a_pair_that_is_none_is_refused(desk: Client, sent: dict[str, Any]) -> None:
    answer = desk.post("/admin/desk/twin-people/apart/", sent)
    assert answer.status_code == 400
    assert not Distinct.objects.exists()


def test_a_word_is_given_its_topic_with_a_button(desk: Client) -> None:
    meeting(topic_words=["Repatriation"])
    meant = topic(name="Return")
    desk.post("/admin/desk/unmapped-words/topic/", {"word": "Repatriation", "topic": meant.pk})
    assert TopicAlias.objects.get().topic == meant
    assert "Nothing waits here." in desk.get("/admin/desk/unmapped-words/").content.decode()


def test_a_word_that_leads_to_a_topic_already_is_refused(desk: Client) -> None:
    meant = topic(name="Return")
    TopicAlias.objects.create(topic=meant, alias="Repatriation")
    answer = desk.post("/admin/desk/unmapped-words/topic/", {"word": "REPATRIATION", "topic": meant.pk})
    assert answer.status_code == 400
    assert "leads to a topic already" in answer.content.decode()


@pytest.mark.usefixtures("db")
def test_the_desk_shows_a_role_what_it_may_do() -> None:
    topic(name="Return")
    meeting(topic_words=["Repatriation"])
    editor, administrator = of_role("Editor"), of_role("Administrator")
    assert "means the topic" not in editor.get("/admin/desk/unmapped-words/").content.decode()
    assert "means the topic" in administrator.get("/admin/desk/unmapped-words/").content.decode()
    assert editor.post("/admin/desk/unmapped-words/topic/", {"word": "x"}).status_code == 403


def test_whoever_has_no_right_sees_no_queue(reader: Client, client: Client) -> None:
    assert "desk-queues" not in reader.get("/admin/").content.decode()
    for queue in QUEUES:
        assert reader.get(f"/admin/desk/{queue.code}/").status_code == 403
        assert client.get(f"/admin/desk/{queue.code}/").status_code == 302
    assert reader.post("/admin/desk/twin-people/apart/").status_code == 403
    assert client.post("/admin/desk/twin-people/apart/").status_code == 302


def test_what_writes_is_a_post(desk: Client) -> None:
    for address in ("/admin/desk/twin-people/apart/", "/admin/desk/unmapped-words/topic/"):
        assert desk.get(address).status_code == 405
