"""A reader who finds a mistake writes to the editors from the page itself."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from tests import world
from tests.views.test_unheld import shown

pytestmark = pytest.mark.django_db


def letter(client: Client, address: str) -> tuple[str, dict[str, list[str]]]:
    """To whom, and the fields of the letter; the address of the link as it stands in the page is plain ASCII."""
    found = re.search(r'<a class="report" href="([^"]+)"', shown(client, address))
    assert found
    link = html.unescape(found[1])
    assert link.isascii()
    assert " " not in link
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    return parts.path, parse_qs(parts.query, strict_parsing=True)


def test_the_letter_names_the_page_and_its_address(client: Client, settings: LazySettings) -> None:
    settings.CONTACT_EMAIL = "editors@example.org"
    meeting = world.meeting(title="Talks & more: 100%?", slug="es-ma-talks")
    to, fields = letter(client, meeting.get_absolute_url())
    assert to == "editors@example.org"
    assert fields["subject"] == ["Error: Talks & more: 100%?"]
    assert fields["body"][0].split("\r\n")[:2] == ["Talks & more: 100%?", "http://testserver/meetings/es-ma-talks/"]


def test_the_letter_is_written_in_the_language_of_the_page(client: Client) -> None:
    person = world.person("خالد الزروالي", slug="khalid")
    world.participant(person=person)
    _to, fields = letter(client, "/ar/people/khalid/")
    assert "خالد الزروالي" in fields["subject"][0]
    assert "http://testserver/ar/people/khalid/" in fields["body"][0]


@pytest.mark.parametrize("address", ["/", "/about/", "/meetings/?q=%D9%85"])
def test_every_page_has_the_letter(client: Client, address: str) -> None:
    _to, fields = letter(client, address)
    assert f"http://testserver{address}" in fields["body"][0]
