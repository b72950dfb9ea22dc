"""A visitor's manners: one thing at a time, a pause between two, and nobody asked who asked not to be."""

from dataclasses import replace
from threading import Thread

import pytest

from agreements.curation.asking import Pace
from agreements.curation.visiting import Visit
from agreements.models.vocabularies import VisitOutcome
from tests.curation.strange_site import StrangeSite

ANSWERS, REFUSED, UNREACHABLE = VisitOutcome.ANSWERS, VisitOutcome.REFUSED, VisitOutcome.UNREACHABLE


class Clock:
    """Time that passes only while somebody sleeps, or is told to."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self, pause: float = 2) -> Pace:
        return Pace(pause, lambda: self.now, self.sleep)


def test_two_requests_to_a_host_are_a_pause_apart(site: StrangeSite) -> None:
    clock = Clock()
    site.answers("/one", 405, method="HEAD")
    site.answers("/two")
    visitor = site.visitor(clock.pace())
    visitor.visit(site.url("/one"))
    visitor.visit(site.url("/two"))
    # robots.txt, HEAD, GET, HEAD: three pauses between four.
    assert len(site.asked) == 4
    assert clock.slept == [2, 2, 2]


def test_time_that_passed_anyway_is_not_waited_for_again(site: StrangeSite) -> None:
    clock = Clock()
    site.answers("/page")
    visitor = site.visitor(clock.pace())
    visitor.visit(site.url())
    clock.now += 1.5
    visitor.visit(site.url())
    assert clock.slept == [2, 0.5]


def test_www_is_the_same_host_and_another_is_not(site: StrangeSite) -> None:
    clock = Clock()
    site.names |= {"www.site.test": ["127.0.0.1"], "other.test": ["127.0.0.1"]}
    site.answers("/page")
    visitor = site.visitor(clock.pace())
    visitor.visit(site.url())
    visitor.visit(site.url(host="www.site.test"))
    assert clock.slept == [2, 2, 2]
    visitor.visit(site.url(host="other.test"))
    assert clock.slept == [2, 2, 2, 2]


def test_a_host_is_asked_by_one_thread_at_a_time() -> None:
    pace = Pace(0)
    inside: list[int] = []
    most: list[int] = []

    def ask() -> None:
        for _turn in range(200):
            with pace.turn("site.test"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [Thread(target=ask) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (800, 1)


@pytest.mark.parametrize(
    ("robots", "path", "let_in"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/page", False),
        ("User-agent: *\nDisallow: /private/", "/page", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: MigrationAgreementsTracker\nAllow: /", "/page", True),
        ("User-agent: migrationagreementstracker\nDisallow: /", "/page", False),
        ("User-agent: SomebodyElse\nDisallow: /", "/page", True),
        ("<html>Not found</html>", "/page", True),
    ],
)
def test_robots_txt_is_heeded(site: StrangeSite, robots: str, path: str, let_in: bool) -> None:
    site.says("/robots.txt", robots)
    site.answers(path)
    visit = site.visitor().visit(site.url(path))
    assert visit == (
        Visit(ANSWERS, 200) if let_in else Visit(REFUSED, detail="Its robots.txt asks programs to stay out.")
    )
    assert bool(site.pages_asked()) == let_in


def test_robots_txt_is_read_once_a_host(site: StrangeSite) -> None:
    site.says("/robots.txt", "User-agent: *\nDisallow: /private")
    site.answers("/page")
    visitor = site.visitor()
    for _visit in range(3):
        visitor.visit(site.url())
    assert [path for _method, _host, path in site.asked].count("/robots.txt") == 1


def test_where_a_page_leads_has_rules_of_its_own(site: StrangeSite) -> None:
    site.leads("/page", "/private")
    site.says("/robots.txt", "User-agent: *\nDisallow: /private")
    visit = site.visitor().visit(site.url())
    assert visit == Visit(REFUSED, None, site.url("/private"), "Its robots.txt asks programs to stay out.")


def test_robots_txt_that_fails_lets_nobody_in(site: StrangeSite) -> None:
    site.answers("/robots.txt", 500)
    site.answers("/page")
    assert site.visitor().visit(site.url()) == Visit(REFUSED, detail="Its robots.txt answers 500.")
    assert site.pages_asked() == []


def test_robots_txt_is_followed_where_it_moved_and_read_in_part(site: StrangeSite) -> None:
    site.leads("/robots.txt", "/rules")
    site.says("/rules", "User-agent: *\nDisallow: /private\n" + "#" * 70_000 + "\nDisallow: /page\n")
    site.answers("/page")
    visitor = site.visitor()
    assert visitor.visit(site.url()) == Visit(ANSWERS, 200)
    assert visitor.visit(site.url("/private")) == Visit(REFUSED, detail="Its robots.txt asks programs to stay out.")


def test_a_pause_that_a_host_asks_for_is_kept_within_reason(site: StrangeSite) -> None:
    clock = Clock()
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    site.answers("/page")
    visitor = site.visitor(clock.pace())
    for _visit in range(2):
        visitor.visit(site.url())
    assert clock.slept == [2, 7]
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 86400")
    clock.slept.clear()
    visitor = site.visitor(clock.pace())
    for _visit in range(2):
        visitor.visit(site.url())
    assert clock.slept == [2, 60]


@pytest.mark.parametrize(("status", "outcome"), [(429, REFUSED), (503, UNREACHABLE)])
def test_a_host_that_asks_for_it_is_left_alone(site: StrangeSite, status: int, outcome: VisitOutcome) -> None:
    site.answers("/page", status, Retry_After="3600")
    site.answers("/other")
    visitor = site.visitor()
    assert visitor.visit(site.url()) == Visit(outcome, status, detail="Asks to come back later (3600).")
    assert visitor.visit(site.url("/other")) is None
    assert site.pages_asked() == [("HEAD", "/page")]


def test_a_silent_host_is_waited_for_once(site: StrangeSite) -> None:
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"]

    site.port += 1  # nobody listens there
    visitor = site.visitor(reach=replace(site.reach, resolve=resolve))
    assert visitor.visit(site.url()) == visitor.visit(site.url("/other"))
    assert looked == ["site.test"]
