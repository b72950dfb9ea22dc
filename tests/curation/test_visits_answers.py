"""What a visit makes of the answers of a real server, and how it asks."""

import time
from http.server import BaseHTTPRequestHandler

import pytest

from agreements.curation.networks import Patience
from agreements.curation.visiting import Visit
from agreements.models.vocabularies import VisitOutcome
from tests.curation.strange_site import StrangeSite

ANSWERS, GONE, UNREACHABLE, REFUSED = (
    VisitOutcome.ANSWERS,
    VisitOutcome.GONE,
    VisitOutcome.UNREACHABLE,
    VisitOutcome.REFUSED,
)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, ANSWERS), (204, ANSWERS), (404, GONE), (410, GONE), (401, REFUSED), (403, REFUSED), (451, REFUSED),
        (429, REFUSED), (500, UNREACHABLE), (502, UNREACHABLE), (503, UNREACHABLE), (302, UNREACHABLE),
    ],
)  # fmt: skip
def test_what_a_status_says(site: StrangeSite, status: int, outcome: VisitOutcome) -> None:
    site.answers("/page", status)
    visit = site.visitor().visit(site.url())
    assert visit
    assert (visit.outcome, visit.status, visit.led_to) == (outcome, status, "")


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_what_head_is_refused_is_asked_as_a_reader_would(site: StrangeSite, status: int) -> None:
    site.answers("/page", status, method="HEAD")
    assert site.visitor().visit(site.url()) == Visit(ANSWERS, 200)
    assert site.pages_asked() == [("HEAD", "/page"), ("GET", "/page")]


def test_a_page_that_answers_head_is_asked_once(site: StrangeSite) -> None:
    site.answers("/page?id=3&lang=es")
    assert site.visitor().visit(f"{site.url('/page?id=3&lang=es')}#top") == Visit(ANSWERS, 200)
    assert site.pages_asked() == [("HEAD", "/page?id=3&lang=es")]


def test_a_visitor_says_who_it_is(site: StrangeSite, settings: object) -> None:
    settings.CONTACT_EMAIL = "desk@tracker.example"  # type: ignore[attr-defined]
    site.answers("/page")
    site.visitor().visit(site.url())
    agents = {headers["User-Agent"] for headers in site.headers}
    assert agents == {"MigrationAgreementsTracker/0.1.0 (checks links; desk@tracker.example)"}


@pytest.mark.parametrize("target", ["/r%c3%a9union", "/réunion", "/réunion".encode().decode("latin-1"), "réunion#top"])
def test_a_moved_page_answers_where_it_is_now(site: StrangeSite, target: str) -> None:
    site.leads("/page", site.url("/moved"), 302)
    site.leads("/moved", target)
    site.answers("/r%C3%A9union")
    assert site.visitor().visit(site.url()) == Visit(ANSWERS, 200, site.url("/r%C3%A9union"))


def test_a_moved_page_may_be_gone(site: StrangeSite) -> None:
    site.leads("/page", "/moved")
    assert site.visitor().visit(site.url()) == Visit(GONE, 404, site.url("/moved"))


@pytest.mark.parametrize("front", ["/", "/es/", "/index.html", "/fr/index.php"])
def test_a_page_moved_to_the_front_page_is_gone(site: StrangeSite, front: str) -> None:
    site.leads("/page", front)
    site.answers(front)
    assert site.visitor().visit(site.url()) == Visit(GONE, 200, site.url(front), "It leads to a front page.")


def test_a_page_that_leads_to_the_front_page_for_now_is_in_doubt(site: StrangeSite) -> None:
    site.leads("/page", "/", 302)
    site.answers("/")
    visit = site.visitor().visit(site.url())
    assert visit == Visit(UNREACHABLE, 200, site.url("/"), "It leads to a front page.")


def test_a_front_page_may_lead_to_another(site: StrangeSite) -> None:
    site.leads("/", "/es/")
    site.answers("/es/")
    assert site.visitor().visit(site.url("/")) == Visit(ANSWERS, 200, site.url("/es/"))


def test_redirects_end(site: StrangeSite) -> None:
    for number in range(9):
        site.leads(f"/{number}", f"/{number + 1}")
    site.answers("/6")
    visit = site.visitor().visit(site.url("/0"))
    assert visit
    assert (visit.outcome, visit.detail) == (UNREACHABLE, "It leads on more than 5 times.")
    assert len(site.pages_asked()) == 6
    assert site.visitor().visit(site.url("/1")) == Visit(ANSWERS, 200, site.url("/6"))


@pytest.mark.parametrize(("headers", "outcome"), [({}, UNREACHABLE), ({"Set_Cookie": "seen=1"}, REFUSED)])
def test_a_circle_is_a_wall_only_where_a_cookie_would_pass_it(
    site: StrangeSite, headers: dict[str, str], outcome: VisitOutcome
) -> None:
    site.leads("/page", "/other", 302)
    site.leads("/other", "/page", 302, **headers)
    visit = site.visitor().visit(site.url())
    assert visit
    assert visit.outcome == outcome
    assert visit.detail.startswith("It leads in a circle")


def test_a_slow_server_is_not_waited_for(site: StrangeSite) -> None:
    site.pages["/page"] = lambda request, method: time.sleep(3)
    begun = time.monotonic()
    visit = site.visitor(patience=Patience(connect=0.3, total=0.3)).visit(site.url())
    assert visit == Visit(UNREACHABLE, detail="No answer within 0.3 seconds.")
    assert time.monotonic() - begun < 2


def test_nor_is_one_that_drips(site: StrangeSite) -> None:
    def drip(request: BaseHTTPRequestHandler, method: str) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _second in range(30):
            request.wfile.write(b"X")
            time.sleep(0.1)

    site.pages["/page"] = drip
    begun = time.monotonic()
    visit = site.visitor(patience=Patience(connect=0.5, total=0.5)).visit(site.url())
    assert visit == Visit(UNREACHABLE, detail="No answer within 0.5 seconds.")
    assert time.monotonic() - begun < 2


def test_a_huge_body_is_not_fetched(site: StrangeSite) -> None:
    sent = []

    def huge(request: BaseHTTPRequestHandler, method: str) -> None:
        request.send_response(405 if method == "HEAD" else 200)
        request.end_headers()
        if method == "GET":
            try:
                for _block in range(200):
                    request.wfile.write(b"x" * 1_000_000)
                    sent.append(1)
            except OSError:
                return

    site.pages["/page"] = huge
    assert site.visitor().visit(site.url()) == Visit(ANSWERS, 200)
    time.sleep(0.1)
    assert len(sent) < 20  # megabytes that the sockets' buffers took before the connection was closed


def test_what_is_no_http_is_no_answer(site: StrangeSite) -> None:
    def greet(request: BaseHTTPRequestHandler, method: str) -> None:
        request.wfile.write(b"220 mail.example ESMTP\r\n\r\n")

    site.pages["/page"] = greet
    visit = site.visitor().visit(site.url())
    assert visit == Visit(UNREACHABLE, detail="What it answered is no HTTP (BadStatusLine).")
