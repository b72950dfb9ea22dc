"""The made-up corpus obeys every rule of the real one, though it is written past them."""

import pytest
from django.db import connection, connections

from agreements.models import ActionCard, AgreedAction, Meeting, MeetingCard
from agreements.scale.copying import database_name, make

MEETINGS = 30


@pytest.fixture(scope="module")
def alias(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> object:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        made = make(MEETINGS, lambda what, done, total: None)
        yield made
        connections[made].close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(database_name(MEETINGS))} WITH (FORCE)")
        connection.close()
        del connections.databases[made]


@pytest.fixture(autouse=True)
def _reachable(alias: str, django_db_blocker: pytest.FixtureRequest) -> object:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield


def test_there_are_as_many_meetings_as_asked_for_and_several_actions_each(alias: str) -> None:
    assert Meeting.published.using(alias).count() == MEETINGS
    assert AgreedAction.published.using(alias).count() > 2 * MEETINGS


def test_every_published_record_has_its_card(alias: str) -> None:
    assert MeetingCard.objects.using(alias).count() == MEETINGS
    assert ActionCard.objects.using(alias).count() == AgreedAction.published.using(alias).count()


def test_every_rule_of_the_tables_holds(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype IN ('f', 'c') AND conrelid::regclass::text LIKE 'agreements_%'"
        )
        rules = cursor.fetchall()
        for table, name, definition in rules:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "again_{name[:50]}" {definition}')
    assert len(rules) > 100


def test_the_same_number_makes_the_same_corpus(alias: str) -> None:
    titles = set(Meeting.objects.using(alias).values_list("slug", "date"))
    assert len(titles) == MEETINGS
    assert {slug for slug, _date in titles} == {f"scale-{number}" for number in range(1, MEETINGS + 1)}
