"""A site of the editors' own for browser tests that write: a few meetings, and whoever is to sit at the desk."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import BrowserContext, Page

from agreements.embedded.layout import PROJECT
from tests.browser.site import Site, served_corpus

RECORDS = PROJECT / "agreements" / "corpus" / "records"
KEY = "es-ma-gmmp-21"
# What the meeting page of the public shows around the meeting itself: its neighbours, and where an action led.
NEEDED = {KEY, "es-ma-gmmp-20", "es-ma-gmmp-22", "es-ma-rabat-process-2023-06"}
SESSION = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
user, made = User.objects.get_or_create(username={name!r}, defaults={{"is_staff": True}})
user.groups.set(Group.objects.filter(name={role!r}))
user.set_unusable_password() if made else None
user.is_superuser = {role!r} == ""
user.save()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print("session", session.session_key)
"""


@dataclass(frozen=True)
class Desk:
    """`meeting` is the 21st as its record file has it; `password` is that of the account `curator`."""

    site: Site
    password: str
    meeting: dict[str, Any]

    @property
    def address(self) -> str:
        return self.site.address

    def manage(self, *words: str) -> str:
        return _manage(self.site.data, *words)

    def sit_down(self, context: BrowserContext, name: str = "editor", role: str = "Editor") -> Page:
        """A page of somebody logged in, of a role ("" has all rights). How logging in goes has tests of its own."""
        said = self.manage("shell", "-c", SESSION.format(name=name, role=role))
        found = re.search(r"^session (\S+)$", said, re.MULTILINE)
        assert found, said
        context.add_cookies([{"name": "sessionid", "value": found[1], "url": self.address}])
        return context.new_page()


def _manage(data: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=PROJECT,
        env=environment | {"DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def records(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((RECORDS / f"{name}.yaml").read_text())[name]


def _alone(record: dict[str, Any]) -> dict[str, Any]:
    """Without what it says of the 21st meeting's actions: that is entered with the later meeting, not with this one."""
    if record["key"] != KEY:
        for action in record.get("actions") or []:
            action.pop("restates", None)
    return record


@contextmanager
def served_desk() -> Iterator[Desk]:
    """A site that knows the 21st meeting and its neighbours alone."""
    folder = Path(tempfile.mkdtemp(prefix="desk-", dir="/tmp"))
    folder.chmod(0o755)  # as root, the database's own account must reach its folder
    try:
        meetings = [_alone(record) for record in records("meetings") if record["key"] in NEEDED]
        part = folder / "meetings.yaml"
        part.write_text(yaml.safe_dump({"meetings": meetings}, allow_unicode=True))
        data = folder / "data"
        data.mkdir()
        data.chmod(0o755)
        _manage(data, "migrate")
        _manage(data, "load_records", str(part), *(str(RECORDS / f"{name}.yaml") for name in ("topics", "bodies")))
        with served_corpus(data) as site:
            said = (data / "site.log").read_text()
            password = re.search(r"^  curator  (\S+)$", said, re.MULTILINE)
            assert password, said
            yield Desk(site, password[1], next(record for record in meetings if record["key"] == KEY))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
