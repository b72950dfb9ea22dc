"""The project's own records stand in the database whole, and loading them again is nothing new."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from agreements.corpus.load import load
from agreements.corpus.report import Report
from agreements.models import AgreedAction, RecordVersion
from agreements.models.vocabularies import Timing
from tests.corpus.own_records import COUNTS, OWN, own_records
from tests.corpus.rebuilding import expected, rebuilt
from tests.models.status_rows import in_python, in_sql

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]


def history() -> int:
    """How many rows all histories have."""
    models = [model for model in apps.get_app_config("agreements").get_models() if model.__name__.endswith("Event")]
    assert len(models) == 25
    return sum(model._default_manager.count() for model in models)


def test_every_record_of_the_project_loads(corpus: Report) -> None:
    assert corpus.refused == []
    assert corpus.rows == {(kind, "created"): number for kind, number in COUNTS.items()}


def test_what_nobody_but_a_person_can_decide_is_reported(corpus: Report) -> None:
    assert [(problem.key, problem.field) for problem in corpus.doubtful] == [
        ("ph-ae-jtc-4", "delegations[0].participants[1].name")
    ]
    assert len(corpus.unmapped_words) == 7


@pytest.mark.parametrize("kind", COUNTS)
def test_every_field_of_every_record_is_kept(kind: str) -> None:
    records = [record for record in own_records() if record.kind == kind]
    lost = []
    for record in records:
        given, kept = expected(kind, record.data), rebuilt(kind, record.data)
        lost += [(record.key, name, given.get(name), kept.get(name)) for name in {*given, *kept}
                 if given.get(name) != kept.get(name)]  # fmt: skip
    assert lost == []
    assert len(records) == COUNTS[kind]


def test_loading_them_again_changes_nothing_and_writes_no_history() -> None:
    RecordVersion.objects.update(transaction=0)
    before = history(), RecordVersion.now()
    report = load(OWN)
    assert report.refused == []
    assert report.rows == {(kind, "unchanged"): number for kind, number in COUNTS.items()}
    assert (history(), RecordVersion.now()) == before


@pytest.mark.parametrize("day", ["2010-01-01", "2018-11-30", "2023-07-01", "2024-12-31", "2026-11-24"])
def test_sql_and_python_agree_on_what_became_of_every_action(day: str) -> None:
    on = date.fromisoformat(day)
    found = in_sql(on)
    assert found == in_python(on)
    assert len(found) == AgreedAction.objects.count() == 244
    assert {status.timing for status in found.values()} <= set(Timing)


def test_no_rule_is_broken_that_is_looked_at_last() -> None:
    connection.check_constraints()


def test_the_command_says_what_it_found_unchanged(capsys: Any) -> None:
    call_command("load_records", *map(str, OWN[-1:]))
    assert capsys.readouterr().out.strip() == "Loaded topics: 56 unchanged; 0 refused."
