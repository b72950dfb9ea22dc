"""Makes, starts and stops the one cluster of a layout. Callers hold the start lock."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg

from agreements.embedded import binaries, folders
from agreements.embedded.layout import NAME, PORT, Layout
from agreements.embedded.problem import SetUpProblem

START_SECONDS = 60
STOP_SECONDS = 30
REAPING_SECONDS = 3
LONGEST_LOG = 1_000_000
# For data that may be lost with the machine, as the tests' may.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def ensure_running(place: Layout, *, durable: bool) -> None:
    """Leaves a server that answers and has our database; attaches when one runs already."""
    if not _answers(place):
        _start(place, durable=durable)
    with _connection(place, "postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")


def stop(place: Layout) -> None:
    """Asks the postmaster for a fast shutdown and waits; one that hangs is told to leave at once."""
    pid = running_pid(place)
    if pid is None:
        return
    for order in (signal.SIGINT, signal.SIGQUIT):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, order)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if _ended(pid, place):
                return
            time.sleep(0.01)
    raise SetUpProblem(f"The database server (process {pid}) does not stop; see {place.log}.")


def running_pid(place: Layout) -> int | None:
    """The postmaster of this cluster, if one is alive.

    A number left by a crash may meanwhile be another process (in a container soon), which is neither waited for
    nor signalled: the command line must name our cluster.
    """
    pid = _pid_in(place.cluster / "postmaster.pid")
    return pid if pid and str(place.cluster) in _command_line(pid) else None


def _pid_in(lock: Path) -> int | None:
    try:
        return int(lock.read_text().split("\n")[0])
    except (OSError, ValueError):
        return None


def _command_line(pid: int) -> str:
    """Empty for a process that is gone or only waits to be reaped."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    command = ["/bin/ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _ended(pid: int, place: Layout) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    return str(place.cluster) not in _command_line(pid)


def _start(place: Layout, *, durable: bool) -> None:
    programs = binaries.find(place)
    folders.make_open(place.home)
    if not place.cluster.exists():
        _initialise(place, programs, durable=durable)
    folders.make_private(place.socket_folder, place.account)
    server = None
    deadline = time.monotonic() + START_SECONDS
    while not _answers(place):
        if time.monotonic() > deadline:
            raise SetUpProblem(f"The database server does not answer after {START_SECONDS} s; see {place.log}.")
        # One that is alive is starting up, recovering or on its way out: it is waited for, not doubled.
        if (server is None or server.poll() is not None) and running_pid(place) is None:
            if server is not None and not _may_try_again(place):
                raise SetUpProblem(f"The database server does not start: {_reason(place)} (see {place.log}).")
            _clear_stale(place)
            server = _spawn(place, programs, durable=durable)
        time.sleep(0.02)


def _spawn(place: Layout, programs: binaries.Binaries, *, durable: bool) -> subprocess.Popen[Any]:
    if place.log.exists() and place.log.stat().st_size > LONGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.1"))
    settings = ["listen_addresses=", "unix_socket_permissions=0700", *(() if durable else CARELESS)]
    command: list[str | Path] = [programs.folder / "postgres", "-D", place.cluster, "-k", place.socket_folder]
    command += ["-p", str(PORT), *(word for setting in settings for word in ("-c", setting))]
    with place.log.open("ab") as log:
        # A session of its own, so that Ctrl-C reaches the site alone, which then decides whether the server goes too.
        return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **_as_account(place))


def _initialise(place: Layout, programs: binaries.Binaries, *, durable: bool) -> None:
    """Made beside and renamed, so that an interrupted first start leaves no half cluster."""
    unfinished = place.cluster.with_name("postgres.new")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    folders.make_private(unfinished, place.account)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    if programs.major < 17:
        locale = ["--locale=C.UTF-8", "--lc-messages=C"]
    command: list[str | Path] = [programs.folder / "initdb", "-D", unfinished, "-U", NAME, *locale]
    command += ["-A", "trust", "-E", "UTF8", *([] if durable else ["--no-sync"])]
    made = subprocess.run(command, capture_output=True, text=True, check=False, **_as_account(place))
    if made.returncode:
        raise SetUpProblem(f"The database cannot be set up in {place.home}: {_last_line(made.stderr)}")
    unfinished.rename(place.cluster)


def _as_account(place: Layout) -> dict[str, Any]:
    """How a program of PostgreSQL is run: as the lent account if there is one, and with none of our PG* variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "cwd": place.home, "env": kept}
    if place.account is not None:
        options |= {"user": place.account.uid, "group": place.account.gid, "extra_groups": []}
    return options


def _connection(place: Layout, name: str) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=str(place.socket_folder), port=PORT, user=NAME, dbname=name, connect_timeout=10, autocommit=True
    )


def _answers(place: Layout) -> bool:
    if not place.socket.exists():
        return False
    try:
        _connection(place, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _clear_stale(place: Layout) -> None:
    """Removes the one thing PostgreSQL cannot see through: its lock with the number of a process that still exists.

    That is either a foreign process, or the killed server itself where nobody has reaped it, which a container may
    never do; its children have noticed by then. Any other lock is left to PostgreSQL, which also looks whether such
    children still hold its memory.
    """
    for lock in (place.cluster / "postmaster.pid", place.socket.with_name(place.socket.name + ".lock")):
        pid = _pid_in(lock)
        if pid is None:
            continue
        deadline = time.monotonic() + REAPING_SECONDS
        while (unreaped := _unreaped(pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        living = _command_line(pid)
        if unreaped or (living and "postgres" not in living):
            lock.unlink(missing_ok=True)


def _unreaped(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return not _command_line(pid)


def _may_try_again(place: Layout) -> bool:
    # After `kill -9` of the postmaster its children need a moment to notice, and hold the shared memory until then.
    return "shared memory block" in _reason(place)


def _reason(place: Layout) -> str:
    lines = place.log.read_text(errors="replace").splitlines()
    fatal = [line for line in lines if "FATAL:" in line]
    return _last_line("\n".join(fatal or lines)).partition("FATAL:")[2].strip() or _last_line("\n".join(lines))


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1].strip()
