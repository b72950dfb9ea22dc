"""What is searched: each kind of record by its cards, and which of these the public may see."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, Model, QuerySet

from agreements.models import (
    ActionCard,
    AgreementCard,
    BodyCard,
    Institution,
    InstitutionCard,
    MeetingCard,
    Party,
    PartyCard,
    PersonCard,
    SourceCard,
    Topic,
    TopicCard,
)
from agreements.models.counting import code_array
from agreements.search.matching import answers, columns
from agreements.search.terms import Asked


@dataclass(frozen=True)
class Kind:
    """`public` are its cards that the public may see. `newest` is the order of an index, where there are very many;
    `day` the column that dates a hit, and `name` that of its folded name ("": it has none) or, divided by line ends, of
    `several`. Of some there are never too `many` to rank all that match. `parties` leads to the one party of a record
    whose card has no column of them."""

    code: str
    card: type[Model]
    public: Callable[[], QuerySet]
    newest: tuple[Any, ...] = ()
    day: str = ""
    name: str = "known_as"
    several: bool = False
    many: bool = True
    parties: str = ""

    @property
    def table(self) -> str:
        return self.card._meta.db_table

    @property
    def key(self) -> str:
        key: Any = self.card._meta.pk
        return str(key.column)

    @property
    def similar(self) -> bool:
        """Whether its names are known by their trigrams."""
        return self.has("known_as")

    def has(self, column: str) -> bool:
        return column in columns(self.card)

    @property
    def shown(self) -> list[str]:
        """The columns that a hit is ranked and dated by."""
        own = [column for column in ("parties", "topics") if self.has(column)]
        return [self.key, "words", *own, *(column for column in (self.day, self.name) if column)]

    def answering(self, asked: Asked) -> QuerySet:
        cards = self.public()
        if not self.parties:
            return cards.filter(answers(asked, self.card))
        return cards.annotate(parties=code_array(F(self.parties))).filter(answers(asked, self.card, "parties"))


def _cards(card: Any) -> Callable[[], QuerySet]:
    """Of what has a card only while it is published."""
    return cache(lambda: card.objects.all())


def _among(card: Any, model: Any) -> Callable[[], QuerySet]:
    """Of what always has a card and is public when something published reaches it."""
    name = model._meta.model_name
    return cache(lambda: card.objects.filter(**{f"{name}__in": model.published.order_by().values("pk")}))


def _last(column: str) -> Any:
    return F(column).desc(nulls_last=True)


# In the order in which equals are shown.
KINDS = (
    Kind(
        "party",
        PartyCard,
        _among(PartyCard, Party),
        several=True,
        many=False,
    ),
    Kind("body", BodyCard, _cards(BodyCard), day="last_met", several=True),
    Kind("person", PersonCard, _cards(PersonCard), (_last("meetings"), "sort_key", "pk"), several=True),
    Kind(
        "institution",
        InstitutionCard,
        _among(InstitutionCard, Institution),
        several=True,
        many=False,
        parties="institution__party_id",
    ),
    Kind(
        "topic",
        TopicCard,
        _among(TopicCard, Topic),
        several=True,
        many=False,
    ),
    Kind("agreement", AgreementCard, _cards(AgreementCard), (_last("earliest"), "pk"), day="earliest", name="sort_key"),
    Kind("meeting", MeetingCard, _cards(MeetingCard), (_last("earliest"), "pk"), day="earliest"),
    Kind("action", ActionCard, _cards(ActionCard), (_last("agreed"), "number", "pk"), day="agreed", name=""),
    Kind("source", SourceCard, _cards(SourceCard), (_last("earliest"), "pk"), day="earliest", name="sort_key"),
)
