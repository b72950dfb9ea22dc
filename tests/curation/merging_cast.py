"""Rows to merge, of which much overlaps, and everything that there is to compare before and after."""

from typing import Any

from django.apps import apps
from django.db import connection

from agreements.models import Comment, Distinct
from tests import world
from tests.models.test_cards import CARDS

NOT_DUMPED = ("Merge", "RecordVersion", "FacetCount")


def dump() -> dict[str, list[str]]:
    """Every row of every table but the histories, the merges themselves and the cards, of which `wrong_cards` tells."""
    tables = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("agreements").get_models():
            if not model.__name__.endswith(("Event", "Card")) and model.__name__ not in NOT_DUMPED:
                cursor.execute(f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} t ORDER BY 1")  # noqa: S608
                tables[model.__name__] = [row for (row,) in cursor.fetchall()]
    return tables


# In which order the database reads the same names and posts together is not said, and differs from plan to plan.
UNORDERED = {
    "words": "strip(words)",
    "known_as": "ARRAY(SELECT unnest(string_to_array(known_as, E'\\n')) ORDER BY 1)",
}


def wrong_cards() -> dict[str, list[Any]]:
    """Cards that say something else than what they are made from, by kind."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for card in CARDS:
            cursor.execute(f"SELECT * FROM agreements_{card}card_now LIMIT 0")  # noqa: S608
            columns = ", ".join(UNORDERED.get(column.name, column.name) for column in cursor.description)
            kept, now = (f"SELECT {columns} FROM agreements_{card}card{end}" for end in ("", "_now"))  # noqa: S608
            cursor.execute(f"({kept} EXCEPT {now}) UNION ALL ({now} EXCEPT {kept})")
            found[card] = cursor.fetchall()
    return {card: rows for card, rows in found.items() if rows}


def pair(kind: str, seats: Any, publication: str) -> tuple[int, int]:
    """Two rows of the kind, of which much overlaps; their keys."""
    people = [world.person(note="One."), world.person("Jalid", wikidata="", note="Other.", variants=("K.",))]
    ministries = [world.institution(f"Interior {number}", slug=f"interior-{people[number].pk}") for number in (0, 1)]
    parent = world.body(name="Commission")
    bodies = [world.body(), world.body(name="JMG", publication=publication, parent=parent, other_names=["GMP"])]
    world.body(parent=bodies[1])
    world.further_party("EU", body=bodies[1])
    Comment.objects.create(body=bodies[1], text="The same?")
    sources = [world.source(title="A page"), world.source(title="Page", archived_url="https://archive.example/1")]
    world.update(source=sources[1], second_source=sources[0])
    for row in ({"body": bodies[0]}, {"body": bodies[1]}, {"person": people[1]}):
        for cited in sources:
            world.citation(source=cited, quote=f"Of {cited.title}", **row)
    for number, (one, other, post, another, twice) in enumerate(seats):
        table = world.delegation(meeting=world.meeting(body=bodies[number % 2], ordinal=number + 1))
        for sits, who, said in ((one, 0, post), (other, 1, another)):
            if sits:
                seat = world.participant(person=people[who], delegation=table, post=said, institution=ministries[who])
                world.citation(participant=seat, source=sources[0 if twice else who], note=said)
    Distinct.objects.create(kind=kind, first=1, second=10**6 + people[1].pk)
    rows: Any = {"person": people, "institution": ministries, "body": bodies, "source": sources}[kind]
    Distinct.objects.create(kind=kind, first=rows[1].pk, second=10**7)
    return rows[0].pk, rows[1].pk
