"""What a list can be narrowed by, as its page shows it: the values there are, with their counts, and the years."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils.translation import get_language

from agreements.filters.base import WINDOWS, RecordFilterSet
from agreements.filters.facets import Facets
from agreements.filters.fields import Codes, DateFrom, Records
from agreements.folding import fold
from agreements.models import Party, RecordVersion, Topic
from agreements.pages.years import Histogram, histogram

OPEN = 8  # values of a facet shown at once; the rest unfolds


@dataclass(frozen=True, slots=True)
class Value:
    """`value` is sent, `count` the rows that choosing it gives."""

    label: str
    value: str
    count: int
    chosen: bool


class Name(NamedTuple):
    """What is sent, what is read and, where values are put in order, the key to sort by."""

    value: str
    label: str
    by: str = ""


@dataclass(frozen=True)
class End:
    """One end of a window of dates, as a text field."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Facet:
    """One filter. Either `values` (and `more`, folded) or `ends` with their `years`, or a text alone."""

    name: str
    label: str
    values: list[Value] = field(default_factory=list)
    more: list[Value] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    years: Histogram | None = None
    text: str | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def folded(self) -> bool:
        """Whether it can wait until somebody asks for it."""
        return not (self.errors or any(end.text for end in self.ends) or any(one.chosen for one in self.values))


def facets(filters: RecordFilterSet, found: Facets, url: Any) -> list[Facet]:
    """In the order of the filters. `url` gives the address of the list with some parameters changed."""
    labels = _labels(filters, found)
    return [
        facet
        for name in filters.filters
        if (facet := _facet(filters, name, found, labels, url)) and (facet.text is not None or _says(facet))
    ]


def _says(facet: Facet) -> bool:
    return bool(facet.values or facet.errors or facet.years or any(end.text for end in facet.ends))


def _facet(
    filters: RecordFilterSet, name: str, found: Facets, labels: Mapping[str, dict[str, Name]], url: Any
) -> Facet | None:
    of = filters.filters[name]
    counts = found.counts.get(name, {})
    errors = [str(error) for error in filters.form.errors.get(name, [])]
    if isinstance(of, Records | Codes):
        codes = {} if isinstance(of, Records) else of.labels
        known = labels.get(name) or {code: Name(code, str(label)) for code, label in codes.items()}
        shown, more = _first(_values(filters.data.getlist(name), counts, known, by_count=isinstance(of, Records)))
        return Facet(name, str(of.label), shown, more, errors=errors)
    if isinstance(of, DateFrom):
        return _window(filters, name, counts, errors, url)
    return Facet(name, str(of.label), text=filters.data.get(name, ""), errors=errors)


def _first(values: list[Value]) -> tuple[list[Value], list[Value]]:
    """The chosen ones and the first others, and what is left. One value alone is not worth unfolding."""
    if len(values) <= OPEN + 1:
        return values, []
    room = max(OPEN - sum(one.chosen for one in values), 0)
    shown, more = [], []
    for one in values:
        if one.chosen or room > 0:
            shown.append(one)
            room -= not one.chosen
        else:
            more.append(one)
    return shown, more


def _values(chosen: list[str], counts: Mapping[str, int], known: Mapping[str, Name], *, by_count: bool) -> list[Value]:
    """What gives nothing is left out, unless chosen."""
    asked = {value.lower() for value in chosen}
    rows = [
        (-counts.get(key, 0), by, Value(label, value, counts.get(key, 0), value.lower() in asked))
        for key, (value, label, by) in known.items()
        if counts.get(key) or value.lower() in asked
    ]
    return [value for _count, _by, value in (sorted(rows, key=itemgetter(0, 1)) if by_count else rows)]


def _window(
    filters: RecordFilterSet, name: str, counts: Mapping[str, int], errors: list[str], url: Any
) -> Facet | None:
    pair = next(window for window in WINDOWS if name in window)
    if name != pair[0]:
        return None
    ends = [End(end, str(filters.filters[end].label), filters.data.get(end, "")) for end in pair]
    errors = [*errors, *(str(error) for error in filters.form.errors.get(pair[1], []))]
    chosen = filters.chosen
    first, last = (_year(chosen.get(end), side) for end, side in zip(pair, ("earliest", "latest"), strict=True))
    drawn = histogram({int(year): count for year, count in counts.items()}, pair, first, last, filters.on, url)
    return Facet(name, str(filters.filters[name].heading), ends=ends, years=drawn, errors=errors)


def _year(value: Any, side: str) -> int | None:
    day: date | None = getattr(value, side, None)
    return day.year if day else None


def _labels(filters: RecordFilterSet, found: Facets) -> dict[str, dict[str, Name]]:
    """For each filter by records the names of what is counted, by its key. One query a kind of record."""
    needed: dict[Any, set[str]] = {}
    by_record = {name: of for name, of in filters.filters.items() if isinstance(of, Records)}
    for name, of in by_record.items():
        needed.setdefault(of.records, set()).update(found.counts.get(name, {}))
    names = {model: _names(model, keys) for model, keys in needed.items()}
    labels = {}
    for name, of in by_record.items():
        labels[name] = names[of.records] | _read(filters.chosen.get(name, ()), of.key)
    return labels


# By kind and language, what was named since the record last changed. Every list names parties and topics, which are
# few: of them all are read at once.
_KNOWN: dict[tuple[Any, str | None], tuple[int, dict[str, Name]]] = {}
MOST_KNOWN = 20_000


def _names(model: Any, keys: set[str]) -> dict[str, Name]:
    """Public already: what has a card is published, and what the card names is reached by it."""
    if not keys:
        return {}
    version, place = RecordVersion.now(), (model, get_language())
    if place not in _KNOWN or _KNOWN[place][0] != version or len(_KNOWN[place][1]) > MOST_KNOWN:
        _KNOWN[place] = (version, {})
    known = _KNOWN[place][1]
    if missing := keys - known.keys():
        few = model in (Party, Topic)
        wanted = model.objects.for_choice()
        known.update(_read(wanted if few else wanted.filter(pk__in=missing), "code" if few else "slug"))
    return {key: known[key] for key in keys if key in known}


def _read(records: Iterable[Any], key: str) -> dict[str, Name]:
    named = ((str(one.pk), str(getattr(one, key)), str(one)) for one in records)
    return {pk: Name(value, label, fold(label)) for pk, value, label in named}


def forget_names() -> None:
    """For tests, whose record changes without a commit."""
    _KNOWN.clear()
