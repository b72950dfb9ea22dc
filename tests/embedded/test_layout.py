import os
import pwd
import tempfile
from pathlib import Path

import pytest

from agreements.embedded import layout
from agreements.embedded.account import Account

NOBODY = Account("somebody", 54321, 54321)


@pytest.fixture
def as_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.mark.usefixtures("as_user")
def test_the_data_folder_is_relative_to_the_project_and_not_to_the_shell(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", "elsewhere")
    assert layout.current().cluster == layout.PROJECT / "elsewhere" / "postgres"


@pytest.mark.usefixtures("as_user")
def test_all_spellings_of_a_data_folder_share_one_server(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to("data")
    places = set()
    for spelling in ("data", "link", "x/../data", "./data"):
        monkeypatch.setenv("DATA_DIR", f"{tmp_path}/{spelling}")
        places.add(layout.current())
    assert len(places) == 1


@pytest.mark.usefixtures("as_user")
def test_a_deep_data_folder_gets_a_short_socket_path(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / ("deep" * 30)))
    assert len(str(layout.current().socket)) <= layout.LONGEST_SOCKET_PATH


@pytest.mark.usefixtures("as_root")
def test_root_keeps_the_data_in_the_project_where_the_lent_account_reaches_it(monkeypatch):
    monkeypatch.setenv("DATA_DIR", "/srv/not-there/data")
    assert layout.current().home == Path("/srv/not-there/data")


@pytest.mark.usefixtures("as_root")
def test_root_keeps_the_data_with_the_system_where_the_lent_account_stays_out(monkeypatch, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o700)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "closed" / "data"))
    assert layout.current().home.parent == layout.STATE


@pytest.mark.usefixtures("as_root")
def test_data_that_exist_stay_where_they_are_when_the_project_is_closed_later(monkeypatch, tmp_path):
    (tmp_path / "closed" / "data" / "postgres").mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "closed" / "data"))
    assert layout.current().home == tmp_path / "closed" / "data"


@pytest.mark.usefixtures("as_root")
@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_root_runs_the_data_of_a_user_as_that_user(monkeypatch, tmp_path):
    cluster = tmp_path / "postgres"
    cluster.mkdir()
    owner = pwd.getpwnam("nobody")
    os.chown(cluster, owner.pw_uid, owner.pw_gid)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    account = layout.current().account
    assert account is not None
    assert account.name == "nobody"


@pytest.mark.parametrize(("mode", "reached"), [(0o755, True), (0o711, True), (0o750, False), (0o700, False)])
def test_an_account_reaches_a_folder_only_through_open_ones(mode, reached):
    # Not below pytest's own folder, which is closed to other accounts.
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        folder.chmod(mode)
        assert NOBODY.reaches(folder / "deeper") is reached
    finally:
        folder.rmdir()
