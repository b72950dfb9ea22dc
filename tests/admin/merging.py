"""Whoever merges, and what their browser sends."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Person
from tests import world


def address(kind: str, kept: Any, gone: Any) -> str:
    return f"/admin/merge/?kind={kind}&kept={kept}&gone={gone}"


def two_people(**given: Any) -> tuple[Person, Person]:
    return world.person("Khalid Zerouali"), world.person("Jalid Zaruali", **given)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def decided(client: Client, where: str, **more: str) -> Any:
    """What a browser sends of the preview, left as it is but for `more`."""
    form = client.get(where).context["page"].plan.form
    return client.post(where, {"seen": form.initial["seen"], "note": "", **more})


def queries(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)
