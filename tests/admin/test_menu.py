"""The menu, and the search at its head."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.admin.people import of_role
from tests.world import action, institution, meeting, person

pytestmark = pytest.mark.django_db


def found(client: Client, words: str) -> list[tuple[str, str]]:
    content = client.get("/admin/search/", {"s": words}).content.decode()
    return re.findall(r'data-title="([^"]*)"\s+data-description="([^"]*)"', content)


@pytest.mark.parametrize("role", ["Editor", "Reviewer", "Administrator"])
def test_it_leads_nobody_to_what_they_may_not_open(role: str) -> None:
    client = of_role(role)
    links = set(re.findall(r'href="(/admin/[^"]+/)"', client.get("/admin/").content.decode()))
    assert len(links) >= 13
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_draft_is_found_by_words_without_accents_as_soon_as_it_is_entered(writer: Client) -> None:
    assert found(writer, "comite de readmision") == []
    meeting(title="Comité de Readmisión", publication="draft", date="2023-06")
    assert found(writer, "comite de readmision") == [("Comité de Readmisión", "meeting, June 2023, draft")]


def test_people_institutions_and_actions_are_found_by_their_names(writer: Client) -> None:
    person("Khalid Zerouali")
    institution("Zerouali Institute")
    action(meeting=meeting(), text="Invite Zerouali.")
    assert [kind for _name, kind in found(writer, "zerouali")] == ["person", "institution", "agreed action"]


def test_a_list_is_found_by_its_name(writer: Client) -> None:
    assert [name for name, _app in found(writer, "instit")] == ["Institutions"]


def test_staff_without_rights_find_nothing(reader: Any) -> None:
    meeting(title="Talks on visas")
    assert found(reader, "visas") == []


def test_no_word_finds_nothing(writer: Client) -> None:
    meeting()
    assert writer.get("/admin/search/", {"s": " "}).content == b""
