"""What became of a source's address: asked as a reader's browser would, by the rules for programs."""

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from agreements.curation.addresses import ascii_address
from agreements.curation.asking import AGENT, READ_AT_MOST, HostLeft, Response, Web, parted, site_of
from agreements.curation.networks import NoAnswer
from agreements.models.vocabularies import VisitOutcome

REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
MOVED_FOR_GOOD = (301, 308)
GONE = (404, 410)
_FRONT_PAGE = re.compile(r"/?([a-z]{2}(-[a-z]{2})?/?)?((index|default|home)\.[a-z]+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """`led_to` is "" where it led nowhere else."""

    outcome: VisitOutcome
    status: int | None = None
    led_to: str = ""
    detail: str = ""


class Visitor:
    def __init__(self, web: Web) -> None:
        self._web = web
        self._robots: dict[str, RobotFileParser | NoAnswer] = {}

    def visit(self, url: str) -> Visit | None:
        """None where the host, or one it leads to, asked to be left alone before anything was known of this page."""
        trail = [ascii_address(url).partition("#")[0]]
        try:
            response, for_good = self._follow(trail)
        except HostLeft:
            return None
        except NoAnswer as reason:
            return Visit(reason.outcome, None, _end(trail), reason.detail)
        if response.status < 300 and _is_front_page(trail):
            # The page that was cited is not what a reader is shown. Moved there for good, it is gone, whatever the
            # status says; moved for now, it may be a wall that lets readers pass, and counts as no answer.
            outcome = VisitOutcome.GONE if for_good else VisitOutcome.UNREACHABLE
            return Visit(outcome, response.status, _end(trail), "It leads to a front page.")
        return Visit(*_judged(response), led_to=_end(trail), detail=_detail(response))

    def _follow(self, trail: list[str]) -> tuple[Response, bool]:
        """The answer at the end, and whether all that led there was for good; `trail` grows with each step."""
        for_good = True
        for _step in range(REDIRECTS + 1):
            response = self._asked(trail[-1])
            location = response.headers.get("Location", "")
            if response.status not in MOVED or not location:
                return response, for_good
            for_good = for_good and response.status in MOVED_FOR_GOOD
            target = _target(trail[-1], location)
            if target in trail:
                # A browser would bring back the cookie and pass.
                cookies = response.headers.get("Set-Cookie") is not None
                outcome = VisitOutcome.REFUSED if cookies else VisitOutcome.UNREACHABLE
                raise NoAnswer(outcome, f"It leads in a circle{' without cookies' if cookies else ''}.")
            trail.append(target)
        raise NoAnswer(VisitOutcome.UNREACHABLE, f"It leads on more than {REDIRECTS} times.")

    def _asked(self, url: str) -> Response:
        """By HEAD. What HEAD is refused, or not found, is asked once more as a reader would before anybody is told that
        it is gone; of that only the headers are read. A Range would spare nothing, and some answer it with an error."""
        if not self._may_ask(url):
            raise NoAnswer(VisitOutcome.REFUSED, "Its robots.txt asks programs to stay out.")
        response = self._web.ask("HEAD", url)
        if response.status >= 400 and response.status not in (429, 503):
            response = self._web.ask("GET", url)
        return response

    def _may_ask(self, url: str) -> bool:
        """By RFC 9309: without a robots.txt everything may be asked; where it fails, nothing."""
        _scheme, host, _port, _target = parted(url)
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        if isinstance(rules, NoAnswer):
            raise rules
        if pause := rules.crawl_delay(AGENT):
            self._web.pace.slow_down(site_of(host), float(pause))
        return rules.can_fetch(AGENT, url)

    def _rules(self, origin: str) -> RobotFileParser | NoAnswer:
        url = f"{origin}/robots.txt"
        try:
            for _step in range(REDIRECTS + 1):
                response = self._web.ask("GET", url, read=READ_AT_MOST)
                location = response.headers.get("Location", "")
                if response.status not in MOVED or not location:
                    break
                url = _target(url, location)
        except NoAnswer as reason:
            if reason.of_host or reason.outcome == VisitOutcome.PRIVATE:
                return reason
            return NoAnswer(VisitOutcome.REFUSED, f"Its robots.txt could not be read: {reason.detail}")
        if response.status >= 500:
            return NoAnswer(VisitOutcome.REFUSED, f"Its robots.txt answers {response.status}.")
        rules = RobotFileParser()
        rules.parse(response.body.decode("utf-8", "replace").splitlines() if response.status < 300 else [])
        return rules


def _target(url: str, location: str) -> str:
    """Headers are read as Latin-1, though what is beyond ASCII in a Location is UTF-8 nowadays, mostly."""
    location = location.strip()
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return ascii_address(urljoin(url, location)).partition("#")[0]
    except ValueError:
        raise NoAnswer(VisitOutcome.UNREACHABLE, "It leads to what is no address.") from None


def _end(trail: list[str]) -> str:
    return trail[-1] if len(trail) > 1 else ""


def _is_front_page(trail: list[str]) -> bool:
    return len(trail) > 1 and _is_front(urlsplit(trail[-1])) and not _is_front(urlsplit(trail[0]))


def _is_front(parts: SplitResult) -> bool:
    return not parts.query and _FRONT_PAGE.fullmatch(parts.path) is not None


def _judged(response: Response) -> tuple[VisitOutcome, int]:
    """Something stands there for readers where a program is told to log in, to pay, or that its request is bad."""
    status = response.status
    if 200 <= status < 300:
        return VisitOutcome.ANSWERS, status
    if status in GONE:
        return VisitOutcome.GONE, status
    return (VisitOutcome.REFUSED if 400 <= status < 500 else VisitOutcome.UNREACHABLE), status


def _detail(response: Response) -> str:
    if response.status in MOVED:
        return "It leads on without saying where."
    if wait := response.headers.get("Retry-After"):
        return f"Asks to come back later ({wait[:40]})."
    return ""
