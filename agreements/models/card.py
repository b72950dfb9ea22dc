"""Cards: one row for each published record, with all that its list filters, counts and sorts by, and its words.

As in a library, the card is not the book. The database keeps the cards itself, by triggers on every table they are made
from (migration 0008), so that whoever writes, and however, a list never differs from the record. What is not published
has no card. Parties, topics and institutions all have one, since their names stand for them in what people search for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, connections, models
from django.db.models import F, Q

from agreements.models.action import AgreedAction
from agreements.models.agreement import Agreement
from agreements.models.body import Body
from agreements.models.institution import Institution
from agreements.models.meeting import Meeting
from agreements.models.party import Party, Relation
from agreements.models.person import Person
from agreements.models.source import Source
from agreements.models.status_sql import kept_status
from agreements.models.topic import Topic


@contextmanager
def made_together() -> Iterator[None]:
    """Within a transaction: what changes in this block has its cards made at the end of it, each once (migration 0009).

    Nothing in the block may read cards. Where it fails, the transaction is to be taken back.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('agreements.cards', 'queued', true)")
        yield
        cursor.execute("SELECT agreements_make_queued()")


def _of(model: type[models.Model]) -> Any:
    return models.OneToOneField(
        model, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="card", editable=False
    )


def _pointer(model: type[models.Model]) -> Any:
    return models.ForeignKey(model, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")


def _numbers() -> Any:
    return ArrayField(models.BigIntegerField())


def _codes() -> Any:
    return ArrayField(models.CharField(max_length=2))


def _years() -> Any:
    return ArrayField(models.SmallIntegerField())


def _index(card: str, *fields: str) -> list[models.Index]:
    return [GinIndex(fields=[field], name=f"{card}_{field}") for field in fields]


def _windows(card: str, *fields: str) -> list[models.Index]:
    """For what lies in a window of dates: a month among decades is a few rows of very many."""
    return [GistIndex(fields=[field], name=f"{card}_{field}") for field in fields]


def _in_order(card: str, column: str, *then: str) -> list[models.Index]:
    """Both directions, what has no date last in each, as lists are sorted."""
    return [
        models.Index(F(column).asc(nulls_last=True), *then, name=f"{card}_{column}_first"),
        models.Index(F(column).desc(nulls_last=True), *then, name=f"{card}_{column}_last"),
    ]


def _like(card: str) -> GinIndex:
    return GinIndex(OpClass(F("known_as"), "gin_trgm_ops"), name=f"{card}_known_as")


class Card(models.Model):
    """`words`: its text for search, names and titles weighing most."""

    words = SearchVectorField()

    class Meta:
        abstract = True


class NamedCard(Card):
    """`known_as`: its names, folded and divided by line ends, for names typed with a slip."""

    known_as = models.TextField()

    class Meta(Card.Meta):
        abstract = True


class MeetingCard(NamedCard):
    """`parties` are codes; `topics`, `people` and `institutions` ids, a topic's parent among them."""

    meeting = _of(Meeting)
    relation = _pointer(Relation)
    body = _pointer(Body)
    parties = _codes()
    topics = _numbers()
    people = _numbers()
    institutions = _numbers()
    status = models.CharField(max_length=11)
    format = models.CharField(max_length=9)
    level = models.CharField(max_length=16)
    date_range = DateRangeField(null=True)
    earliest = models.DateField(null=True)
    years = _years()
    actions = models.PositiveIntegerField()

    class Meta:
        indexes = [
            *_index("meetingcard", "parties", "topics", "people", "institutions", "words"),
            *_in_order("meetingcard", "earliest", "meeting_id"),
            *_windows("meetingcard", "date_range"),
            _like("meetingcard"),
        ]


class ActionCardQuerySet(models.QuerySet["ActionCard"]):
    def with_status(self, on: date) -> Self:
        """Annotates `evidence`, `reported` and `timing` as of a day, as `AgreedActionQuerySet.with_status` does."""
        return self.annotate(**kept_status(on, settled=self.are_settled(on)))

    def are_settled(self, on: date) -> bool:
        """Whether no update lies after the day: what the cards keep holds for all. One query, at once."""
        with connections[self.db].cursor() as cursor:
            table = self.model._meta.db_table
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE settled > %s)", [on])  # noqa: S608
            return not cursor.fetchone()[0]


