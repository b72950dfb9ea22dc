from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, Func, IntegerField, Model, QuerySet, Subquery
from django.db.models.functions import Coalesce


def related(model: type[Model], name: str) -> Any:
    """The model on the other side of a relation, whose own module imports this one."""
    return model._meta.get_field(name).related_model


def in_order[Q: QuerySet](rows: Q) -> Q:
    """In the order of the model, which other queries go without."""
    ordering: Any = rows.model._meta.ordering
    return rows.order_by(*ordering)


def count_of(rows: QuerySet, by: str, what: str = "pk", *, distinct: bool = False) -> Coalesce:
    """How many of `rows` belong to the outer record; `by` is the column that `rows` is filtered by with OuterRef."""
    counted = rows.order_by().values(by).annotate(_count=Count(what, distinct=distinct)).values("_count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def code_array(*columns: Any) -> Func:
    """The codes in these columns as an array."""
    return Func(*columns, template="ARRAY[%(expressions)s]", output_field=ArrayField(CharField(max_length=2)))
