from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet, by: str, what: str = "pk", *, distinct: bool = False) -> Coalesce:
    """How many of `rows` belong to the outer record; `by` is the column that `rows` is filtered by with OuterRef."""
    counted = rows.order_by().values(by).annotate(_count=Count(what, distinct=distinct)).values("_count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
