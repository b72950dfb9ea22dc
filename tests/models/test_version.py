"""The record's version moves with every change of the record, and with nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Model

from agreements.models import Meeting, RecordVersion
from tests import world
from tests.models.one_of_each import ONE_OF_EACH
from tests.models.rules import write

pytestmark = pytest.mark.django_db


def as_if_in_a_later_transaction() -> int:
    """The version now. A transaction moves it once; what follows is to move it again, as another transaction would."""
    RecordVersion.objects.update(transaction=0)
    return RecordVersion.now()


@pytest.mark.parametrize("model", ONE_OF_EACH, ids=lambda model: model.__name__)
def test_every_write_on_every_table_moves_it(model: type[Model]) -> None:
    make, change = ONE_OF_EACH[model]
    before = as_if_in_a_later_transaction()
    row = make()
    assert RecordVersion.now() > before
    if change:
        before = as_if_in_a_later_transaction()
        write(row, change, copied=False)
        assert RecordVersion.now() == before + 1
    if model.__name__ != "ActionUpdate":
        before = as_if_in_a_later_transaction()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.name} = %s", [row.pk])  # noqa: S608
        assert RecordVersion.now() == before + 1
    transaction.set_rollback(True)


def test_one_transaction_moves_it_once_however_much_it_writes() -> None:
    before = as_if_in_a_later_transaction()
    world.participant()
    world.action()
    assert RecordVersion.now() == before + 1


def test_what_is_taken_back_does_not_move_it_and_what_follows_still_does() -> None:
    before = as_if_in_a_later_transaction()
    with transaction.atomic():
        world.meeting()
        transaction.set_rollback(True)
    assert RecordVersion.now() == before
    world.meeting()
    assert RecordVersion.now() == before + 1


def test_what_is_no_part_of_the_record_does_not_move_it() -> None:
    world.meeting()
    before = as_if_in_a_later_transaction()
    User.objects.create_user("curator")
    list(Meeting.objects.all())
    assert RecordVersion.now() == before


@pytest.fixture
def connections() -> Iterator[list[Any]]:
    """Three connections of their own, which see of each other what is committed and give up rather than wait."""
    made = [connection.copy() for _ in range(3)]
    for each in made:
        each.set_autocommit(False)
        ask(each, "SET lock_timeout = '2s'")
        each.commit()
    yield made
    for each in made:
        each.close()


def ask(link: Any, statement: str) -> list[Any]:
    with link.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def version(link: Any) -> int:
    return ask(link, "SELECT coalesce(sum(moves), 0) FROM agreements_recordversion")[0][0]


# The same value again: a change for the version, none that another test could meet.
def touch(link: Any, code: str) -> None:
    ask(link, f"UPDATE agreements_party SET name = name WHERE code = '{code}'")  # noqa: S608


def test_writers_do_not_wait_for_each_other_and_each_moves_it(connections: list[Any]) -> None:
    one, other, reader = connections
    before = version(reader)
    reader.commit()
    touch(one, "ES")
    touch(other, "MA")
    one.commit()
    other.commit()
    assert version(reader) == before + 2


def test_savepoints_of_one_transaction_move_it_once(connections: list[Any]) -> None:
    writer, _other, reader = connections
    before = version(reader)
    reader.commit()
    for _ in range(3):
        ask(writer, "SAVEPOINT record")
        touch(writer, "ES")
        ask(writer, "RELEASE record")
    touch(writer, "MA")
    writer.commit()
    assert version(reader) == before + 1


def test_a_number_restored_from_another_cluster_does_not_hide_a_change(connections: list[Any]) -> None:
    """Every row says that the transaction to come has moved it already, as a restored one may by chance."""
    writer, restorer, reader = connections
    touch(restorer, "ES")
    restorer.commit()
    for _ in range(5):  # another program may take the number that was foretold
        foretold = "UPDATE agreements_recordversion SET transaction = pg_current_xact_id()::text::bigint + 1 "
        number = ask(restorer, foretold + "RETURNING transaction")[0][0]
        restorer.commit()
        if ask(writer, "SELECT pg_current_xact_id()::text::bigint")[0][0] == number:
            break
        writer.rollback()
    else:
        pytest.fail("The next transaction's number could not be foretold.")
    before = version(reader)
    reader.commit()
    touch(writer, "ES")
    writer.commit()
    assert version(reader) == before + 1


def test_nobody_sees_the_new_number_before_the_change_it_stands_for(connections: list[Any]) -> None:
    writer, _other, reader = connections
    before = version(reader)
    reader.commit()
    touch(writer, "ES")
    assert (version(writer), version(reader)) == (before + 1, before)
    reader.commit()
    writer.commit()
    assert version(reader) == before + 1
