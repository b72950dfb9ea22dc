"""Where a program of the site may go: to public hosts, by the web's own ports, and nowhere else.

What leads there is typed by people and by other sites' redirects, and the site often stands in a network whose other
machines trust it. So a name is resolved once, every address behind it is looked at, and the connection goes to one of
those very addresses: a second look-up could answer differently.
"""

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from agreements.models.vocabularies import VisitOutcome

type Network = IPv4Network | IPv6Network

# Addresses that hold an IPv4 address inside (mapped, NAT64, Teredo, 6to4): where they end, their own look does not say.
TUNNELS = tuple(map(ip_network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")))
WEB_PORTS = {"http": 80, "https": 443}
# A server that leaves out an intermediate certificate is trusted by browsers, which find it themselves.
INCOMPLETE_CHAIN = (20, 21)


class NoAnswer(Exception):
    """Nothing that could be judged came back. `of_host`: the host's other pages would fare alike."""

    def __init__(self, outcome: VisitOutcome, detail: str, *, of_host: bool = False) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.of_host = of_host


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises NoAnswer."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        missing = error.errno == socket.EAI_NONAME
        detail = f"There is no host {host}." if missing else f"{host} could not be looked up: {error.strerror}."
        raise NoAnswer(VisitOutcome.UNREACHABLE, detail, of_host=True) from error
    except (ValueError, OSError) as error:
        raise NoAnswer(VisitOutcome.UNREACHABLE, f"{host} cannot be looked up.", of_host=True) from error
    return [str(entry[4][0]) for entry in found]


def is_public(address: str) -> bool:
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    tunnel = any(ip in network for network in TUNNELS if network.version == ip.version)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or tunnel)


@dataclass(frozen=True)
class Reach:
    """Where requests may go. Made without arguments but by tests, whose own server is none of the public web's."""

    besides: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset(WEB_PORTS.values())
    resolve: Callable[[str, int], list[str]] = resolve

    def addresses(self, host: str, port: int) -> list[str]:
        """All addresses of a host that may be asked. Raises NoAnswer where one of them may not."""
        if port not in self.ports:
            raise NoAnswer(VisitOutcome.PRIVATE, f"Port {port} of {host} is not the web's.")
        found = self.resolve(host, port)
        for address in found:
            if not (is_public(address) or self._allows(address)):
                raise NoAnswer(VisitOutcome.PRIVATE, f"{host} is at {address}, which is not public.", of_host=True)
        return found

    def _allows(self, address: str) -> bool:
        ip = ip_address(address.partition("%")[0])
        return any(ip in network for network in self.besides if network.version == ip.version)


@dataclass(frozen=True)
class Patience:
    """Seconds: for a connection, and for all of one request."""

    connect: float = 10
    total: float = 20


class Pinned(HTTPConnection):
    """A connection to addresses that were looked at, whatever the name may mean by now.

    Of the standard library, since requests and urllib3 look up the name by themselves when they connect; here the
    socket is ours, and Host, SNI and the certificate's name stay those of the host.
    """

    def __init__(self, host: str, port: int, addresses: list[str], patience: Patience, *, secure: bool) -> None:
        super().__init__(host, port)
        self.default_port = WEB_PORTS["https" if secure else "http"]
        self._addresses, self._patience, self._secure = addresses, patience, secure
        self._begun = time.monotonic()
        self.connected = self.aborted = False

    def connect(self) -> None:
        self.sock = self._first_that_answers()
        self.connected = True
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def _first_that_answers(self) -> socket.socket:
        failure: OSError = TimeoutError()
        for address in self._addresses:
            left = self._begun + self._patience.total - time.monotonic()
            if left <= 0:
                break
            try:
                return socket.create_connection((address, self.port), timeout=min(self._patience.connect, left))
            except OSError as error:
                failure = error
        raise failure

    def abort(self) -> None:
        """From another thread: whoever drips a byte every few seconds would never time out."""
        self.aborted = True
        if isinstance(self.sock, socket.socket):
            try:
                # Not SSLSocket's own, which takes the session from under the thread that reads from it.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return
