"""Data folders made once: to migrate a database and to compress the static files takes longer than most tests."""

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.browser.shell import manage


@cache
def migrated() -> Path:
    """A database without records."""
    data = _kept_folder() / "data"
    data.mkdir(mode=0o755)
    manage(data, "migrate")
    return data


@cache
def static() -> Path:
    """Where the first site that starts collects what all of them serve."""
    return _kept_folder() / "static"


def kept_copy_of(data: Path) -> Path:
    """Until the tests end."""
    return _copied(data, _kept_folder())


@contextmanager
def copy_of(data: Path) -> Iterator[Path]:
    folder = _new_folder()
    try:
        yield _copied(data, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(data: Path, folder: Path) -> Path:
    # Unlike Python's own way, it leaves the files with the account that the database runs under.
    subprocess.run(["cp", "-a", str(data), str(folder / "data")], check=True)
    return folder / "data"


def _kept_folder() -> Path:
    folder = _new_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    folder.chmod(0o755)  # as root, the database's own account must reach its folder
    return folder
