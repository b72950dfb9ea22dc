"""Small tables as dictionaries within a query.

A list of values for each of many rows is a subquery. To join a small table in it means to read the whole table for
each row, which PostgreSQL thinks cheap and is not: a dictionary is read once.
"""

from typing import Any

from django.db.models import Aggregate, F, Field, Func, JSONField, Subquery, TextField, Value
from django.db.models.functions import Cast

from agreements.models import Party, Topic


class _Pairs(Aggregate):
    function = "jsonb_object_agg"
    output_field = JSONField()


class _Entry(Func):
    """Of a dictionary by a text, of an array by a number."""

    template = "(%(expressions)s)"
    arg_joiner = " -> "
    output_field: Field = JSONField()


class _EntryAsText(_Entry):
    arg_joiner = " ->> "
    output_field = TextField()


def _dictionary(rows: Any, key: Any, value: Any) -> Subquery:
    whole = rows.order_by().values(_all=Value(1)).annotate(pairs=_Pairs(key, value))
    return Subquery(whole.values("pairs"))


def name_order(party: str) -> Func:
    """What sorts parties as lists show them; `party` is the column that holds the code."""
    return _EntryAsText(_dictionary(Party.objects, F("code"), F("sort_key")), F(party))


def topic_order(topic: str) -> Func:
    """What sorts topics as lists show them; `topic` is the column that holds the id."""
    place = Func(F("position"), F("code"), function="jsonb_build_array", output_field=JSONField())
    return _Entry(_dictionary(Topic.objects, F("pk"), place), Cast(topic, TextField()))


def topic_code(topic: str) -> Func:
    return _EntryAsText(topic_order(topic), Value(1))
