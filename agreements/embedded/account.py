"""The account the server runs as. PostgreSQL refuses root, so root lends it an unprivileged one."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from agreements.embedded.problem import SetUpProblem


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Whether the mode bits let this account through every folder down to `path`, as far as these exist."""
        path = path.resolve()
        return all(self._enters(folder.stat()) for folder in (path, *path.parents) if folder.exists())

    def _enters(self, status: os.stat_result) -> bool:
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def lent_account(cluster: Path) -> Account | None:
    """None unless we are root. An existing cluster keeps its owner, whoever set it up."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        return _account(pwd.getpwuid(owner))
    for name in ("postgres", "nobody"):
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise SetUpProblem(
        "PostgreSQL does not run as root and there is no account postgres or nobody: run this as an ordinary user."
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
