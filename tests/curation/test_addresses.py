"""Which addresses are one page, and how a pasted one is kept."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from agreements.curation.addresses import clean_address, known_source, recorded_address, same_page_key
from tests.world import source

PAGE = "https://www.example.org/news/21st-meeting/?id=3&lang=es"
PLAIN = "https://example.org/news/meeting"

words = st.text("abcXYZ019-_.~é%&ñ+", min_size=1, max_size=8)
hosts = st.sampled_from(["example.org", "www.example.org", "m.example.org", "müller.example", "gob.example:8443"])
paths = st.lists(words.map(lambda word: quote(word, safe="%")), max_size=4).map(lambda parts: "/" + "/".join(parts))
queries = st.lists(st.tuples(st.sampled_from(["id", "p", "lang", "s"]), words.map(quote)), max_size=3).map(
    lambda pairs: "&".join("=".join(pair) for pair in pairs)
)
tracking = st.sampled_from(["utm_source=rss", "fbclid=IwAR0", "gclid=1", "mc_cid=a", "igshid=b", "ref_src=twsrc%5Etfw"])


@st.composite
def addresses(draw: Any) -> tuple[str, str, str]:
    return draw(hosts), draw(paths), draw(queries)


def _joined(host: str, path: str, query: str, scheme: str = "https", fragment: str = "") -> str:
    return f"{scheme}://{host}{path}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"


@given(addresses())
def test_cleaning_twice_is_cleaning_once_and_keeps_the_page(page: tuple[str, str, str]) -> None:
    url = _joined(*page)
    clean = clean_address(url)
    assert clean_address(clean) == clean
    assert same_page_key(clean) == same_page_key(url)
    assert clean.isascii()


@given(
    addresses(), tracking, st.sampled_from(["http", "https"]), st.booleans(), st.sampled_from(["", "top", ":~:text=a"])
)
def test_what_dresses_up_an_address_leaves_its_page(
    page: tuple[str, str, str], tracked: str, scheme: str, first: bool, fragment: str
) -> None:
    host, path, query = page
    dressed = "&".join(filter(None, [tracked, query] if first else [query, tracked]))
    other = _joined(host, f"{path}/", dressed, scheme, fragment)
    assert same_page_key(other) == same_page_key(_joined(host, path, query))


@given(st.integers(0, 999), st.integers(0, 999))
def test_other_paths_and_real_parameters_are_other_pages(one: int, other: int) -> None:
    for page in (
        "https://example.org/news/{}",
        "https://example.org/doc.php?id={}&lang=es",
        "https://example.org/#!/{}",
    ):
        assert (same_page_key(page.format(one)) == same_page_key(page.format(other))) == (one == other)


@given(st.text() | st.text().map("https://{}".format) | st.text().map("http://example.org/{}".format))
def test_no_text_is_too_odd(text: str) -> None:
    assert same_page_key(clean_address(text)) == same_page_key(text)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (f"{PLAIN}?utm_source=rss&utm_medium=rss", PLAIN),
        (f"{PLAIN}?a=1&UTM_Campaign=x&b=2&fbclid=y", f"{PLAIN}?a=1&b=2"),
        (f"{PLAIN}/amp", PLAIN),
        (f"{PLAIN}/amp/", f"{PLAIN}/"),
        (f"{PLAIN}?amp", PLAIN),
        (f"{PLAIN}/?amp=1&id=3", f"{PLAIN}/?id=3"),
        (f"{PLAIN}?outputType=amp", PLAIN),
        (f"{PLAIN}.amp.html", f"{PLAIN}.html"),
        ("https://www.google.com/amp/s/example.org/news/meeting", PLAIN),
        ("https://www.google.com/amp/s/example.org/news/meeting/amp/", f"{PLAIN}/"),
        ("https://example-org.cdn.ampproject.org/v/s/example.org/news/meeting?usqp=mq331&amp_js_v=0.1", PLAIN),
        (f"https://www.google.es/url?sa=t&url={quote(PLAIN, safe='')}&ved=1", PLAIN),
        (f"https://l.facebook.com/l.php?u={quote(PLAIN + '?fbclid=1', safe='')}&h=AT", PLAIN),
        ("HTTPS://Example.ORG:443/news/meeting#comments", PLAIN),
        ("http://example.org:80/%7euser/a%2fb", "http://example.org/~user/a%2Fb"),
        ("https://müller.example/zürich", "https://xn--mller-kva.example/z%C3%BCrich"),
        ("https://editor:secret@example.org/news/meeting", PLAIN),
    ],
)
def test_a_pasted_address_is_kept_plain(pasted: str, kept: str) -> None:
    assert clean_address(pasted) == kept


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://m.le360.ma/politique/",
        "https://amp.ultimahora.es/a.html",
        "https://example.org/amp",
        "https://app.example.org/#!/meetings/21",
        "https://gisti.org/spip.php?article1188",
        "https://www.google.com/search?q=https://example.org",
        "https://example.org/100%25?ref=3",
        "no address",
        "http://[::1",
    ],
)
def test_what_may_matter_to_the_site_stays(url: str) -> None:
    assert clean_address(url) == url


@pytest.mark.parametrize(
    "recorded",
    [
        PLAIN,
        "http://www.example.org/news/meeting/",
        f"{PLAIN}/amp",
        f"{PLAIN}/?amp=1",
        "https://amp.example.org/news/meeting",
        f"{PLAIN}?utm_source=rss&utm_medium=rss",
        "http://www.example.org/news/meeting/?fbclid=1",
        f"{PLAIN}#top",
    ],
)
@pytest.mark.parametrize(
    "pasted", [PLAIN, "http://example.org/news/meeting/?utm_campaign=x", "https://www.example.org/news/meeting/amp/#a"]
)
def test_a_known_page_is_found_however_it_is_written(db: None, recorded: str, pasted: str) -> None:
    known = source(url=recorded)
    source(url="https://example.org/news/meeting-2?utm_source=rss")
    assert known_source(pasted) == known
    assert recorded_address(pasted) == recorded


def test_a_page_recorded_in_its_own_letters_is_found(db: None) -> None:
    known = source(url="http://interieur.example/actualités/réunion")
    assert known_source("https://www.interieur.example/actualit%c3%a9s/r%C3%A9union") == known


def test_a_page_with_parameters_is_found_by_those_alone(db: None) -> None:
    known = source(url="https://boe.example/doc.php?id=7&lang=es&utm_source=x")
    for other in ("id=8&lang=es&utm_source=x", "id=7&lang=es&page=2", "fbclid=1&id=8&lang=es"):
        source(url=f"https://boe.example/doc.php?{other}")
    assert known_source("https://boe.example/doc.php?id=7&lang=es") == known
    assert known_source("https://boe.example/doc.php?id=9&lang=es") is None
    first = source(url="https://boe.example/doc.php?fbclid=x&id=9&lang=es")
    assert known_source("http://www.boe.example/doc.php?id=9&lang=es") == first


def test_of_two_spellings_recorded_the_one_typed_comes_first(db: None) -> None:
    older, typed = source(url="http://example.org/a"), source(url="https://example.org/a/")
    assert known_source("https://example.org/a/") == typed
    assert known_source("https://www.example.org/a") == older
    assert known_source("https://example.org/a/", besides=typed.pk) == older


def test_a_new_page_costs_four_queries(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert known_source(PAGE) is None
    assert len(asked) == 4
    assert recorded_address(f"{PAGE}&utm_source=x") == PAGE
