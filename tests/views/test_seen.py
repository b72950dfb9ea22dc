"""A page that somebody has seen is not made again for the next reader, until anything it depends on changes."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Meeting, RecordVersion
from agreements.models.vocabularies import Publication
from agreements.views.seen import SENT
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> Any:
    settings.PAGES_KEPT_MB = 1
    yield
    SENT.forget()


def change(meeting: Meeting, **columns: str) -> None:
    """As another transaction would, which moves the version anew."""
    RecordVersion.objects.update(transaction=0)
    Meeting.objects.filter(pk=meeting.pk).update(**columns)


def test_the_next_reader_costs_one_question(client: Client, django_assert_max_num_queries: Any) -> None:
    first = client.get(world.meeting().get_absolute_url(), headers={"accept-encoding": "br"})
    with django_assert_max_num_queries(1):
        again = Client().get(first.wsgi_request.path, headers={"accept-encoding": "br"})
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)


def test_a_change_of_the_record_is_seen_at_once(client: Client) -> None:
    meeting = world.meeting(title="Talks on visas")
    client.get(meeting.get_absolute_url())
    change(meeting, title="Talks on return")
    assert "Talks on return" in client.get(meeting.get_absolute_url()).text


def test_what_is_withdrawn_is_gone_at_once(client: Client) -> None:
    meeting = world.meeting()
    assert client.get(meeting.get_absolute_url()).status_code == 200
    change(meeting, publication=Publication.WITHDRAWN, withdrawn_reason="Held twice.")
    assert client.get(meeting.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    "other",
    [{"accept-encoding": "gzip"}, {"accept-encoding": ""}, {"accept-encoding": "br", "host": "localhost"}],
    ids=["packed in another way", "not packed", "under another name"],
)
def test_a_reader_gets_no_page_that_was_made_for_another(client: Client, other: dict[str, str]) -> None:
    path = world.meeting().get_absolute_url()
    alone = client.get(path, headers=other)
    SENT.forget()
    client.get(path, headers={"accept-encoding": "br"})
    after = client.get(path, headers=other)
    assert (after.content, after.headers) == (alone.content, alone.headers)


def test_pages_make_room_for_others(client: Client, settings: Any) -> None:
    settings.PAGES_KEPT_MB = 0.01
    for _ in range(3):
        client.get(world.meeting().get_absolute_url())
    assert SENT.size <= 10_000


def test_a_page_that_cannot_be_shown_is_asked_for_anew(client: Client) -> None:
    assert client.get("/meetings/?status=no-such").status_code == 400
    assert SENT.size == 0
