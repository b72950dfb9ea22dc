"""What a list can be narrowed by, as its page shows it: the values there are, with their counts, and the years."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language

from agreements.filters.base import WINDOWS, RecordFilterSet
from agreements.filters.facets import Facets
from agreements.filters.fields import Codes, DateFrom, Records
from agreements.models import Party, RecordVersion, Topic
from agreements.pages.years import Histogram, histogram

OPEN = 8  # values of a facet shown at once; the rest unfolds


@dataclass(frozen=True)
class Value:
    """`value` is sent, `count` the rows that choosing it gives."""

    label: str
    value: str
    count: int
    chosen: bool


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
    filters: RecordFilterSet, name: str, found: Facets, labels: Mapping[str, dict[str, tuple[str, str]]], url: Any
) -> Facet | None:
    of = filters.filters[name]
    counts = found.counts.get(name, {})
    errors = [str(error) for error in filters.form.errors.get(name, [])]
    if isinstance(of, Records | Codes):
        known = labels[name] if isinstance(of, Records) else {code: (code, str(of.labels[code])) for code in of.labels}
        values = list(_values(filters.data.getlist(name), counts, known, by_count=isinstance(of, Records)))
        shown = _first(values)
        return Facet(name, str(of.label), shown, [one for one in values if one not in shown], errors=errors)
    if isinstance(of, DateFrom):
        return _window(filters, name, counts, errors, url)
    return Facet(name, str(of.label), text=filters.data.get(name, ""), errors=errors)


def _first(values: list[Value]) -> list[Value]:
    """The chosen ones and the first others, in their order. One value alone is not worth unfolding."""
    if len(values) <= OPEN + 1:
        return values
    chosen = [one for one in values if one.chosen]
    others = [one for one in values if not one.chosen][: max(OPEN - len(chosen), 0)]
    return [one for one in values if one in chosen or one in others]


def _values(
    chosen: list[str], counts: Mapping[str, int], known: Mapping[str, tuple[str, str]], *, by_count: bool
) -> Iterator[Value]:
    """`known` maps what is counted to (what is sent, its label). What gives nothing is left out, unless chosen."""
    asked = {value.lower() for value in chosen}
    rows = [
        Value(label, value, counts.get(key, 0), value.lower() in asked)
        for key, (value, label) in known.items()
        if counts.get(key) or value.lower() in asked
    ]
    yield from sorted(rows, key=lambda one: -one.count) if by_count else rows


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


def _labels(filters: RecordFilterSet, found: Facets) -> dict[str, dict[str, tuple[str, str]]]:
    """For each filter by records: what is counted (its key) -> (what is sent, its name). One query a kind of record."""
    needed: dict[Any, set[str]] = {}
    by_record = {name: of for name, of in filters.filters.items() if isinstance(of, Records)}
    for name, of in by_record.items():
        needed.setdefault(of.records, set()).update(found.counts.get(name, {}))
    names = {model: _names(model, keys) for model, keys in needed.items()}
    labels = {}
    for name, of in by_record.items():
        chosen = {str(one.pk): (str(getattr(one, of.key)), str(one)) for one in filters.chosen.get(name, ())}
        labels[name] = names[of.records] | chosen
    return labels


# Every list names parties and topics, which are few: they are read again when the record changes.
_FEW: dict[tuple[Any, str | None], tuple[int, dict[str, tuple[str, str]]]] = {}


def _names(model: Any, keys: set[str]) -> dict[str, tuple[str, str]]:
    """Public already: what has a card is published, and what the card names is reached by it."""
    if not keys:
        return {}
    if model not in (Party, Topic):
        return _read(model.objects.for_choice().filter(pk__in=keys), "slug")
    version, place = RecordVersion.now(), (model, get_language())
    if place not in _FEW or _FEW[place][0] != version:
        _FEW[place] = (version, _read(model.objects.for_choice(), "code"))
    return {key: named for key, named in _FEW[place][1].items() if key in keys}


def _read(records: Any, key: str) -> dict[str, tuple[str, str]]:
    return {str(one.pk): (str(getattr(one, key)), str(one)) for one in records}


def forget_names() -> None:
    """For tests, whose record changes without a commit."""
    _FEW.clear()
