"""A draft as the public would read it, shown to staff alone."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from agreements.models import Comment, MeetingCard, RecordVersion
from tests import world
from tests.admin.pages import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [world.meeting, world.agreement, world.body])
def test_the_preview_is_the_page_that_readers_get_once_it_is_published(desk: Client, make: Any) -> None:
    draft = make(publication="draft")
    shown = desk.get(at(draft, "preview"))
    page = re.sub(r'<link [^>]*preview[^>]*><aside class="preview-banner".*?</aside>\n?', "", shown.content.decode())
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in shown["Content-Security-Policy"]
    desk.post(at(draft, "step"), {"step": "publish"})
    assert page == Client().get(draft.get_absolute_url()).content.decode()


def test_a_preview_writes_nothing(desk: Client) -> None:
    draft = world.meeting(publication="draft")
    before = (RecordVersion.now(), draft.events.count(), MeetingCard.objects.count())  # type: ignore[attr-defined]
    desk.get(at(draft, "preview"))
    draft.refresh_from_db()
    assert draft.publication == "draft"
    assert (RecordVersion.now(), draft.events.count(), MeetingCard.objects.count()) == before  # type: ignore[attr-defined]
    assert Client().get(draft.get_absolute_url()).status_code == 404


def test_nobody_else_sees_a_preview(client: Client, reader: Client) -> None:
    draft = world.meeting(publication="draft")
    assert client.get(at(draft, "preview")).status_code == 302
    assert reader.get(at(draft, "preview")).status_code == 403
    client.force_login(User.objects.create_user("visitor"))
    assert client.get(at(draft, "preview")).status_code in (302, 403)


def test_a_comment_stands_on_the_page_and_a_blank_one_is_refused(desk: Client, reader: Client) -> None:
    draft = world.meeting(publication="draft")
    assert desk.post(at(draft, "comment"), {"text": " "}).status_code == 400
    assert reader.post(at(draft, "comment"), {"text": "Mine."}).status_code == 403
    assert not Comment.objects.exists()
    desk.post(at(draft, "comment"), {"text": "Who <chaired>?"})
    assert "Who &lt;chaired&gt;?" in desk.get(at(draft, "change")).content.decode()


@pytest.mark.parametrize(("state", "led"), [("draft", False), ("in-review", False), ("published", True)])
def test_what_readers_do_not_find_is_not_led_to(desk: Client, state: str, led: bool) -> None:
    seat = world.participant(
        delegation=world.delegation(meeting=world.meeting(publication=state)), person=world.person()
    )
    for record in (seat.delegation.meeting, seat.person):
        assert ("View on site" in desk.get(at(record, "change")).content.decode()) is led
