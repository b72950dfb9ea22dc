"""Sources on the desk: pasted, recognised, and amended by whom."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from agreements.models import AgreedAction, Citation, Meeting, Source
from tests.admin.pages import ADD, current_values, meeting_form, rows
from tests.world import citation, meeting, relation, source

KNOWN = "http://www.example.org/communique/"
PASTED = "https://example.org/communique?utm_source=newsletter&fbclid=1#top"


@pytest.fixture
def drafting(db: None) -> Client:
    """The desk of an editor, who does not publish."""
    account = User.objects.create_user("drafting", password="an editor's password", is_staff=True)
    account.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(account)
    return client


def _enter(desk: Client, *sources: dict[str, Any], **given: Any) -> Any:
    return desk.post(ADD, meeting_form(relation=relation().pk, **rows("citations", *sources), **given))


def _errors(answer: Any) -> dict[str, list[str]]:
    below = answer.context["inline_admin_formsets"]
    shown = next(rows for rows in below if rows.formset.prefix == "citations").formset
    return {name: errors for form in shown.forms for name, errors in form.errors.items()}


def test_a_known_page_pasted_in_other_words_is_recognised(desk: Client) -> None:
    known = source(url=KNOWN, title="Joint communiqué", publisher="MAP")
    answer = desk.post("/admin/recognise-source/", {"url": PASTED}).json()
    assert (answer["id"], answer["known"], answer["url"]) == (known.pk, True, KNOWN)
    assert answer["fields"]["title"] == "Joint communiqué"
    assert Source.objects.get() == known


def test_a_new_page_is_kept_without_what_tracks(desk: Client) -> None:
    answer = desk.post("/admin/recognise-source/", {"url": PASTED}).json()
    assert (answer["known"], answer["url"]) == (False, "https://example.org/communique")
    assert Source.objects.get().url == "https://example.org/communique"


@pytest.mark.parametrize("url", ["https://example.org/" + "é" * 900, "https://example.org/\0", "http://[::1"])
def test_what_cannot_be_kept_is_no_address(desk: Client, url: str) -> None:
    assert desk.post("/admin/recognise-source/", {"url": url}).status_code == 400
    assert not Source.objects.exists()


def test_a_fact_finds_its_source_under_whichever_spelling(desk: Client) -> None:
    known = source(url=KNOWN)
    agreed = {"text": "Meet again.", "kind": "commitment", "cited": PASTED}
    assert _enter(desk, {"url": PASTED}, **rows("actions", agreed)).status_code == 302
    assert Citation.objects.get(meeting=Meeting.objects.get()).source == known
    assert AgreedAction.objects.get().citations.get().source == known


def test_a_page_shown_again_names_the_source_as_its_facts_do(desk: Client) -> None:
    source(url=KNOWN)
    agreed = {"text": "", "kind": "commitment", "due": "2023", "cited": PASTED}
    answer = _enter(desk, {"url": PASTED}, **rows("actions", agreed))
    content = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{KNOWN}"' in content
    assert f'<option value="{KNOWN}"' in content
    assert PASTED not in content.replace("&amp;", "&").replace(f'data-chosen="{PASTED}"', "")


@pytest.mark.parametrize("second", ["http://www.example.org/a/", "https://example.org/a?fbclid=1", "example.org/a/amp"])
def test_one_page_is_listed_once(desk: Client, second: str) -> None:
    answer = _enter(desk, {"url": "https://example.org/a"}, {"url": second})
    assert _errors(answer)["url"] == ["This address is listed already."]
    assert not Meeting.objects.exists()


def test_a_record_that_lists_a_page_twice_already_can_be_saved(desk: Client) -> None:
    kept = meeting()
    for number, url in enumerate(["https://example.org/a", "https://example.org/a/amp"], 1):
        citation(meeting=kept, source=source(url=url), position=number)
    address = f"/admin/agreements/meeting/{kept.pk}/change/"
    assert desk.post(address, current_values(desk, address)).status_code == 302
    assert sorted(row.source.url for row in kept.citations.all()) == [
        "https://example.org/a",
        "https://example.org/a/amp",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "Another title"), ("language", "fr"), ("published_on", "2024"), ("kind", "press")],
)
def test_an_editor_does_not_amend_a_source_that_readers_see(drafting: Client, field: str, value: str) -> None:
    seen = source(url=KNOWN, title="Title")
    citation(meeting=meeting(), source=seen)
    answer = _enter(drafting, {"url": PASTED, field: value})
    assert _errors(answer) == {field: ["Readers see this source already: a reviewer can change it."]}
    seen.refresh_from_db()
    assert (seen.title, seen.language, seen.published_on, seen.kind) == ("Title", "", None, "other")


def test_an_editor_cites_a_source_that_readers_see_as_it_is(drafting: Client) -> None:
    seen = source(url=KNOWN, title="Title", kind="press")
    citation(meeting=meeting(), source=seen)
    assert _enter(drafting, {"url": PASTED, "title": "Title", "publisher": "", "kind": "press"}).status_code == 302
    assert Citation.objects.filter(source=seen).count() == 2


def test_an_editor_amends_a_source_that_no_reader_sees(drafting: Client) -> None:
    draft = meeting(publication="draft")
    row = citation(meeting=draft, source=source(url=KNOWN, title="Title"), position=1)
    address = f"/admin/agreements/meeting/{draft.pk}/change/"
    assert (
        drafting.post(address, current_values(drafting, address) | {"citations-0-title": "Better"}).status_code == 302
    )
    row.source.refresh_from_db()
    assert row.source.title == "Better"


def test_a_reviewer_amends_what_readers_see(drafting: Client) -> None:
    User.objects.get(username="drafting").groups.add(Group.objects.get(name="Reviewer"))
    seen = source(url=KNOWN, title="Title")
    citation(meeting=meeting(), source=seen)
    assert _enter(drafting, {"url": PASTED, "title": "Better"}).status_code == 302
    seen.refresh_from_db()
    assert seen.title == "Better"


def _source_form(**given: Any) -> dict[str, Any]:
    return {"url": PASTED, "kind": "other", "working": "unknown", **rows("citations"), **given}


def test_a_known_page_is_not_added_and_is_named(desk: Client) -> None:
    known = source(url=KNOWN, title="<Communiqué>")
    answer = desk.post("/admin/agreements/source/add/", _source_form())
    link = f'<a class="source-link" href="/admin/agreements/source/{known.pk}/change/">&lt;Communiqué&gt;</a>'
    assert f"This page is recorded already: {link}" in answer.content.decode()
    assert Source.objects.count() == 1


def test_an_added_source_is_kept_without_what_tracks(desk: Client) -> None:
    assert desk.post("/admin/agreements/source/add/", _source_form()).status_code == 302
    assert Source.objects.get().url == "https://example.org/communique"


def test_a_source_may_be_spelled_anew(desk: Client) -> None:
    known = source(url=KNOWN)
    address = f"/admin/agreements/source/{known.pk}/change/"
    assert desk.post(address, current_values(desk, address) | {"url": PASTED}).status_code == 302
    known.refresh_from_db()
    assert known.url == "https://example.org/communique"


def test_a_source_leads_to_its_page_and_to_an_archive(desk: Client) -> None:
    known = source(url="https://example.org/réunion?a=1&b=2")
    known.visits.create(outcome="gone", status=404, detail="Not Found")
    content = desk.get(f"/admin/agreements/source/{known.pk}/change/").content.decode()
    assert 'href="https://example.org/réunion?a=1&amp;b=2"' in content
    assert 'href="https://web.archive.org/web/*/https://example.org/r%C3%A9union?a=1&amp;b=2"' in content
    assert "404 Not Found" in content
