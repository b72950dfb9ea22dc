"""What a queue is made of: the rows that have something wrong, and how one of them is told and opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.urls import reverse

from agreements.models import Relation


@dataclass(frozen=True)
class Opening:
    """Where something is mended: the admin's page of a row, or of a new one where `pk` is None.

    `at` is the place on the page: the id of a field or of a group of rows (`id_date`, `citations-group`), or the field
    of one row among others (`at=actions:12:cited`, where 12 is the row's key). `given` are values for a new one.
    """

    model: str
    label: str
    pk: int | None = None
    at: str = ""
    given: tuple[tuple[str, Any], ...] = ()

    @property
    def url(self) -> str:
        if self.pk is None:
            address = reverse(f"admin:agreements_{self.model}_add")
        else:
            address = reverse(f"admin:agreements_{self.model}_change", args=[self.pk])
        asked = f"?{urlencode(self.given)}" if self.given else ""
        return f"{address}{asked}{f'#{self.at}' if self.at else ''}"


@dataclass(frozen=True)
class Row:
    """One line of a queue. `wrong` says what is wrong in words; `of` where the thing belongs, like its relation.

    `others` are further places that belong to it, `pair` what can be told apart as (kind, key, key), `word` a free word
    that can be given a topic, `check` an action of which one click says that it was looked at: its key, and that of the
    judgement it has.
    """

    wrong: str
    opens: Opening
    of: str = ""
    who: str = ""
    since: datetime | date | None = None
    others: Sequence[Opening] = ()
    more: str = ""
    pair: tuple[str, int, int] | None = None
    word: str = ""
    check: tuple[int, int | None] | None = None


@dataclass
class Asked:
    """Who asks for a queue, on which day, and for which relations: None is all of them."""

    user: Any
    on: date
    relations: list[int] | None = None

    @cached_property
    def _accounts(self) -> dict[int, str]:
        staff = get_user_model().objects.filter(is_staff=True)
        return {user.pk: user.get_full_name() or user.get_username() for user in staff}

    def account(self, pk: Any) -> str:
        return self._accounts.get(int(pk), "") if pk else ""


def asked_for(user: Any, on: date, parties: Sequence[str] = ()) -> Asked:
    """For the relations that involve all of the parties, given by their codes."""
    if not parties:
        return Asked(user, on)
    relations = Relation.objects.all()
    for code in parties:
        relations = relations.filter(Q(a=code) | Q(b=code))
    return Asked(user, on, list(relations.values_list("pk", flat=True)))


class Finder(Protocol):
    def count(self, asked: Asked, most: int) -> int:
        """How many there are, counted up to `most`."""

    def rows(self, asked: Asked, first: int, most: int) -> list[Row]:
        """At most `most` rows after the `first` ones, the most urgent first."""


@dataclass(frozen=True)
class Part:
    """The rows of one table in a queue. `found` gives those with something wrong; `key` is their key in the table that
    `load` reads. `urgency` is what they are sorted by, the greatest first: of one type in all parts of a queue.
    `relations` are the ways from `found` to a relation."""

    found: Callable[[Asked], QuerySet]
    load: Callable[[Asked], QuerySet]
    tell: Callable[[Any, Asked], Row]
    urgency: Any = field(default_factory=lambda: Value(0))
    key: str = "pk"
    relations: tuple[str, ...] = ("relation",)

    def keys(self, asked: Asked, place: int) -> QuerySet:
        rows = self.found(asked).order_by()
        if asked.relations is not None and self.relations:
            within = Q.create([(f"{way}__in", asked.relations) for way in self.relations], connector=Q.OR)
            rows = rows.filter(within)
        return rows.annotate(_urgency=self.urgency, _place=Value(place), _key=F(self.key)).values_list(
            "_place", "_key", "_urgency"
        )


@dataclass(frozen=True)
class Records:
    """Rows of one table or of several."""

    parts: tuple[Part, ...]

    def _keys(self, asked: Asked) -> QuerySet:
        first, *others = (part.keys(asked, place) for place, part in enumerate(self.parts))
        return (first.union(*others, all=True) if others else first).order_by()

    def count(self, asked: Asked, most: int) -> int:
        return self._keys(asked)[:most].count()

    def rows(self, asked: Asked, first: int, most: int) -> list[Row]:
        keys = list(self._keys(asked).order_by("-_urgency", "_place", "-_key")[first : first + most])
        found: dict[tuple[int, int], Row] = {}
        for place, part in enumerate(self.parts):
            wanted = [key for at, key, _urgency in keys if at == place]
            if wanted:
                found |= {(place, item.pk): part.tell(item, asked) for item in part.load(asked).filter(pk__in=wanted)}
        return [found[place, key] for place, key, _urgency in keys if (place, key) in found]


@dataclass(frozen=True)
class Listed:
    """What only SQL finds. `sql` may use %(on)s, %(relations)s (an array, or NULL for all) and what `more` gives for a
    day."""

    sql: str
    order: str
    columns: Callable[..., Any]
    tell: Callable[[list[Any], Asked], list[Row]]
    more: Callable[[date], dict[str, Any]] = field(default=lambda on: {})

    def count(self, asked: Asked, most: int) -> int:
        return self._ask(asked, f"SELECT count(*) FROM ({self.sql} LIMIT %(most)s) found", most=most)[0][0]  # noqa: S608

    def rows(self, asked: Asked, first: int, most: int) -> list[Row]:
        question = f"{self.sql} ORDER BY {self.order} OFFSET %(first)s LIMIT %(most)s"
        found = self._ask(asked, question, first=first, most=most)
        return self.tell([self.columns(*row) for row in found], asked)

    def _ask(self, asked: Asked, question: str, **more: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question, {"on": asked.on, "relations": asked.relations, **self.more(asked.on), **more})
            return cursor.fetchall()
