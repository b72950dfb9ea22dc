"""Facets: for every value of every filter, how many rows choosing it would give. One statement for all of them.

The SQL is put together from the names that the filters are declared with; what was typed goes in as parameters.

Values of one filter are alternatives, so what stands beside a chosen value is counted among the rows that all *other*
filters leave. Parties are wanted together: they are counted among the rows that are shown.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Sum

from agreements.filters.base import WINDOWS, RecordFilterSet
from agreements.filters.fields import Column, Said
from agreements.models import FacetCount, RecordVersion
from agreements.models.card import Card

type Counts = dict[str, dict[str, int]]


@dataclass
class Facets:
    """`total` rows, and for each filter the values there are with their counts. Keys are texts: codes, ids, years."""

    total: int = 0
    counts: Counts = field(default_factory=dict)


def facets_of(filters: RecordFilterSet) -> Facets:
    """Counts over everything are kept while the record stays what it is. Where a filter is wrong no rows are shown, and
    the counts are those of everything: they are the way out."""
    active = _partners(filters.chosen)
    if not active:
        return _kept_facets(filters)
    alone = [name for name in active if not _narrows(filters, name)]
    parts = [_part(filters.narrowed(), _columns(filters, leave_out=alone), total=True)]
    kept: Counts = {}
    for name in alone:
        column = _columns(filters, only=name)
        if active == [name] and column:
            kept |= {name: _kept_facets(filters).counts.get(name, {})}
        elif column:
            parts.append(_part(filters.narrowed((name, *_other_side(name))), column))
    found = _read(parts)
    found.counts |= kept
    return found


def _other_side(name: str) -> list[str]:
    return [other for window in WINDOWS if name in window for other in window if other != name]


def _partners(chosen: Iterable[str]) -> list[str]:
    """The chosen filters, the two ends of a window as one under the name of its first."""
    last_to_first = {last: first for first, last in WINDOWS}
    return list(dict.fromkeys(last_to_first.get(name, name) for name in chosen))


def _narrows(filters: RecordFilterSet, name: str) -> bool:
    found = filters.filters[name]
    return not isinstance(found, Said) or found.narrows_alone or found.column is None


def _columns(filters: RecordFilterSet, *, leave_out: Iterable[str] = (), only: str = "") -> dict[str, Column]:
    """The column of each facet by the name of its filter. A window has one, under the name of its first end."""
    seconds = {last for _first, last in WINDOWS}
    return {
        name: found.column
        for name, found in filters.filters.items()
        if isinstance(found, Said)
        and found.column
        and name not in seconds
        and name not in leave_out
        and only in ("", name)
    }


def _part(queryset: QuerySet, columns: dict[str, Column], *, total: bool = False) -> tuple[str, tuple[Any, ...]]:
    """SQL that gives (facet, value, count) of the rows of `queryset`."""
    used = {f"f{number}": (name, column) for number, (name, column) in enumerate(columns.items())}
    needed = {alias: F(column.name) for alias, (_name, column) in used.items()} or {"f": F("pk")}
    sql, parameters = queryset.order_by().values(**needed).query.sql_with_params()
    branches = list(_branches(used))
    plain = [alias for alias, (_name, column) in used.items() if not column.many and not column.most]
    branches += _grouped({alias: used[alias][0] for alias in plain}, total)
    return f"(WITH hits AS MATERIALIZED ({sql}) {' UNION ALL '.join(branches)})", parameters


def _branches(used: dict[str, tuple[str, Column]]) -> Iterator[str]:
    """A count of their own for arrays, and for what may have very many values and is cut after the most frequent."""
    for alias, (name, column) in used.items():
        if column.many:
            rows = f"hits, unnest(hits.{alias}) AS u(v)"
        elif column.most:
            rows = f"(SELECT {alias} AS v FROM hits WHERE {alias} IS NOT NULL) AS u"  # noqa: S608
        else:
            continue
        cut = f" ORDER BY 3 DESC, 2 LIMIT {column.most}" if column.most else ""
        yield f"(SELECT '{name}' AS facet, v::text AS value, count(*) AS n FROM {rows} GROUP BY v{cut})"  # noqa: S608


def _grouped(plain: dict[str, str], total: bool) -> list[str]:
    """All columns of few values, and the total, in one pass."""
    if not plain:
        return ["(SELECT '', '', count(*) FROM hits)"] if total else []
    sets = ", ".join([*(f"({alias})" for alias in plain), *(["()"] if total else [])])
    facet = " ".join(f"WHEN GROUPING({alias}) = 0 THEN '{name}'" for alias, name in plain.items())
    value = ", ".join(f"{alias}::text" for alias in plain)
    counted = f"SELECT CASE {facet} ELSE '' END, coalesce({value}, ''), count(*)"
    return [f"({counted} FROM hits GROUP BY GROUPING SETS ({sets}))"]


def _read(parts: list[tuple[str, tuple[Any, ...]]]) -> Facets:
    found = Facets()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in parts), [one for _, values in parts for one in values])
        for facet, value, count in cursor.fetchall():
            if facet:
                found.counts.setdefault(facet, {})[value] = count
            else:
                found.total = count
    return found


# By list and day: the version of the record makes an old entry unreachable.
_KEPT: dict[tuple[type[RecordFilterSet], date], tuple[int, Facets]] = {}


def _kept_facets(filters: RecordFilterSet) -> Facets:
    """Of all rows: asked once for each version of the record and each day, and then known to this process."""
    version = RecordVersion.now()
    key = (type(filters), filters.on)
    known = _KEPT.get(key)
    if known is None or known[0] != version:
        for old in [old for old in _KEPT if old[1] != filters.on]:
            del _KEPT[old]
        known = _KEPT[key] = (version, _of_all(filters))
    return known[1]


def _of_all(filters: RecordFilterSet) -> Facets:
    """Of cards, the database keeps the counts; what changes by the day is counted."""
    everything, columns = filters.queryset.all(), _columns(filters)
    if not issubclass(everything.model, Card):
        return _read([_part(everything, columns, total=True)])
    by_day = {name: column for name, column in columns.items() if filters.filters[name].changes_by_day}
    found = _read([_part(everything, by_day)]) if by_day else Facets()
    kept = FacetCount.objects.filter(card=everything.model.__name__.removesuffix("Card").lower())
    sums: Counts = {}
    for facet, value, count in kept.values_list("facet", "value").annotate(Sum("change")):
        if count:
            sums.setdefault(facet, {})[value] = count
    found.total = sums.get("", {}).get("", 0)
    for name, column in columns.items():
        if name not in by_day and column.name in sums:
            found.counts[name] = _most(sums[column.name], column.most)
    return found


def _most(counts: dict[str, int], most: int | None) -> dict[str, int]:
    if most is None or len(counts) <= most:
        return counts
    return dict(heapq.nsmallest(most, counts.items(), key=lambda one: (-one[1], one[0])))


def forget() -> None:
    """For tests, whose record changes without a commit."""
    _KEPT.clear()


def rows_without(filters: RecordFilterSet) -> dict[str, int]:
    """For an empty result: how many rows there would be without each of the chosen filters, where there are any."""
    names = _partners(filters.chosen)
    if len(names) < 2:
        return {}
    parts = []
    for name in names:
        sql, parameters = filters.narrowed((name, *_other_side(name))).order_by().values("pk").query.sql_with_params()
        parts.append((f"(SELECT '{name}', '', count(*) FROM ({sql}) AS hits)", parameters))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in parts), [one for _, values in parts for one in values])
        return {name: count for name, _value, count in cursor.fetchall() if count}
