import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from agreements.corpus.load import load

RECORDS = Path(__file__).resolve().parents[2] / "agreements" / "corpus" / "records"


@pytest.fixture
def records(tmp_path: Path, db: None) -> Callable[..., None]:
    """Loads the given kinds of records: records(meetings=[...], publication="draft")."""

    def put(publication: str = "published", **kinds: list[dict[str, Any]]) -> None:
        file = tmp_path / "records.json"
        file.write_text(json.dumps(kinds))
        report = load([file], publication=publication)
        assert not report.refused, report.refused

    return put


@pytest.fixture(scope="module")
def corpus(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole corpus, loaded once for the tests of a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = load(sorted(RECORDS.glob("*.yaml")))
        assert not report.refused
        yield
        transaction.set_rollback(True)
