"""A meeting that is edited at random, save by save, and what stands below it as the tables themselves have it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pghistory
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, Q

from agreements.curation.versions_tree import columns, histories
from agreements.models import (
    ActionLink,
    ActionParty,
    ActionUpdate,
    AgreedAction,
    Citation,
    Delegation,
    Meeting,
    Participant,
    Position,
    PositionParty,
    RecordParty,
    RecordTopic,
)
from tests import world

type Snapshot = dict[tuple[str, int], dict[str, Any]]

_saves = count(1)


@contextmanager
def save() -> Iterator[None]:
    """One save of an editor's. A test is one transaction, so its saves are told apart by their context, and put in
    order by numbers that no table has come to yet."""
    tables = ", ".join(f"setval(pg_get_serial_sequence('{one._meta.db_table}', 'pgh_id'), n)" for one in _events())
    with connection.cursor() as cursor:
        highest = ", ".join(f"(SELECT coalesce(max(pgh_id), 1) FROM {one._meta.db_table})" for one in _events())  # noqa: S608
        cursor.execute(f"SELECT {tables} FROM (SELECT greatest({highest}) + 1 AS n) AS highest")  # noqa: S608
    with pghistory.context(save=next(_saves)):
        yield
        connection.check_constraints()


def _events() -> list[Any]:
    return list(histories().values())


def snapshot(meeting: Meeting) -> Snapshot:
    """Every row of a meeting, without asking the history."""
    of_action = Q(action__meeting=meeting)
    rows: list[tuple[type[Model], Q]] = [
        (Meeting, Q(pk=meeting.pk)),
        (RecordParty, Q(meeting=meeting, further=True)),
        (RecordTopic, Q(meeting=meeting) | of_action),
        (Delegation, Q(meeting=meeting)),
        (Participant, Q(delegation__meeting=meeting)),
        (Position, Q(meeting=meeting)),
        (PositionParty, Q(of_position__meeting=meeting)),
        (AgreedAction, Q(meeting=meeting)),
        (ActionParty, of_action),
        (ActionUpdate, of_action),
        (ActionLink, Q(later__meeting=meeting)),
        (
            Citation,
            Q(meeting=meeting)
            | of_action
            | Q(participant__delegation__meeting=meeting)
            | Q(of_position__meeting=meeting),
        ),
    ]
    found: Snapshot = {}
    for model, below in rows:
        for values in model._base_manager.filter(below).values(*columns(model)):
            found[str(model._meta.model_name), values["id"]] = values
    return found


class Editor:
    """Makes a meeting, and changes it by numbers: the same ones do the same."""

    def __init__(self) -> None:
        self.meeting = world.meeting(publication="draft", notes="")
        self.elsewhere = world.action(number=1)
        self.people = [world.person(f"Person {number}") for number in range(3)]
        self.topics = [world.topic() for _ in range(2)]
        self.sources = [world.source() for _ in range(2)]
        self.ways: list[Callable[[int, int], object]] = [
            self.describe, self.send, self.seat, self.unseat, self.reseat, self.rewrite_seat, self.agree, self.drop,
            self.renumber, self.swap_numbers, self.owe, self.tell, self.take_up, self.give_topic, self.take_topic,
            self.cite, self.uncite, self.say, self.unsay, self.attribute, self.publish, self.recall,
        ]  # fmt: skip

    def edit(self, way: int, one: int, other: int) -> None:
        """What the database refuses is not done."""
        try:
            with transaction.atomic():
                self.ways[way % len(self.ways)](one, other)
                connection.check_constraints()
        except DatabaseError:
            pass

    def _one(self, model: Any, number: int, **where: Any) -> Any:
        rows = list(model.objects.filter(**where).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def _seat(self, number: int) -> Any:
        return self._one(Participant, number, delegation__meeting=self.meeting)

    def _action(self, number: int) -> Any:
        return self._one(AgreedAction, number, meeting=self.meeting)

    def _set(self, row: Any, **values: Any) -> None:
        if row:
            type(row).objects.filter(pk=row.pk).update(**values)

    def describe(self, one: int, other: int) -> None:
        self._set(self.meeting, notes=f"Note {one}", date=f"20{10 + other % 10}-06")

    def send(self, one: int, other: int) -> None:
        code = ("MA", "ES", "FR")[one % 3]
        if code == "FR":
            RecordParty.objects.get_or_create(meeting=self.meeting, party_id=code, defaults={"further": True})
        Delegation.objects.create(meeting=self.meeting, party_id=code)

    def seat(self, one: int, other: int) -> None:
        if delegation := self._one(Delegation, one, meeting=self.meeting):
            world.participant(delegation=delegation, person=self.people[other % 3], position=one)

    def unseat(self, one: int, other: int) -> None:
        if other % 3 and (seat := self._seat(one)):
            seat.delete()
        elif delegation := self._one(Delegation, one, meeting=self.meeting):
            delegation.delete()

    def reseat(self, one: int, other: int) -> None:
        if delegation := self._one(Delegation, other, meeting=self.meeting):
            self._set(self._seat(one), delegation=delegation)

    def rewrite_seat(self, one: int, other: int) -> None:
        self._set(self._seat(one), post=f"Post {other}", person=self.people[other % 3])

    def agree(self, one: int, other: int) -> None:
        world.action(meeting=self.meeting, number=one % 5 + 1, text=f"Text {other}")

    def drop(self, one: int, other: int) -> None:
        action = self._action(one)
        if action and not action.updates.exists():
            action.delete()

    def renumber(self, one: int, other: int) -> None:
        self._set(self._action(one), number=other % 7 + 1)

    def swap_numbers(self, one: int, other: int) -> None:
        first, second = self._action(one), self._action(other)
        if first and first != second:
            for row, number in ((first, 99), (second, first.number), (first, second.number)):
                self._set(row, number=number)

    def owe(self, one: int, other: int) -> None:
        if action := self._action(one):
            ActionParty.objects.create(action=action, party_id=("MA", "ES")[other % 2])

    def tell(self, one: int, other: int) -> None:
        if other % 4 == 0 and (action := self._action(one)):
            world.update(action=action)

    def take_up(self, one: int, other: int) -> None:
        if action := self._action(one):
            ActionLink.objects.create(later=action, earlier=self.elsewhere)

    def give_topic(self, one: int, other: int) -> None:
        bearer = {"action": self._action(one)} if other % 3 and self._action(one) else {"meeting": self.meeting}
        RecordTopic.objects.create(**bearer, topic=self.topics[other % 2])

    def take_topic(self, one: int, other: int) -> None:
        if row := self._one(RecordTopic, one, meeting=self.meeting):
            row.delete()

    def cite(self, one: int, other: int) -> None:
        facts = {"meeting": self.meeting, "participant": self._seat(one), "action": self._action(one)}
        facts["of_position"] = self._one(Position, one, meeting=self.meeting)
        name = [name for name, fact in facts.items() if fact][other % sum(1 for fact in facts.values() if fact)]
        world.citation(**{name: facts[name]}, source=self.sources[other % 2], locator=f"p. {one}")

    def uncite(self, one: int, other: int) -> None:
        keys = sorted(key for name, key in snapshot(self.meeting) if name == "citation")
        if keys:
            Citation.objects.filter(pk=keys[one % len(keys)]).delete()

    def say(self, one: int, other: int) -> None:
        world.position(meeting=self.meeting, text=f"Said {one}", position=other)

    def unsay(self, one: int, other: int) -> None:
        if said := self._one(Position, one, meeting=self.meeting):
            said.delete()

    def attribute(self, one: int, other: int) -> None:
        if said := self._one(Position, one, meeting=self.meeting):
            PositionParty.objects.create(of_position=said, party_id=("MA", "ES")[other % 2])

    def publish(self, one: int, other: int) -> None:
        self._set(self.meeting, publication="published")

    def recall(self, one: int, other: int) -> None:
        self._set(self.meeting, publication="draft")
