"""A site of the editors' own for browser tests that write: a few meetings, and whoever is to sit at the desk."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import BrowserContext, Page

from agreements.embedded.layout import PROJECT
from tests.browser.made import copy_of, kept_copy_of, migrated
from tests.browser.shell import Shell, manage
from tests.browser.site import Site, serving

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
    shell: Shell
    password: str
    meeting: dict[str, Any]

    @property
    def address(self) -> str:
        return self.site.address

    def sit_down(self, context: BrowserContext, name: str = "editor", role: str = "Editor") -> Page:
        """A page of somebody logged in, of a role ("" has all rights). How logging in goes has tests of its own."""
        said = self.shell.run(SESSION.format(name=name, role=role))
        found = re.search(r"^session (\S+)$", said, re.MULTILINE)
        assert found, said
        context.add_cookies([{"name": "sessionid", "value": found[1], "url": self.address}])
        return context.new_page()


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
    with copy_of(_set_up()) as data, serving(data) as site:
        password = re.search(r"^  curator  (\S+)$", (data / "site.log").read_text(), re.MULTILINE)
        assert password
        shell = Shell(data)
        try:
            yield Desk(site, shell, password[1], next(record for record in records("meetings") if record["key"] == KEY))
        finally:
            shell.end()


@cache
def _set_up() -> Path:
    """Its data folder, made once: each desk begins with a copy."""
    data = kept_copy_of(migrated())
    part = data / "meetings.yaml"
    meetings = [_alone(record) for record in records("meetings") if record["key"] in NEEDED]
    part.write_text(yaml.safe_dump({"meetings": meetings}, allow_unicode=True))
    manage(data, "load_records", str(part), *(str(RECORDS / f"{name}.yaml") for name in ("topics", "bodies")))
    with serving(data):
        pass  # its first start makes the account of the curator
    return data
