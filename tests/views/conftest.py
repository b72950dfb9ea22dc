import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from agreements.corpus.load import load
from agreements.models import AgreedAction, Agreement, Body, Citation, Meeting, OldAddress, Person, Source
from tests.views.twins import SECRET, twin

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that need the corpus come last, one after the other: it takes ten seconds to load, and whoever comes
    between would find it in the database."""
    items.sort(key=lambda item: item.path.parent == Path(__file__).parent and "corpus" in _fixtures(item))


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="package")
def corpus(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole corpus, loaded once for all tests of this folder and taken back after them."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            # What all the tests before have left behind makes a load take four times as long.
            cursor.execute("VACUUM ANALYZE")
        with transaction.atomic():
            report = load(sorted(RECORDS.glob("*.yaml")))
            assert not report.refused
            yield
            transaction.set_rollback(True)


@pytest.fixture
def both(records: Callable[..., None]) -> None:
    """A published record and its hidden twin, tied to each other wherever the model allows it."""
    records(**twin("Open", ["FR", "IT"]))
    records(publication="draft", **twin(SECRET, ["KM", "NR"]))
    hidden_body, hidden_meeting = Body.objects.get(slug="secretia-body"), Meeting.objects.get(slug="secretia-meeting")
    hidden_agreement = Agreement.objects.get(slug="secretia-agreement")
    Body.objects.filter(slug="open-body").update(parent=hidden_body, replaced_by=hidden_body)
    Body.objects.filter(pk=hidden_body.pk).update(replaced_by=Body.objects.get(slug="open-body"))
    Agreement.objects.filter(slug="open-agreement").update(replaced_by=hidden_agreement)
    Meeting.objects.filter(slug="open-meeting").update(body=hidden_body)
    AgreedAction.objects.filter(meeting__slug="open-meeting").update(leads_to_meeting=hidden_meeting)
    opened = AgreedAction.objects.get(meeting__slug="open-meeting")
    hidden = AgreedAction.objects.get(meeting__slug="secretia-meeting")
    AgreedAction.objects.filter(pk=hidden.pk).update(leads_to_meeting=Meeting.objects.get(slug="open-meeting"))
    opened.takes_up.create(earlier=hidden)
    hidden.takes_up.create(earlier=opened)
    Citation.objects.create(person=Person.objects.get(name="Secretia Person"), source=Source.objects.order_by("pk")[0])
    OldAddress.objects.create(path="/meetings/once/", target=hidden_meeting.get_absolute_url())
    OldAddress.objects.create(path="/people/once/", target="/people/secretia-person/")
