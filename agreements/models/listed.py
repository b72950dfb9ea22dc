"""What a line of a list says of a published meeting or agreed action, by their keys.

Lists are what is asked for most, fifty lines at a time. Django takes 10 ms to write the statement of such a page and 13
to make the seven objects that each line comes from; PostgreSQL answers it in 3. So the statement is written once, and
what it gives is kept as plain values.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Case, F, Func, Q, Value, When
from django.urls import reverse

from agreements.dates import PartialDate
from agreements.models.action import AgreedAction
from agreements.models.card import ActionCard
from agreements.models.meeting import Meeting
from agreements.models.ordinals import ordinal_label, session_name
from agreements.models.vocabularies import MeetingStatus, Publication


class ListedMeeting(NamedTuple):
    """`parties` are the codes of all, `relation_a` and `relation_b` those of the two; `country` is a code as well."""

    pk: int
    slug: str
    title: str
    ordinal: int | None
    body_name: str
    date: PartialDate | None
    planned_date: PartialDate | None
    city: str
    country: str | None
    status: str
    level: str
    relation_a: str
    relation_b: str
    parties: list[str]
    actions: int

    @property
    def name(self) -> str:
        return self.title or ordinal_label(self.ordinal)

    @property
    def public_name(self) -> str:
        return session_name(self.title, self.ordinal, self.body_name)

    @property
    def was_held(self) -> bool:
        return self.status == MeetingStatus.HELD

    def get_status_display(self) -> str:
        return str(MeetingStatus(self.status).label)

    def get_absolute_url(self) -> str:
        return reverse("meeting-detail", args=[self.slug])


class ListedAction(NamedTuple):
    """With what is said of its meeting or agreement, whichever it has."""

    pk: int
    number: int
    text: str
    due: PartialDate | None
    due_phrase: str
    continuing: bool
    responsible: list[str]
    parties: list[str]
    meeting_slug: str | None
    meeting_title: str | None
    ordinal: int | None
    body_name: str
    meeting_date: PartialDate | None
    agreement_slug: str | None
    agreement_title: str | None
    signed: PartialDate | None
    relation_a: str
    relation_b: str
    evidence: str
    reported: str
    timing: str

    def get_absolute_url(self) -> str:
        return reverse("action-detail", args=[self.meeting_slug or self.agreement_slug, self.number])

    @property
    def parent_url(self) -> str:
        if self.meeting_slug:
            return reverse("meeting-detail", args=[self.meeting_slug])
        return reverse("agreement-detail", args=[self.agreement_slug])

    @property
    def agreed(self) -> PartialDate | None:
        return self.meeting_date if self.meeting_slug else self.signed

    @property
    def parent_name(self) -> str:
        if self.meeting_slug:
            return session_name(self.meeting_title or "", self.ordinal, self.body_name)
        return self.agreement_title or ""


def listed_meetings(keys: Iterable[int]) -> list[ListedMeeting]:
    """In the order of the keys; what is not published is left out. One query."""
    return _in_order(keys, map(ListedMeeting._make, _meetings()(list(keys))))


def listed_actions(keys: Iterable[int], on: date) -> list[ListedAction]:
    """With their status as of a day, in the order of the keys; what is not published is left out. Two queries."""
    settled = ActionCard.objects.all().are_settled(on)
    return _in_order(keys, map(ListedAction._make, _actions(on, settled)(list(keys))))


def _in_order[L: (ListedMeeting, ListedAction)](keys: Iterable[int], lines: Iterable[L]) -> list[L]:
    found = {line.pk: line for line in lines}
    return [found[key] for key in keys if key in found]


type Ask = Callable[[list[int]], list[list[Any]]]


@lru_cache(maxsize=1)
def _meetings() -> Ask:
    return _written(
        Meeting.published.annotate(body_name=_name_of("body")),
        *("pk", "slug", "title", "ordinal", "body_name", "date", "planned_date", "city", "country", "status", "level"),
        *("relation__a", "relation__b", "card__parties", "card__actions"),
    )


@lru_cache(maxsize=4)
def _actions(on: date, settled: bool) -> Ask:
    return _written(
        AgreedAction.published.annotate(body_name=_name_of("meeting__body")).with_kept_status(on, settled=settled),
        *("pk", "number", "text", "due", "due_phrase", "continuing", "card__responsible", "card__parties"),
        *("meeting__slug", "meeting__title", "meeting__ordinal", "body_name", "meeting__date"),
        *("agreement__slug", "agreement__title", "agreement__signed", "card__relation__a", "card__relation__b"),
        *("evidence", "reported", "timing"),
    )


def _name_of(body: str) -> Case:
    """A draft body's name stands nowhere."""
    public = Q(**{f"{body}__publication": Publication.PUBLISHED})
    return Case(When(public, then=F(f"{body}__name")), default=Value(""), output_field=models.TextField())


class _AmongKeys(Func):
    template = "(%(expressions)s)"
    arg_joiner = " = ANY "
    output_field = models.BooleanField()


def _written(rows: models.QuerySet, *columns: str) -> Ask:
    """The statement and what Django makes of its columns, once; then it only needs the keys."""
    place: list[int] = [-1]
    keys = Func(Value(place, output_field=ArrayField(models.BigIntegerField())), template="(%(expressions)s)")
    compiler = rows.filter(_AmongKeys(F("pk"), keys)).values_list(*columns).query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    convert = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    before = list(parameters)
    index = next(number for number, value in enumerate(before) if value == place)

    def ask(keys: list[int]) -> list[list[Any]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [*before[:index], keys, *before[index + 1 :]])
            found = [list(row) for row in cursor.fetchall()]
        for number, (converters, expression) in convert.items():
            for row in found:
                for converter in converters:
                    row[number] = converter(row[number], expression, connection)
        return found

    return ask
