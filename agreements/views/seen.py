"""Pages as they were sent, for whoever asks next while nothing that they depend on has changed.

Each process keeps those asked for last, packed, up to PAGES_KEPT_MB.
"""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from agreements.views.packing import encoding_for

type Key = tuple[str, ...]


class Sent(NamedTuple):
    content: bytes
    headers: dict[str, str]


def key_of(request: HttpRequest, etag: str) -> Key:
    """All that a public page depends on; its own addresses begin with the host."""
    return etag, request.scheme or "", request.get_host(), request.get_full_path(), encoding_for(request)


class Pages:
    """The page asked for longest ago makes room for the next: `size` is in bytes. Threads of a process share them."""

    def __init__(self) -> None:
        self._sent: OrderedDict[Key, Sent] = OrderedDict()
        self.size = 0
        self._lock = Lock()

    def get(self, key: Key) -> HttpResponse | None:
        with self._lock:
            sent = self._sent.get(key)
            if sent is None:
                return None
            self._sent.move_to_end(key)
        return HttpResponse(sent.content, headers=sent.headers)

    def keep(self, key: Key, response: HttpResponseBase) -> None:
        """Whole pages alone: what is streamed is long, and what went wrong may go right the next time."""
        if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
            return
        with self._lock:
            self._let_go(key)
            self._sent[key] = Sent(response.content, dict(response.headers))
            self.size += len(response.content)
            while self.size > settings.PAGES_KEPT_MB * 1_000_000:
                self._let_go(next(iter(self._sent)))

    def forget(self) -> None:
        """For measuring what a page costs that nobody has asked for."""
        with self._lock:
            self._sent.clear()
            self.size = 0

    def _let_go(self, key: Key) -> None:
        sent = self._sent.pop(key, None)
        self.size -= len(sent.content) if sent else 0


SENT = Pages()
