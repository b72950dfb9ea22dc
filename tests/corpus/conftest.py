import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from agreements.corpus.load import load
from agreements.corpus.report import Report
from tests.corpus.own_records import OWN


@pytest.fixture(scope="module")
def corpus(django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    """The project's own records, loaded once for the tests of a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(OWN)
        transaction.set_rollback(True)


@pytest.fixture
def loaded(tmp_path: Path, db: None) -> Callable[..., Report]:
    """Loads the given kinds of records from a file of their own: loaded(meetings=[...])."""

    def put(dry_run: bool = False, **kinds: list[dict[str, Any]]) -> Report:
        file = tmp_path / "records.json"
        file.write_text(json.dumps(kinds), encoding="utf-8")
        return load([file], dry_run=dry_run)

    return put
