"""Answers packed for the way, by brotli or gzip, whichever the reader's program takes.

For what everybody may see alone. Of a packed page the length tells what is in it to whoever can have words put beside a
secret (BREACH), and the admin's pages hold tokens.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import cast

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

# What is smaller travels in one packet anyway.
LEAST_BYTES = 1000
PACKABLE = ("text/", "application/json", "application/xml", "application/atom+xml")
REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*", re.ASCII)

type Packer = tuple[Callable[[bytes], bytes], Callable[[], bytes]]


def pack(request: HttpRequest, response: HttpResponseBase) -> None:
    """Where the answer is worth it. It depends on Accept-Encoding then, packed or not."""
    encoding = encoding_for(request)
    if not encoding or response.has_header("Content-Encoding"):
        return
    if not response.headers.get("Content-Type", "").startswith(PACKABLE):
        return
    if isinstance(response, StreamingHttpResponse):
        streamed = cast(Iterator[bytes], response.streaming_content)
        response.streaming_content = _packed(streamed, encoding)
    elif isinstance(response, HttpResponse) and len(response.content) >= LEAST_BYTES:
        response.content = b"".join(_packed([response.content], encoding))
    else:
        return
    del response.headers["Content-Length"]
    response.headers["Content-Encoding"] = encoding


def encoding_for(request: HttpRequest) -> str:
    """The best that the reader's program takes, "" where it takes none."""
    taken = set()
    for offer in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _semicolon, weight = offer.partition(";")
        if not REFUSED.fullmatch(weight):
            taken.add(name.strip())
    return next((name for name in PACKERS if name in taken), "")


def _packed(content: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    process, finish = PACKERS[encoding]()
    for part in content:
        if packed := process(part):
            yield packed
    yield finish()


def _brotli() -> Packer:
    # Of a list of 100 kB this makes 12 kB in 1.3 ms, where gzip makes 14 kB. A larger window gains 50 bytes on a page,
    # and would hold the first rows of an export back until it is full.
    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=5, lgwin=16)
    return packer.process, packer.finish


def _gzip() -> Packer:
    # Level 6 takes twice as long as this, and gains a twentieth.
    packer = zlib.compressobj(4, wbits=16 + zlib.MAX_WBITS)
    return packer.compress, packer.flush


# The best first.
PACKERS = {"br": _brotli, "gzip": _gzip}
