"""Folders with the owner and the mode each needs, whatever the umask."""

import os
import stat
from pathlib import Path

from agreements.embedded.account import Account
from agreements.embedded.problem import SetUpProblem


def make_open(folder: Path) -> None:
    """Makes `folder` and its missing parents passable, so that an account lent by root finds its way through."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(0o755)
    if not folder.is_dir():
        raise NotADirectoryError(20, "Not a directory", str(folder))


def make_private(folder: Path, account: Account | None) -> None:
    """Makes `folder` the server's alone: a link or a folder of somebody else in its place is refused."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if account is not None:
            os.chown(folder, account.uid, account.gid)
    status = folder.lstat()
    owner = account.uid if account else os.geteuid()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner:
        raise SetUpProblem(f"{folder} belongs to another account: remove it, or run this as its owner.")
    if stat.S_IMODE(status.st_mode) & 0o077:
        folder.chmod(0o700)
