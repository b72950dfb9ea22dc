"""Code run on a site's own database by one process that stays, since to start Django anew takes two seconds."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from agreements.embedded.layout import PROJECT

# What it prints is the answer; what fails is the answer too, as a traceback.
LOOP = """
import contextlib, io, json, sys, traceback
for line in sys.stdin:
    said, failed = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            exec(json.loads(line), {})
        except Exception:
            failed = traceback.format_exc()
    print(json.dumps([said.getvalue(), failed]), flush=True)
"""


def manage(data: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=PROJECT,
        env=environment_of(data),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment_of(data: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | {"DATA_DIR": str(data)}


@dataclass
class Shell:
    data: Path
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def run(self, code: str) -> str:
        """What the code prints. It starts from nothing each time, whatever was run before."""
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "shell", "-v0", "-c", LOOP],
                cwd=PROJECT,
                env=environment_of(self.data),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(code) + "\n")
        self.process.stdin.flush()
        said, failed = json.loads(self.process.stdout.readline())
        assert not failed, failed
        return said

    def end(self) -> None:
        """It holds on to the database: whoever wants that to end with the site ends this first."""
        if self.process:
            self.process.communicate(timeout=30)
            self.process = None
