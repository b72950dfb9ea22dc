"""A clone of the project, lived in from outside: its own folder, an empty home, signals and sockets only."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from agreements.embedded.layout import PROJECT

FIRST_START_SECONDS = 300
STOP_SECONDS = 30
KEPT = ("PATH", "LANG", "LD_LIBRARY_PATH", "PYENV_ROOT", "UV_DEFAULT_INDEX", "UV_INDEX_URL")
KEPT_BY_PREFIX = ("PIP_", "SSL_")


class LivingSite:
    def __init__(self) -> None:
        # Open to other accounts, as root lends one to the database.
        self.folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="life-"))
        self.folder.chmod(0o755)
        self.project = self.folder / "project"
        (self.folder / "home").mkdir()
        self.port = free_port()
        self.output = self.folder / "output"
        self.process: subprocess.Popen[bytes] | None = None
        subprocess.run(["git", "clone", "--quiet", PROJECT, self.project], check=True)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith(KEPT_BY_PREFIX)}
        # The home is empty, but what this machine has fetched already need not be fetched again.
        fetched = Path(os.environ.get("UV_CACHE_DIR") or Path.home() / ".cache" / "uv")
        if fetched.is_dir():
            kept["UV_CACHE_DIR"] = str(fetched)
        return kept | {"HOME": str(self.folder / "home"), "PORT": str(self.port)}

    def start(self) -> None:
        """`make run` in a process group of its own, as a shell does; returns once the site is ready."""
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                ["make", "run"],
                cwd=self.project,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + FIRST_START_SECONDS
        while self.status("/readyz") != 200:
            assert self.process.poll() is None, f"make run ended:\n{self.said()}"
            assert time.monotonic() < deadline, f"not ready in time:\n{self.said()}"
            time.sleep(0.2)

    def stop(self, number: signal.Signals) -> None:
        """Sends the signal to the whole group, as a terminal does, and waits for its end."""
        assert self.process is not None
        os.killpg(self.process.pid, number)
        self.process.wait(STOP_SECONDS)
        self.process = None

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [".venv/bin/python", "manage.py", *words],
            cwd=self.project,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def status(self, path: str) -> int:
        """0 while nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def passwords(self) -> list[str]:
        return re.findall(r"^  curator  (\S+)$", self.said(), re.MULTILINE)

    def database_servers(self) -> list[int]:
        """The postmasters that run on this clone's data."""
        commands = subprocess.run(["ps", "-e", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True)
        lines = [line.split(maxsplit=1) for line in commands.stdout.splitlines()]
        return [int(words[0]) for words in lines if len(words) > 1 and f"postgres -D {self.project}" in words[1]]

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop(signal.SIGKILL)
        for pid in self.database_servers():
            os.kill(pid, signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
