"""One request to a stranger's server: named, paced, bounded in time and size, and only where it may go."""

import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from threading import Lock, Timer
from urllib.parse import urlsplit

from django.conf import settings

from agreements.curation.networks import INCOMPLETE_CHAIN, WEB_PORTS, NoAnswer, Patience, Pinned, Reach
from agreements.models.vocabularies import VisitOutcome

AGENT = "MigrationAgreementsTracker"
# A name or a number as it may stand in a request, without a zone of this machine's network cards.
HOST = re.compile(r"[a-z0-9._:-]+")
READ_AT_MOST = 64 * 1024
# What asks to be left alone for a while: too many requests, and unavailable. The host is left for the rest of the run,
# which is longer than most Retry-After ask for, and shorter than the days until the next.
LEAVE = (429, 503)
LONGEST_PAUSE = 60


class HostLeft(Exception):
    """The host asked to be left alone, in this run."""


@dataclass(frozen=True)
class Response:
    status: int
    headers: Message
    body: bytes = b""


class Pace:
    """One request at a time to a host, and a pause between two. `now` and `sleep` are of the same clock, in seconds."""

    def __init__(
        self, pause: float, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._pause, self._now, self._sleep = pause, now, sleep
        self._locks: dict[str, Lock] = {}
        self._pauses: dict[str, float] = {}
        self._free: dict[str, float] = {}

    def slow_down(self, host: str, pause: float) -> None:
        """To what the host asks for, within reason; never faster."""
        self._pauses[host] = max(self._pause, min(pause, LONGEST_PAUSE))

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        with self._locks.setdefault(host, Lock()):
            if (wait := self._free.get(host, self._now()) - self._now()) > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free[host] = self._now() + self._pauses.get(host, self._pause)


class Web:
    """Asks, and keeps what every request must heed. Shared by threads."""

    def __init__(self, pace: Pace, reach: Reach | None = None, patience: Patience | None = None) -> None:
        self.pace = pace
        self._reach = reach or Reach()
        self._patience = patience or Patience()
        self._left: set[str] = set()

    def ask(self, method: str, url: str, *, read: int = 0) -> Response:
        """`read`: bytes wanted of the body, at most READ_AT_MOST; the rest is never fetched. Follows nothing.

        Raises NoAnswer, and HostLeft where the host asked for it before.
        """
        scheme, host, port, target = parted(url)
        addresses = self._reach.addresses(host, port)
        with self.pace.turn(site_of(host)):
            if site_of(host) in self._left:
                raise HostLeft
            connection = Pinned(host, port, addresses, self._patience, secure=scheme == "https")
            response = self._exchange(connection, method, target, min(read, READ_AT_MOST))
        if response.status in LEAVE:
            self._left.add(site_of(host))
        return response

    def _exchange(self, connection: Pinned, method: str, target: str, read: int) -> Response:
        watch = Timer(self._patience.total, connection.abort)
        watch.daemon = True
        watch.start()
        try:
            connection.request(method, target, headers=_headers())
            answer = connection.getresponse()
            body = answer.read(read) if read else b""
            if connection.aborted:  # what was cut off in the midst of its headers looks whole
                raise TimeoutError
            return Response(answer.status, answer.headers, body)
        except (OSError, HTTPException, ValueError) as error:
            raise self._failure(connection, error) from error
        finally:
            watch.cancel()
            connection.close()

    def _failure(self, connection: Pinned, error: Exception) -> NoAnswer:
        outcome = VisitOutcome.UNREACHABLE
        if connection.aborted or isinstance(error, TimeoutError):
            seconds = self._patience.total if connection.connected else self._patience.connect
            detail = f"No answer within {seconds:g} seconds."
        elif isinstance(error, ssl.SSLCertVerificationError):
            detail = f"Its certificate does not hold: {error.verify_message}."
            if error.verify_code in INCOMPLETE_CHAIN:
                outcome = VisitOutcome.REFUSED
        elif isinstance(error, ssl.SSLError):
            detail = f"No secure connection: {error.reason or type(error).__name__}."
        elif isinstance(error, OSError):
            detail = f"{error.strerror or type(error).__name__}."
        else:
            detail = f"What it answered is no HTTP ({type(error).__name__})."
        return NoAnswer(outcome, detail, of_host=not connection.connected or isinstance(error, ssl.SSLError))


def host_of(url: str) -> str:
    """ "" where the text has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def site_of(host: str) -> str:
    """`www.` is the same machine more often than not."""
    return host.removeprefix("www.")


def parted(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port, and what to ask that host for. Raises NoAnswer for what is no address of the web."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if (scheme := url.partition(":")[0]) not in WEB_PORTS:
        raise NoAnswer(VisitOutcome.PRIVATE, f"{scheme}: is not the web.")
    if not host or not HOST.fullmatch(host):
        raise NoAnswer(VisitOutcome.UNREACHABLE, "This is no address.", of_host=True)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return scheme, host, port or WEB_PORTS[scheme], target


def _headers() -> dict[str, str]:
    agent = f"{AGENT}/{settings.RELEASE} (checks links; {settings.CONTACT_EMAIL})"
    return {"User-Agent": agent, "Accept": "text/html,application/pdf,*/*;q=0.8", "Connection": "close"}
