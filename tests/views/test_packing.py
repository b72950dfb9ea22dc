"""What everybody may see travels packed; what is a reader's own does not."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.http import StreamingHttpResponse
from django.test import Client

pytestmark = pytest.mark.usefixtures("both")

PAGES = ["/", "/meetings/", "/meetings/open-meeting/", "/calendar/", "/search/?q=open", "/about/", "/fr/actions/"]
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_the_same_packed(client: Client, address: str) -> None:
    plain = client.get(address)
    assert not plain.has_header("Content-Encoding")
    for encoding, unpack in UNPACK.items():
        packed = client.get(address, headers={"Accept-Encoding": encoding})
        assert packed["Content-Encoding"] == encoding
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
        assert unpack(packed.content) == plain.content


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=1.0", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br ; Q = 0.00, gzip;q=0", None),
        ("identity", None),
        ("zstd, deflate", None),
        ("*;q=0", None),
        ("", None),
    ],
)
def test_the_packing_is_one_that_the_reader_takes(client: Client, accepted: str, encoding: str | None) -> None:
    assert client.get("/about/", headers={"Accept-Encoding": accepted}).get("Content-Encoding") == encoding


@pytest.mark.parametrize("address", [*PAGES, "/topics.csv"])
@pytest.mark.parametrize("seen", ["", "gzip", "br"])
def test_a_page_seen_before_is_answered_304_however_it_was_packed(client: Client, address: str, seen: str) -> None:
    first = client.get(address, headers={"Accept-Encoding": seen})
    for now in ("", "gzip", "br"):
        again = client.get(address, headers={"Accept-Encoding": now, "If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        # What keeps the page must find the same said of it as before (RFC 9110, 15.4.5).
        assert (again["ETag"], again["Vary"]) == (first["ETag"], first["Vary"])


def test_caches_keep_a_page_for_each_packing(client: Client) -> None:
    assert "Accept-Encoding" in client.get("/")["Vary"]
    assert "Accept-Encoding" in client.get("/", headers={"Accept-Encoding": "br"})["Vary"]


@pytest.mark.parametrize("address", ["/", "/meetings/open-meeting/", "/topics.csv"])
def test_caches_keep_one_page_for_all_readers(client: Client, address: str) -> None:
    client.force_login(get_user_model().objects.create_superuser("somebody"))
    assert "Cookie" not in client.get(address)["Vary"]


def test_two_packings_of_a_page_are_not_said_to_be_the_same_bytes(client: Client) -> None:
    assert client.get("/")["ETag"].startswith('W/"')


@pytest.mark.parametrize("address", ["/actions.csv", "/meetings.json", "/meetings.csv"])
@pytest.mark.parametrize("encoding", list(UNPACK))
def test_an_export_streams_packed(client: Client, address: str, encoding: str) -> None:
    packed = client.get(address, headers={"Accept-Encoding": encoding})
    assert isinstance(packed, StreamingHttpResponse)
    assert not packed.has_header("Content-Length")
    assert UNPACK[encoding](packed.getvalue()) == client.get(address).getvalue()


def test_a_workbook_is_packed_already(client: Client) -> None:
    response = client.get("/actions.xlsx", headers={"Accept-Encoding": "gzip, br"})
    assert not response.has_header("Content-Encoding")
    assert response.getvalue().startswith(b"PK")


def test_what_fits_a_packet_is_left_alone(client: Client) -> None:
    response = client.get("/search/suggest?q=nothing", headers={"Accept-Encoding": "br"})
    assert response.json()["suggestions"] == []
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize("address", ["/", "/actions.csv"])
def test_the_head_of_a_packed_page_is_that_of_the_page(client: Client, address: str) -> None:
    page, head = (ask(address, headers={"Accept-Encoding": "br"}) for ask in (client.get, client.head))
    assert dict(head.headers) == dict(page.headers)
    assert head.getvalue() == b""


@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/", "/admin/agreements/meeting/add/"])
def test_the_desk_is_not_packed(admin_client: Client, address: str) -> None:
    """A packed page that holds a token tells of it by its length."""
    if address == "/accounts/login/":
        admin_client.logout()
    response = admin_client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert b"csrfmiddlewaretoken" in response.content
    assert not response.has_header("Content-Encoding")


def test_a_public_page_is_the_same_for_who_is_logged_in(client: Client) -> None:
    """So it holds nothing of theirs that its length could tell."""
    before = client.get("/meetings/").content
    client.force_login(get_user_model().objects.create_superuser("somebody"))
    assert client.get("/meetings/").content == before
