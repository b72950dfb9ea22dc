"""The condition that a card answers to what was asked."""

from collections.abc import Container
from functools import cache

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Model, Q, Value

from agreements.search.terms import Asked, Term


class TsQuery(Func):
    """A tsquery in PostgreSQL's own writing."""

    template = "(%(expressions)s)::tsquery"
    output_field = SearchQueryField()

    def __init__(self, text: str) -> None:
        super().__init__(Value(text))


class Finds(Func):
    """Whether a tsquery finds the words of the card."""

    arg_joiner = " @@ "
    template = "%(expressions)s"
    output_field = BooleanField()

    def __init__(self, text: str) -> None:
        super().__init__(F("words"), TsQuery(text))


@cache
def columns(card: type[Model]) -> frozenset[str]:
    return frozenset(field.name for field in card._meta.get_fields())


def answers(asked: Asked, card: type[Model], *more: str) -> Q:
    """Every wanted term stands in its words or names one of its parties or topics; no excluded one does.

    `more` names columns that the queryset has besides those of the card.
    """
    if not asked.wanted and not asked.excluded:
        return Q(pk__in=[])
    known = columns(card).union(more)
    condition = Q()
    for term in asked.wanted:
        condition &= _holds(term, known)
    for term in asked.excluded:
        condition &= ~_holds(term, known)
        if term.names and "parties" not in known:
            condition &= ~Q(Finds(term.names))
    return condition


def _holds(term: Term, known: Container[str]) -> Q:
    found = Q(Finds(term.query))
    for named in ("parties", "topics"):
        values = getattr(term, named)
        if values and named in known:
            found |= Q(**{f"{named}__overlap": values})
    return found
