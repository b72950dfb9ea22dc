"""Every address of the admin, asked for by everybody: who is let in, and who is not."""

import copy
import re
import sys

import pytest
from django.db import connection, transaction
from django.test import Client
from pghistory.core import event_models

from tests.admin.role_cast import ROLES, admin_addresses, cast, clients, path_of
from tests.admin.role_table import LEFT_OUT, TABLE

LETTERS = {"E": 2, "R": 3, "A": 4, "S": 5, "-": 6}
LEAST_SWEPT = 3_000


def line_of(name: str, route: str) -> tuple[str, str]:
    found = [(get, post) for pattern, get, post in TABLE if re.fullmatch(pattern, name or route)]
    told = f"{name or route}: say in tests/admin/role_table.py who may open it and who may send it something"
    assert len(found) == 1, told if not found else f"{name}: several lines of the table are about it"
    return found[0]


def written() -> int:
    """Rows of history: whatever is changed in the record adds one."""
    counted = [f'SELECT count(*) AS rows FROM "{model._meta.db_table}"' for model in event_models()]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(rows) FROM ({' UNION ALL '.join(counted)}) tables")  # noqa: S608
        return int(cursor.fetchone()[0])


def is_let_in(asking: Client, method: str, path: str) -> bool:
    """Whatever comes of it is taken back."""
    client = Client()
    client.cookies = copy.deepcopy(asking.cookies)
    with transaction.atomic():
        before = written() if method == "post" else 0
        answer = getattr(client, method)(path)
        refused = answer.status_code == 403 or (answer.status_code == 302 and "/login/" in answer.headers["Location"])
        if refused and method == "post":
            assert written() == before, f"{path} refuses and writes all the same"
        transaction.set_rollback(True)
    assert answer.status_code < 500
    return not refused


@pytest.fixture
def asking(db: None) -> dict[str, Client]:
    return clients()


def test_every_address_lets_in_whom_the_table_names_and_nobody_else(asking: dict[str, Client]) -> None:
    swept, wrong = 0, []
    for place, publication in enumerate(("draft", "published")):
        rows = cast(publication)
        for name, route in admin_addresses():
            path, names_a_row = path_of(route, rows) if name not in LEFT_OUT else ("", False)
            if not path or (place and not names_a_row):
                continue
            for method, letters in zip(("get", "post"), line_of(name, route), strict=True):
                least = LETTERS[letters.split("/")[place if "/" in letters else 0]]
                for number, role in enumerate(ROLES):
                    swept += 1
                    expected = number >= least
                    if is_let_in(asking[role], method, path) != expected:
                        wrong.append(f"{publication} {method} {name or route}: {role} is {'not ' * expected}let in")
    sys.stdout.write(f"\n{swept} pairs of an address and a role, opened and sent to\n")
    assert not wrong, "\n".join(wrong)
    assert swept >= LEAST_SWEPT
