"""A visit enters no private network, by whatever way it is led there, and tells one host from another."""

import socket
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.curation.asking import Pace, Web
from agreements.curation.networks import NoAnswer, Reach, is_public
from agreements.curation.visiting import Visit, Visitor
from agreements.models.vocabularies import VisitOutcome
from tests.curation.strange_site import StrangeSite, strange_site

# Made for these tests with OpenSSL, good for a hundred years and for nothing else.
CERTIFICATES = Path(__file__).parent / "certificates"
PRIVATE, UNREACHABLE, ANSWERS = VisitOutcome.PRIVATE, VisitOutcome.UNREACHABLE, VisitOutcome.ANSWERS


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::7f00:1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2001:0:53aa:64c::1", "2001:db8::1", "no address",
    ],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "017700000001", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1"]
)
def test_no_spelling_of_an_address_leads_inside(host: str, site: StrangeSite) -> None:
    site.answers("/page")
    visit = site.visitor(reach=Reach(ports=frozenset({site.port}))).visit(site.url(host=host))
    assert visit
    assert visit.outcome == PRIVATE
    assert not site.asked


@pytest.mark.parametrize("also", ["10.0.0.1", "::ffff:10.0.0.1", "127.0.0.2"])
def test_a_name_with_one_private_address_is_not_asked_at_all(site: StrangeSite, also: str) -> None:
    site.names["site.test"] = ["127.0.0.1", also]
    site.answers("/page")
    assert site.visitor().visit(site.url()) == Visit(PRIVATE, detail=f"site.test is at {also}, which is not public.")
    assert not site.asked


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.2:{port}/",
        "http://inside.test/",
        "//inside.test/a",
        "https://inside.test/",
        "http://site.test:22/",
        "ftp://site.test/",
        "file:///etc/passwd",
    ],
)
def test_no_redirect_leads_inside(site: StrangeSite, target: str) -> None:
    site.names |= {"inside.test": ["10.0.0.1"], "169.254.169.254": ["169.254.169.254"], "127.0.0.2": ["127.0.0.2"]}
    target = target.format(port=site.port)
    site.leads("/page", target)
    visit = site.visitor().visit(site.url())
    assert visit
    assert visit.outcome == PRIVATE
    assert visit.led_to.endswith(target)
    assert site.pages_asked() == [("HEAD", "/page")]


def test_a_name_that_changes_its_mind_is_asked_where_it_was_looked_at(site: StrangeSite) -> None:
    """Each request looks the name up once, and connects to what it found then."""
    looked = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) < 3 else ["10.0.0.1"]

    site.answers("/page", 405, method="HEAD")
    visit = site.visitor(reach=replace(site.reach, resolve=resolve)).visit(site.url())
    assert visit == Visit(PRIVATE, detail="site.test is at 10.0.0.1, which is not public.")
    assert [(method, host) for method, host, _path in site.asked] == [("GET", "site.test"), ("HEAD", "site.test")]


def test_the_next_address_is_tried_where_one_is_silent(site: StrangeSite) -> None:
    site.names["site.test"] = ["127.0.0.9", "127.0.0.1"]
    site.answers("/page")
    reach = replace(site.reach, besides=(ip_network("127.0.0.0/8"),))
    assert site.visitor(reach=reach).visit(site.url()) == Visit(ANSWERS, 200)


def test_a_name_that_is_gone_is_no_answer(site: StrangeSite) -> None:
    visit = site.visitor().visit(site.url(host="gone.test"))
    assert visit == Visit(UNREACHABLE, detail="There is no host gone.test.")


def _nobody(host: str, port: int) -> list[str]:
    raise NoAnswer(UNREACHABLE, "There is no host.", of_host=True)


@given(st.text() | st.text().map("http://{}".format) | st.text(alphabet="[]@:/?#%a1.").map("https://{}".format))
def test_no_address_is_too_odd_to_be_visited(text: str) -> None:
    visit = Visitor(Web(Pace(0), Reach(resolve=_nobody))).visit(text)
    assert visit
    assert visit.outcome in (UNREACHABLE, PRIVATE)


@pytest.mark.parametrize("host", ["a b.test", "a\0b.test", "\u0301.test", "a" * 70 + ".test", "é" * 70 + ".test"])
def test_a_host_that_cannot_be_is_no_answer(host: str) -> None:
    visit = Visitor(Web(Pace(0))).visit(f"http://{host}/")
    assert visit
    assert visit.outcome == UNREACHABLE


def test_a_closed_port_is_no_answer(site: StrangeSite) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        site.port = closed.getsockname()[1]
    assert site.visitor().visit(site.url()) == Visit(UNREACHABLE, detail="Connection refused.")


def test_no_certificate_is_no_answer(site: StrangeSite) -> None:
    site.answers("/page")
    visit = site.visitor().visit(site.url().replace("http:", "https:"))
    assert visit
    assert visit.outcome == UNREACHABLE
    assert visit.detail.startswith("No secure connection:")
    assert not site.asked


def test_a_certificate_that_nobody_vouches_for_is_no_answer() -> None:
    with strange_site(CERTIFICATES / "self_signed.pem") as site:
        site.answers("/page")
        visit = site.visitor().visit(site.url())
        assert visit == Visit(UNREACHABLE, detail="Its certificate does not hold: self-signed certificate.")
        assert not site.asked


def test_a_chain_that_browsers_complete_says_nothing_about_readers() -> None:
    with strange_site(CERTIFICATES / "incomplete_chain.pem") as site:
        visit = site.visitor().visit(site.url())
        assert visit
        assert visit.outcome == VisitOutcome.REFUSED
        assert not site.asked


def test_a_certificate_is_held_against_the_name_and_not_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "self_signed.pem"))
    with strange_site(CERTIFICATES / "self_signed.pem") as site:
        site.names["other.test"] = ["127.0.0.1"]
        site.answers("/page")
        assert site.visitor().visit(site.url()) == Visit(ANSWERS, 200)
        visit = site.visitor().visit(site.url(host="other.test"))
        assert visit
        assert (visit.outcome, "other.test" in visit.detail) == (UNREACHABLE, True)