class ActionCard(Card):
    """Where, when and by whom it was agreed is the meeting's or the agreement's.

    `last_*` is the status when every update counts, which holds from the day `settled` on (NULL: always); `assessed`
    the day since which somebody is known to have looked after the window closed. See `kept_status`.
    """

    action = _of(AgreedAction)
    number = models.PositiveIntegerField()
    relation = _pointer(Relation)
    body = _pointer(Body)
    parties = _codes()
    topics = _numbers()
    responsible = _codes()
    people = _numbers()
    institutions = _numbers()
    kind = models.CharField(max_length=15)
    level = models.CharField(max_length=16)
    agreed_range = DateRangeField(null=True)
    agreed = models.DateField(null=True)
    years = _years()
    due_range = DateRangeField(null=True)
    due = models.DateField(null=True)
    due_years = _years()
    due_phrase = models.TextField()
    last_evidence = models.CharField(max_length=12)
    last_reported = models.CharField(max_length=11)
    done_from = models.DateField(null=True)
    done_before = models.DateField(null=True)
    assessed = models.DateField(null=True)
    settled = models.DateField(null=True)

    objects = ActionCardQuerySet.as_manager()

    class Meta:
        indexes = [
            *_index("actioncard", "parties", "topics", "responsible", "people", "institutions", "words"),
            *_in_order("actioncard", "agreed", "number", "action_id"),
            *_in_order("actioncard", "due", "number", "action_id"),
            *_windows("actioncard", "agreed_range", "due_range"),
            models.Index(fields=["settled"], name="actioncard_settled", condition=Q(settled__isnull=False)),
        ]


class AgreementCard(NamedCard):
    agreement = _of(Agreement)
    relation = _pointer(Relation)
    parties = _codes()
    topics = _numbers()
    designation = models.CharField(max_length=17)
    legal_force = models.CharField(max_length=15)
    subject = models.CharField(max_length=18)
    lifecycle = models.CharField(max_length=21)
    date_range = DateRangeField(null=True)
    earliest = models.DateField(null=True)
    years = _years()
    sort_key = models.TextField()

    class Meta:
        indexes = [
            *_index("agreementcard", "parties", "topics", "words"),
            *_in_order("agreementcard", "earliest", "agreement_id"),
            models.Index(fields=["sort_key", "agreement"], name="agreementcard_sorted"),
            _like("agreementcard"),
        ]


class BodyCard(NamedCard):
    """`meetings` counts the published ones; `last_met` is the latest day one of them can have begun."""

    body = _of(Body)
    relation = _pointer(Relation)
    parties = _codes()
    kind = models.CharField(max_length=21)
    state = models.CharField(max_length=9)
    meetings = models.PositiveIntegerField()
    last_met = models.DateField(null=True)
    sort_key = models.TextField()

    class Meta:
        indexes = [
            *_index("bodycard", "parties", "words"),
            models.Index(fields=["sort_key", "body"], name="bodycard_sorted"),
            _like("bodycard"),
        ]


class PersonCard(NamedCard):
    """Of whoever sits in a delegation of a published meeting. `meetings` counts those that were held."""

    person = _of(Person)
    parties = _codes()
    bodies = _numbers()
    institutions = _numbers()
    meetings = models.PositiveIntegerField()
    sort_key = models.TextField()

    class Meta:
        indexes = [
            *_index("personcard", "parties", "bodies", "institutions", "words"),
            models.Index(fields=["sort_key", "person"], name="personcard_sorted"),
            models.Index(F("meetings").desc(nulls_last=True), "sort_key", "person_id", name="personcard_busiest"),
            _like("personcard"),
        ]


class SourceCard(Card):
    """Of whatever something published rests on. `facts` counts what does: citations and updates."""

    source = _of(Source)
    kind = models.CharField(max_length=26)
    date_range = DateRangeField(null=True)
    earliest = models.DateField(null=True)
    years = _years()
    facts = models.PositiveIntegerField()
    sort_key = models.TextField()

    class Meta:
        indexes = [
            *_index("sourcecard", "words"),
            *_in_order("sourcecard", "earliest", "source_id"),
            models.Index(fields=["sort_key", "source"], name="sourcecard_sorted"),
        ]


class PartyCard(NamedCard):
    """A party by its names in the four languages."""

    party = _of(Party)

    class Meta:
        indexes = _index("partycard", "words")


class TopicCard(NamedCard):
    """A topic by its names in the four languages, and the free words that mean it."""

    topic = _of(Topic)

    class Meta:
        indexes = _index("topiccard", "words")


class InstitutionCard(NamedCard):
    """An institution by its name and the variants of it."""

    institution = _of(Institution)

    class Meta:
        indexes = [*_index("institutioncard", "words"), _like("institutioncard")]


class FacetCount(models.Model):
    """How many cards of a kind have a value, counted by the database as cards come and go (migration 0012).

    Rows are changes: the count is their sum, so that two who write at once do not wait for each other. Now and then
    they are added up. `facet` is a column of the card, and "" all cards. What depends on the day is not kept.
    """

    card = models.TextField()
    facet = models.TextField()
    value = models.TextField()
    change = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["card"], name="facetcount_card")]

    def __str__(self) -> str:
        return f"{self.card} {self.facet} {self.value}: {self.change}"
