"""Makes the corpus in a database of its own: rows by COPY without triggers, then cards, indexes and statistics."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from agreements.scale.rows import COLUMNS, Maker, Rows

PORTION = 2_000
CARDS = {"meeting": 2_000, "action": 5_000, "agreement": 5_000, "body": 5_000, "person": 5_000, "source": 5_000}
type Progress = Callable[[str, int, int], None]


def database_name(meetings: int) -> str:
    return f"{connection.settings_dict['NAME']}_scale_{meetings}"


def connect_to(meetings: int) -> str:
    """Makes the database known to Django, and gives its alias."""
    alias = f"scale_{meetings}"
    settings = {**connection.settings_dict, "NAME": database_name(meetings)}
    connections.databases[alias] = settings
    return alias


def exists(meetings: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database_name(meetings)])
        return cursor.fetchone() is not None


def make(meetings: int, progress: Progress) -> str:
    """Anew, whatever was there. Gives the alias of the database."""
    name = connection.ops.quote_name(database_name(meetings))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    alias = connect_to(meetings)
    call_command("migrate", database=alias, verbosity=0)
    _add_topics(alias)
    with connections[alias].cursor() as cursor:
        # Rows are right by their making: to have each looked at by triggers and foreign keys would take hours.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        with _without_indexes(cursor):
            _copy_all(cursor, meetings, progress)
        cursor.execute("ANALYZE")
        cursor.execute("SET session_replication_role = origin")
        with _without_indexes(cursor, "card"):
            _make_cards(cursor, progress)
        _count_on(cursor)
        cursor.execute("VACUUM (ANALYZE)")
    return alias


def _add_topics(alias: str) -> None:
    from agreements.scale.topics import topic_rows

    with connections[alias].cursor() as cursor:
        for row in topic_rows():
            cursor.execute(
                "INSERT INTO agreements_topic (id, code, name, name_fr, name_es, name_ar, parent_id, gcm, position) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, '{}', %s)",
                row,
            )


def _copy_all(cursor: Any, meetings: int, progress: Progress) -> None:
    cursor.execute("SELECT array_agg(code ORDER BY code) FROM agreements_party")
    parties = cursor.fetchone()[0]
    cursor.execute("SELECT array_agg(id ORDER BY id) FROM agreements_topic")
    maker = Maker(meetings, parties, cursor.fetchone()[0])
    _copy(cursor, maker.base())
    for number, rows in enumerate(maker.meetings(PORTION), start=1):
        _copy(cursor, rows)
        progress("Rows", min(number * PORTION, meetings), meetings)


def _copy(cursor: Any, rows: Rows) -> None:
    for table, columns in COLUMNS.items():
        if rows.get(table):
            names = ", ".join(columns.split())
            with cursor.copy(f"COPY agreements_{table} ({names}) FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row(row)


@contextmanager
def _without_indexes(cursor: Any, ending: str = "") -> Iterator[None]:
    """An index is made in a fraction of the time that it takes to keep one up. What is unique stays."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename ~ %s "
        "AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
        [f"^agreements_[a-z]+{ending}$"],
    )
    indexes = [row for row in cursor.fetchall() if ending or "card" not in row[1]]
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        cursor.execute(definition)


def _make_cards(cursor: Any, progress: Progress) -> None:
    for card, portion in CARDS.items():
        table = {"action": "agreedaction"}.get(card, card)
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM agreements_{table}")  # noqa: S608
        last = cursor.fetchone()[0]
        for first in range(1, last + 1, portion):
            cursor.execute(
                f"SELECT agreements_make_{card}(ARRAY(SELECT generate_series(%s, %s)::bigint))",
                [first, min(first + portion - 1, last)],
            )
            progress(f"Cards: {card}", min(first + portion - 1, last), last)
        cursor.execute("SELECT agreements_add_up_counts(%s)", [card])
    cursor.execute("SELECT agreements_make_party(ARRAY(SELECT code FROM agreements_party))")
    for card in ("topic", "institution"):
        cursor.execute(f"SELECT agreements_make_{card}(ARRAY(SELECT id FROM agreements_{card}))")  # noqa: S608


def _count_on(cursor: Any) -> None:
    """Numbers were given by hand: the sequences go on after them."""
    for table in COLUMNS:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), coalesce(max(id), 1)) FROM agreements_{table}",  # noqa: S608
            [f"agreements_{table}"],
        )
