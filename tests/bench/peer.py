"""The same rows in SQLite, served by Datasette with its time limits lifted."""

import json
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from agreements.models import ActionCard, MeetingCard

COLUMNS = {
    "actions": "action_id number relation_id body_id parties topics responsible people institutions kind level agreed "
    "years due due_years evidence reported timing",
    "meetings": "meeting_id relation_id body_id parties topics people institutions status format level earliest years "
    "actions",
}
INDEXED = {
    "actions": "relation body kind level agreed due evidence reported timing",
    "meetings": "relation body status format level earliest",
}
RUNS = 3


def available() -> bool:
    return shutil.which("datasette", path=str(Path(sys.executable).parent)) is not None


def fill(path: Path, on: date) -> int:
    """One table a list, arrays as JSON, which is how Datasette has its facets of many values. Gives how many rows."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as lite:
        lists: dict[str, Any] = {"actions": ActionCard.objects.with_status(on), "meetings": MeetingCard.objects.all()}
        for table, cards in lists.items():
            names = COLUMNS[table].split()
            plain = [name.removesuffix("_id") for name in names]
            lite.execute(f"CREATE TABLE {table} ({plain[0]} INTEGER PRIMARY KEY, {', '.join(plain[1:])})")
            rows = cards.values_list(*names).iterator(chunk_size=5000)
            marks = ", ".join("?" * len(names))
            fill = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608
            lite.executemany(fill, ([_cell(v) for v in row] for row in rows))
            for column in INDEXED[table].split():
                lite.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
        lite.execute("ANALYZE")
        total = sum(lite.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in lists)  # noqa: S608
    lite.close()
    connection.close()
    return int(total)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def served(path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    limits = ("facet_time_limit_ms", "sql_time_limit_ms", "facet_suggest_time_limit_ms")
    settings = [word for limit in limits for word in ("--setting", limit, "600000")]
    command: list[str | Path] = [
        Path(sys.executable).parent / "datasette",
        "serve",
        path,
        "--port",
        str(port),
        *settings,
    ]
    command += ["--setting", "suggest_facets", "off"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"{address}/-/versions.json").read()
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"{address}/{path.stem}"
        finally:
            server.terminate()


def asked(address: str) -> float:
    """Milliseconds, the median of a few: one takes seconds."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        with urllib.request.urlopen(address) as answer:
            answer.read()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)
