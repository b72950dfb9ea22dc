"""From a clean clone to a running site, through its first days; and what it says when something is missing."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agreements.embedded.layout import PROJECT
from agreements.environment import age_complaint, database_from_url
from tests.living_site import LivingSite, free_port

COUNT = "from agreements.models import Meeting; print('counted', Meeting.objects.count())"


@pytest.fixture
def site() -> Iterator[LivingSite]:
    if not (PROJECT / ".git").exists():
        pytest.skip("only a git checkout can be cloned")
    site = LivingSite()
    yield site
    site.remove()


@pytest.mark.life
def test_a_clone_lives_through_its_first_days(site):
    site.start()
    assert len(site.passwords()) == 1
    assert f"http://127.0.0.1:{site.port}/admin/" in site.said()
    login = site.page("/admin/login/")
    assert 'type="password"' in login
    stylesheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', login)
    assert stylesheet, "the login page names no stylesheet by its hash"
    assert site.status(stylesheet[1]) == 200
    meetings = site.manage("shell", "-v0", "-c", COUNT)
    assert int(meetings.split()[-1]) > 0
    assert site.status("/readyz") == 200, "a command beside the site took its database"

    site.stop(signal.SIGINT)
    assert "Traceback" not in site.said()
    assert site.database_servers() == []
    assert site.manage("shell", "-v0", "-c", COUNT) == meetings, "a command alone finds the same data"
    assert site.database_servers() == []

    site.start()
    assert site.passwords() == []
    assert "Loading" not in site.said()
    site.stop(signal.SIGKILL)
    assert len(site.database_servers()) == 1

    site.start()
    assert site.manage("shell", "-v0", "-c", COUNT) == meetings
    site.stop(signal.SIGKILL)
    os.kill(site.database_servers()[0], signal.SIGKILL)

    site.start()
    assert site.manage("shell", "-v0", "-c", COUNT) == meetings
    site.stop(signal.SIGTERM)
    assert "Traceback" not in site.said()
    assert site.database_servers() == []


def refusal(*words: str, **variables: str) -> str:
    """The one line that `manage.py words` leaves on stderr when it cannot do its work."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    done = subprocess.run(
        [sys.executable, PROJECT / "manage.py", *words],
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_taken_port_is_named_before_anything_is_set_up(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refusal("serve", PORT=port, DATA_DIR=str(tmp_path))
    assert said.startswith(f"Port {port} cannot be used")
    assert not (tmp_path / "postgres").exists()


def test_a_port_that_is_no_number_is_named():
    assert refusal("serve", PORT="http").startswith("PORT is http")


@pytest.mark.parametrize("command", ["serve", "migrate", "check"])
def test_a_data_folder_that_cannot_be_written_is_named(command, tmp_path):
    (tmp_path / "file").touch()
    said = refusal(command, DATA_DIR=str(tmp_path / "file" / "data"), PORT=str(free_port()))
    assert said.startswith(f"The data folder {tmp_path}/file/data cannot be used")
    assert "DATA_DIR" in said


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_a_database_that_does_not_answer_is_named_without_its_password(command):
    url = f"postgresql://somebody:secret@127.0.0.1:{free_port()}/record"
    said = refusal(command, DATABASE_URL=url, PORT=str(free_port()))
    assert said.startswith("The database of DATABASE_URL (127.0.0.1/record) cannot be reached")
    assert "secret" not in said


def test_an_address_that_is_no_database_is_shown_the_form():
    assert "must look like postgresql://" in refusal("migrate", DATABASE_URL="mysql://localhost/record")


@pytest.mark.parametrize(
    ("given", "missing"),
    [({"ALLOWED_HOSTS": "agreements.example"}, "SECRET_KEY"), ({"SECRET_KEY": "x" * 50}, "ALLOWED_HOSTS")],
)
def test_production_does_not_start_without_what_it_needs(given, missing):
    assert refusal("serve", DEPLOYMENT="production", **given).startswith(f"Set {missing}")


@pytest.mark.parametrize(("version", "old"), [(140_012, True), (150_000, False), (180_006, False)])
def test_a_server_older_than_15_is_too_old(version, old):
    assert bool(age_complaint(version)) is old


def test_a_database_address_keeps_escaped_letters_and_parameters():
    settings = database_from_url("postgresql://a%40b:p%2Fw@db.example:6432/the%20record?sslmode=require")
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("a@b", "p/w", "db.example")
    assert (settings["PORT"], settings["NAME"]) == ("6432", "the record")
    assert settings["OPTIONS"] == {"options": "-c cursor_tuple_fraction=1", "sslmode": "require"}


def test_a_database_address_may_name_a_socket_folder():
    assert database_from_url("postgresql:///record?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """A folder with the set-up script, and `bin` with the few programs every machine has: no Python, no uv."""
    shutil.copy(PROJECT / "set-up.sh", tmp_path)
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "cat", "cksum", "dirname", "id", "mkdir", "rm", "tail", "tr"):
        found = shutil.which(name)
        assert found is not None
        (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def set_up(machine: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [machine / "set-up.sh", "local"],
        env={"PATH": str(machine / "bin"), "HOME": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_python_is_told_so(bare_machine):
    done = set_up(bare_machine)
    assert done.returncode == 1
    assert done.stderr == "Python 3.12 or later is needed, and there is no python3 on the PATH.\n"


def test_a_machine_whose_python_is_too_old_is_told_so(bare_machine):
    uv = bare_machine / "bin" / "uv"
    uv.write_text(
        '#!/bin/sh\n[ "$1 $2" = "python find" ] && { echo "error: No interpreter found" >&2; exit 2; }\nexit 0\n'
    )
    uv.chmod(0o755)
    done = set_up(bare_machine)
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.12 or later is needed and was not found")
    assert len(done.stderr.splitlines()) == 1
