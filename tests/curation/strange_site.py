"""Somebody else's web server, on the loopback address, that does whatever a test says."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from typing import Any

from agreements.curation.asking import Pace, Web
from agreements.curation.networks import NoAnswer, Patience, Reach
from agreements.curation.visiting import Visitor
from agreements.models.vocabularies import VisitOutcome

# The server's own address alone: 127.0.0.2 is as private to it as any other.
LOOPBACK = ip_network("127.0.0.1/32")


@dataclass
class StrangeSite:
    """`pages`: what to do with a request for a path, told the method. `asked`: method, host and path, in order."""

    port: int
    scheme: str = "http"
    pages: dict[str, Callable[[BaseHTTPRequestHandler, str], None]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    headers: list[Any] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=lambda: {"site.test": ["127.0.0.1"]})

    def url(self, path: str = "/page", host: str = "site.test") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def answers(self, path: str, status: int = 200, method: str = "", **headers: str) -> None:
        """`method`: that one alone is answered so, the other with 200."""

        def page(request: BaseHTTPRequestHandler, asked: str) -> None:
            request.send_response(status if method in ("", asked) else 200)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()

        self.pages[path] = page

    def leads(self, path: str, target: str, status: int = 301, **headers: str) -> None:
        self.answers(path, status, Location=target, **headers)

    def says(self, path: str, text: str) -> None:
        def page(request: BaseHTTPRequestHandler, asked: str) -> None:
            request.send_response(200)
            request.end_headers()
            request.wfile.write(text.encode())

        self.pages[path] = page

    def resolve(self, host: str, port: int) -> list[str]:
        if host not in self.names:
            raise NoAnswer(VisitOutcome.UNREACHABLE, f"There is no host {host}.", of_host=True)
        return self.names[host]

    @property
    def reach(self) -> Reach:
        return Reach(besides=(LOOPBACK,), ports=frozenset({self.port, 80, 443}), resolve=self.resolve)

    def visitor(
        self, pace: Pace | None = None, patience: Patience | None = None, reach: Reach | None = None
    ) -> Visitor:
        return Visitor(Web(pace or Pace(0), reach or self.reach, patience or Patience(connect=2, total=4)))

    def pages_asked(self) -> list[tuple[str, str]]:
        return [(method, path) for method, _host, path in self.asked if path != "/robots.txt"]


@contextmanager
def strange_site(certificate: Path | None = None) -> Iterator[StrangeSite]:
    """By HTTPS where there is a certificate: a file that holds its key, too."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET")

        def do_HEAD(self) -> None:
            self._answer("HEAD")

        def _answer(self, method: str) -> None:
            site.asked.append((method, self.headers["Host"].partition(":")[0], self.path))
            site.headers.append(self.headers)
            page = site.pages.get(self.path)
            if page:
                page(self, method)
            else:
                self.send_error(404)

        def log_message(self, *args: Any) -> None:
            """Not on the tests' own output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = StrangeSite(server.server_address[1], scheme="https" if certificate else "http")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
