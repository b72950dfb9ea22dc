"""The site as `make run` serves it, with the corpus, in a data folder of its own: read only, for all reading tests."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agreements.embedded.layout import PROJECT
from tests.living_site import free_port

READY_SECONDS = 120


@contextmanager
def served_corpus(data: Path) -> Iterator[str]:
    """The address of the running site; it ends with the block, its database with it."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATA_DIR": str(data), "PORT": str(port), "STATIC_ROOT": str(data / "static")}
    data.mkdir(parents=True, exist_ok=True)
    with (data / "site.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=PROJECT, env=environment, stdout=log, stderr=log
        )
    try:
        _wait(f"http://127.0.0.1:{port}", process, data / "site.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait(site: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{site}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"not ready in {READY_SECONDS} s: {log.read_text()}")
