"""A page in the application, beside the statements it sends, sent alone."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client

from agreements.views.seen import SENT

RUNS = 15


@dataclass(frozen=True)
class Measured:
    """In milliseconds. `first` is the first request, before anything is kept; `median` and `p95` are of a page that has
    to be made, `seen` is one that was sent before; `sql` all statements sent alone."""

    first: float
    median: float
    p95: float
    seen: float
    queries: int
    sql: float

    @property
    def ratio(self) -> float:
        return self.median / self.sql if self.sql else 0.0

    @property
    def over(self) -> float:
        """How far beyond twice its own SQL and 15 ms."""
        return max(self.median - (2 * self.sql + 15), 0.0)


def timed(do: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def measure(client: Client, path: str, runs: int = RUNS) -> Measured | None:
    """None where there is no such page."""
    found: dict[str, Any] = {}
    first = timed(lambda: found.update(response=client.get(path)))
    if found["response"].status_code != 200:
        return None
    sent = statements(client, path)
    times = [timed(lambda: made(client, path)) for _ in range(runs)]
    seen = [timed(lambda: client.get(path)) for _ in range(runs)]
    bare = [timed(lambda: send(sent)) for _ in range(runs)]
    p95 = sorted(times)[min(int(len(times) * 0.95), len(times) - 1)]
    return Measured(first, statistics.median(times), p95, statistics.median(seen), len(sent), statistics.median(bare))


def made(client: Client, path: str) -> Any:
    SENT.forget()
    return client.get(path)


def statements(client: Client, path: str) -> list[tuple[str, Any]]:
    sent: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        sent.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(listen):
        made(client, path)
    return sent


def send(sent: list[tuple[str, Any]]) -> None:
    with connection.connection.cursor() as cursor:  # psycopg's own, without Django's
        for sql, parameters in sent:
            cursor.execute(sql, parameters)
            if cursor.description:
                cursor.fetchall()
