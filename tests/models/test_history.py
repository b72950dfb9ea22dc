"""Whatever changes the record, and whoever changes it, leaves a trace that nobody can take away."""

from collections.abc import Iterator
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import RequestFactory
from pghistory.middleware import HistoryMiddleware

from agreements.models import Meeting, Person
from agreements.models.violations import violation
from tests import world
from tests.models.one_of_each import ONE_OF_EACH, tables_of_the_record
from tests.models.rules import write

pytestmark = pytest.mark.django_db


def events(model: type[Model]) -> Any:
    return apps.get_model("agreements", f"{model.__name__}Event").objects.order_by("pgh_id")


def labels(row: Model) -> list[str]:
    """What its history says was done to a row, from first to last."""
    key = row._meta.pk.name
    return list(events(type(row)).filter(**{key: row.pk}).values_list("pgh_label", flat=True))


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture(params=ONE_OF_EACH, ids=lambda model: model.__name__)
def table(request: pytest.FixtureRequest) -> Iterator[tuple[Model, dict[str, Any]]]:
    """A row of each table in turn; keys that lead nowhere are allowed until the test is over."""
    make, change = ONE_OF_EACH[request.param]
    yield make(), change
    sql("SET CONSTRAINTS ALL DEFERRED")
    transaction.set_rollback(True)


def test_every_table_of_the_record_is_swept() -> None:
    assert set(ONE_OF_EACH) == tables_of_the_record()
    assert len(ONE_OF_EACH) == 25


def test_a_row_written_by_sql_is_recorded(table: tuple[Model, dict[str, Any]]) -> None:
    row, change = table
    assert labels(row) == ["insert"]
    if change:
        write(row, change, copied=False)
        assert labels(row) == ["insert", "update"]
        recorded = events(type(row)).last()
        assert {column: getattr(recorded, column) for column in change} == change


def test_a_row_deleted_by_sql_is_recorded(table: tuple[Model, dict[str, Any]]) -> None:
    row, _change = table
    key = row._meta.pk.name
    if row._meta.model_name == "actionupdate":
        pytest.skip("An update cannot be deleted at all.")
    sql(f"DELETE FROM {row._meta.db_table} WHERE {key} = %s", row.pk)  # noqa: S608
    assert labels(row) == ["insert", "delete"]


def test_a_write_that_changes_nothing_leaves_no_trace() -> None:
    meeting = world.meeting()
    Meeting.objects.update(title=meeting.title)
    assert labels(meeting) == ["insert"]


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'nothing'", "DELETE FROM {}"])
def test_history_cannot_be_changed_by_sql(table: tuple[Model, dict[str, Any]], statement: str) -> None:
    row, _change = table
    history = events(type(row)).model._meta.db_table
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        sql(statement.format(history))
    assert violation(error.value).message.startswith("This history only grows")


def test_history_cannot_be_changed_through_the_models() -> None:
    world.meeting()
    event = events(Meeting).get()
    event.title = "Something else"
    for change in (event.save, event.delete, events(Meeting).delete, lambda: events(Meeting).update(title="Other")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_change_made_in_a_request_names_who_made_it() -> None:
    curator = User.objects.create_user("curator")
    request = RequestFactory().post("/admin/")
    request.user = curator

    def enter_a_person(_request: Any) -> HttpResponse:
        world.person()
        return HttpResponse()

    HistoryMiddleware(enter_a_person)(request)
    context = events(Person).get().pgh_context
    assert (context.metadata["user"], context.metadata["url"]) == (curator.pk, "/admin/")


def test_a_change_made_by_a_command_says_what_it_was_for() -> None:
    with pghistory.context(reason="merge"):
        person = world.person()
        sql("UPDATE agreements_person SET note = 'merged' WHERE id = %s", person.pk)
    assert [event.pgh_context.metadata["reason"] for event in events(Person)] == ["merge", "merge"]
