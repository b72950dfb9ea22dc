"""What a reader finds, on the corpus."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from agreements.pages.shown import SHOWN

pytestmark = pytest.mark.usefixtures("corpus", "db")


def page(client: Client, query: str, **more: str) -> str:
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200, query
    return html.unescape(response.content.decode())


def hits(client: Client, query: str, **more: str) -> list[str]:
    return re.findall(r'<h2><a class="t" href="([^"]+)"', page(client, query, **more))


def every_hit(client: Client, query: str, **more: str) -> set[str]:
    found: set[str] = set()
    for number in range(1, 50):
        response = client.get("/search/", {"q": query, "page": str(number), **more})
        if response.status_code == 400:
            return found
        found |= set(re.findall(r'<h2><a class="t" href="([^"]+)"', response.content.decode()))
    raise AssertionError("more pages than expected")


def snippets(client: Client, query: str, **more: str) -> list[tuple[str, str]]:
    """(what it is, what it says with its marks) of each."""
    return re.findall(r'<p class="snippet"><span>(.*?)</span> <bdi>(.*?)</bdi></p>', page(client, query, **more))


def suggestions(client: Client, typed: str) -> list[dict[str, Any]]:
    response = client.get("/search/suggest", {"q": typed})
    assert response.status_code == 200
    return json.loads(response.content)["suggestions"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("21st meeting Spain Morocco", "/meetings/es-ma-gmmp-21/"),
        ("Morocco Spain", "/relations/es-ma/"),
        ("España Maroc", "/relations/es-ma/"),
        ("Spain-Morocco", "/relations/es-ma/"),
        ("Spain", "/parties/es/"),
        ("Khalid Zerouali", "/people/khalid-zerouali/"),
        ("Zarouali", "/people/khalid-zerouali/"),
        ("Angeles Moreno", "/people/angeles-moreno-bau/"),
        ("عبد الوافي لفتيت", "/people/abdelouafi-laftit/"),
        ("menores no acompañados", "/topics/minors/"),
        ("mineurs", "/topics/minors/"),
        ("Moroccan-Spanish Permanent Joint Migration Group", "/bodies/es-ma-gmmp/"),
        ("GMMP", "/bodies/fr-ma-gmmp/"),
    ],
)
def test_what_is_named_comes_first(client: Client, query: str, first: str) -> None:
    assert hits(client, query)[0] == first


@pytest.mark.parametrize("query", ["mineurs", "menores no acompañados"])
def test_a_word_in_any_language_finds_where_the_record_speaks_of_it(client: Client, query: str) -> None:
    assert "/meetings/es-ma-gmmp-21/" in hits(client, query, kind="meeting")
    assert ("Topic", "Unaccompanied minors") in snippets(client, query, kind="meeting")


def test_a_quoted_phrase_is_found_as_such(client: Client) -> None:
    both, phrase = (
        every_hit(client, query, kind="action") for query in ("exchange information", '"information exchange"')
    )
    assert phrase < both
    marked = list(re.findall(r"<h2>(.*?)</h2>", page(client, '"information exchange"', kind="action")))
    assert any("<mark>information</mark> <mark>exchange</mark>" in text for text in marked)


@pytest.mark.parametrize("excluded", ["-Spain", "-España", "-إسبانيا"])
def test_what_is_excluded_stays_out_in_whatever_language(client: Client, excluded: str) -> None:
    left = every_hit(client, f"ministry {excluded}")
    assert "/meetings/es-ma-gmmp-21/" not in left
    assert not {address for address in left if re.search(r"/(es-|..-es[-/])", address)}
    assert left


def test_a_source_that_names_what_is_excluded_in_another_language_stays_out(client: Client) -> None:
    assert "España" in page(client, "menores", kind="source")
    assert "España" not in "".join(re.findall(r"<h2>.*?</h2>", page(client, "menores -Spain", kind="source")))


@pytest.mark.parametrize(
    ("query", "kind", "label"),
    [
        ("Ambassador", "person", "Post"),
        ("Ambassador", "meeting", "Participant"),
        ("Zarouali", "person", "Also known as"),
        ("GMMP", "body", "Also known as"),
        ("instructions", "meeting", "Position"),
        ("Atalayar", "meeting", "Note"),
    ],
)
def test_a_hit_says_where_it_matched(client: Client, query: str, kind: str, label: str) -> None:
    found = snippets(client, query, kind=kind)
    assert label in {name for name, _text in found}
    assert all(f"<mark>{query[:5]}".lower() in text.lower() for name, text in found if name == label)


def test_a_name_typed_with_a_slip_is_offered_in_its_right_spelling(client: Client) -> None:
    text = page(client, "Zeruali")
    assert "Nothing found for “Zeruali”" in text
    assert re.search(r"Did you mean.*?/people/khalid-zerouali/", text, re.S)


def test_names_like_it_follow_what_was_found(client: Client) -> None:
    text = page(client, "Angeles Moreno")
    assert text.index("/people/angeles-moreno-bau/") < text.index("Similar names")


def test_the_title_and_the_heading_say_what_is_shown(client: Client) -> None:
    text = page(client, "mineurs")
    assert re.search(r"<title>\d+ results for “mineurs” ·", text)
    assert re.search(r"<h1[^>]*>\d+ results for “mineurs”</h1>", text)
    assert re.search(r"<h1[^>]*>\d+ meetings for “mineurs”</h1>", page(client, "mineurs", kind="meeting"))


def test_the_count_of_a_kind_is_what_choosing_it_shows(client: Client) -> None:
    counts = re.findall(
        r'href="/search/\?q=mineurs&kind=([a-z]+)"[^>]*>.*?<span class="n">(\d+)', page(client, "mineurs")
    )
    assert len(counts) > 2
    for kind, count in counts:
        assert len(every_hit(client, "mineurs", kind=kind)) == int(count)


def test_pages_go_through_all_results_once(client: Client) -> None:
    [total] = re.findall(r"<h1[^>]*>(\d+) results", page(client, "readmission"))
    rows = [
        hit for number in range(1, -(-int(total) // 20) + 1) for hit in hits(client, "readmission", page=str(number))
    ]
    assert len(rows) == len(set(rows)) == int(total)


def test_what_was_typed_is_shown_and_never_taken_for_markup(client: Client) -> None:
    response = client.get("/search/", {"q": "<script>alert(1)</script> minors"})
    assert "<script>alert" not in response.content.decode()
    assert 'value="&lt;script&gt;' in response.content.decode()


@pytest.mark.parametrize("address", ["/search/", "/search/?q=", "/fr/search/", "/es/search/?q=+", "/ar/search/"])
def test_an_empty_search_shows_how_to_search(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "joint+group" in response.content.decode()
    assert 'class="results"' not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "field", "way_out"),
    [
        ("q=minors&kind=animal", "Kind", "use one of meeting, action"),
        ("q=minors&page=999", "Page", "the last one is"),
        ("q=minors&page=0", "Page", "greater than or equal to 1"),
        ("q=minors&page=x", "Page", "whole number"),
        ("q=minors&colour=red", "colour", "q, kind, page"),
        ("q=minors&q=work", "Words", "keep one value"),
        ("q=%00", "Words", "Null characters"),
        ("q=a+b+c+d+e+f+g+h+i+j+k", "Words", "at most 10 words"),
        ("q=" + "a" * 201, "Words", "at most 200"),
        ("q=!!!", "Words", "no word in it"),
    ],
)
def test_a_search_that_cannot_be_made_says_why(client: Client, query: str, field: str, way_out: str) -> None:
    response = client.get(f"/search/?{query}")
    text = response.content.decode()
    assert response.status_code == 400
    assert f"<strong>{field}</strong>" in text
    assert way_out in text
    assert 'class="results"' not in text


@pytest.mark.parametrize(
    "query", ["'", "\\", "%", "_", '"', "a:*", "a & b | !c", "(((", "é'", "minors:A", "-", '-"a b"']
)
def test_no_sign_breaks_the_search(client: Client, query: str) -> None:
    assert client.get("/search/", {"q": query}).status_code in (200, 400)
    assert client.get("/search/suggest", {"q": query}).status_code == 200


@pytest.mark.parametrize("language", ["/fr", "/es", "/ar"])
def test_results_lead_on_in_the_language_of_the_page(client: Client, language: str) -> None:
    text = client.get(f"{language}/search/", {"q": "Zerouali"}).content.decode()
    assert f'href="{language}/people/khalid-zerouali/"' in text


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("zer", "Person", "Khalid Zerouali"),
        ("zeruali", "Person", "Khalid Zerouali"),
        ("mor sp", "Relation", "Morocco and Spain"),
        ("gmm", "Body", "Moroccan-French Permanent Joint Migration Group"),
        ("21st mee", "Meeting", "Moroccan-Spanish Permanent Joint Migration Group, 21st meeting"),
        ("unacc", "Topic", "Unaccompanied minors"),
        ("moroc", "Party", "Morocco"),
        ("españ", "Party", "Spain"),
    ],
)
def test_names_are_suggested_while_typing(client: Client, typed: str, kind: str, name: str) -> None:
    found = suggestions(client, typed)
    assert (kind, name) in {(one["kind"], one["text"]) for one in found}
    assert len(found) <= 8
    assert all(client.get(one["url"]).status_code == 200 for one in found)


@pytest.mark.parametrize("typed", ["", "z", "a b c d e f g h i j k", "\0", "x" * 201])
def test_what_cannot_be_searched_has_no_suggestions(client: Client, typed: str) -> None:
    assert suggestions(client, typed) == []


@pytest.mark.parametrize("address", ["/search/?q=minors", "/search/suggest?q=minors"])
def test_unchanged_results_are_not_sent_again(client: Client, address: str) -> None:
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_every_kind_of_record_can_be_found(client: Client) -> None:
    queries = {"relation": "Morocco Spain", "party": "Morocco", "institution": "Ministry"}
    for kind in SHOWN:
        assert hits(client, queries.get(kind, "migration"), kind=kind), kind
