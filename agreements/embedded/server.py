"""One server shared by every process of the project: the first in starts it, the last out stops it."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from agreements.embedded import cluster, folders, layout
from agreements.embedded.problem import explained


@contextlib.contextmanager
def attached(*, durable: bool = True) -> Iterator[None]:
    """Holds the embedded server of the current data folder for as long as the block lasts.

    Who is in the block holds `users.lock` shared; the kernel drops it with the process, however that ends, so a
    `kill -9` leaves at most a server without users, which the next one in takes over. `durable` counts only for the
    one that starts the server.

    Raises SetUpProblem.
    """
    place, owner = layout.current(), os.getpid()
    with explained(place.folder):
        folders.make_open(place.folder)
        users = _open(place.users_lock)
    try:
        with explained(place.folder), _held(place.start_lock):
            fcntl.flock(users, fcntl.LOCK_SH)
            cluster.ensure_running(place, durable=durable)
        yield
    finally:
        # A process forked in the block shares its lock, and comes by here when it ends: it must not stop the server
        # that the other one lives on.
        if os.getpid() == owner:
            with _held(place.start_lock):
                _leave(place, users)


def _leave(place: layout.Layout, users: int) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # Somebody else is in.
    else:
        cluster.stop(place)
    finally:
        os.close(users)


@contextlib.contextmanager
def _held(lock: Path) -> Iterator[None]:
    descriptor = _open(lock)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _open(lock: Path) -> int:
    # Descriptors are not inherited by programs that are started (PEP 446), so the server itself never holds a lock.
    return os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
