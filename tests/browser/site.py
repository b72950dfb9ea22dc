"""The site as `make run` serves it, with the corpus, in a data folder of its own: read only, for all reading tests."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agreements.embedded.layout import PROJECT
from tests.browser.made import copy_of, migrated, static
from tests.browser.shell import environment_of
from tests.living_site import free_port

READY_SECONDS = 120


@dataclass
class Site:
    """On a port and with data of its own, so that it can be killed and started again as the same."""

    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        environment = environment_of(self.data) | {"PORT": str(self.port), "STATIC_ROOT": str(static())}
        with (self.data / "site.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"], cwd=PROJECT, env=environment, stdout=log, stderr=log
            )
        _wait(self.address, self.process, self.data / "site.log")

    def end(self, with_signal: signal.Signals = signal.SIGINT) -> None:
        if self.process:
            self.process.send_signal(with_signal)
            self.process.wait(30)
            _wait_until_closed(self.port)  # the workers of a killed site notice within a second


@contextmanager
def served_corpus() -> Iterator[Site]:
    with copy_of(migrated()) as data, serving(data) as site:
        yield site


@contextmanager
def serving(data: Path) -> Iterator[Site]:
    """The running site; it ends with the block, its database with it. Without meetings it begins with the corpus."""
    site = Site(data, free_port())
    try:
        site.start()
        yield site
    finally:
        site.end()


def _wait_until_closed(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise AssertionError(f"port {port} still answers after {READY_SECONDS} s")


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
