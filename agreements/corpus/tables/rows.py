"""The values of a row as a record of docs/records.md."""

from typing import Any

from django.utils.translation import gettext

from agreements.dates import PartialDate
from agreements.models.vocabularies import TableKind

type Data = dict[str, Any]
type Told = list[tuple[str, str]]

_DETAILS = ("title", "publisher", "kind", "language", "published")
_PAIR = ("party_a", "party_b", "parties", "further_parties")


def record_of(kind: str, values: Data, problems: Told, doubts: Told) -> Data:
    """Without its key. What is missing, and not there already as a cell that cannot be read, is added to `problems`,
    each with the name of a field."""
    data = _made[kind](values, problems, doubts)
    if sources := _sources(values, doubts):
        data["sources"] = sources
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _rest(values: Data, *without: str) -> Data:
    return {
        name: value
        for name, value in values.items()
        if name not in without and not name.startswith(("source_", "sources"))
    }


def _needed(values: Data, name: str, problems: Told) -> None:
    if not values.get(name) and name not in dict(problems):
        problems.append((name, gettext("This is needed, and the row has none.")))


def _agreement(values: Data, problems: Told, doubts: Told) -> Data:
    _needed(values, "title", problems)
    data = _rest(values, *_PAIR, "signed_year")
    return {**data, **_parties(values, problems), "signed": _dated(values, "signed", "signed_year", doubts)}


def _meeting(values: Data, problems: Told, doubts: Told) -> Data:
    data = _rest(values, *_PAIR, "date_year", "name", "city", "country", "venue")
    if not values.get("body"):
        data["title"] = values.get("title") or values.get("name")
        _needed(data, "title", problems)
    if not values.get("body") or any(values.get(name) for name in _PAIR):
        data |= _parties(values, problems)
    data["place"] = {name: values[name] for name in ("city", "country", "venue") if name in values}
    return {**data, "date": _dated(values, "date", "date_year", doubts)}


def _person(values: Data, problems: Told, doubts: Told) -> Data:
    _needed(values, "name", problems)
    _needed(values, "parties", problems)
    return {**_rest(values), "parties": list(dict.fromkeys(values.get("parties", [])))}


def _institution(values: Data, problems: Told, doubts: Told) -> Data:
    _needed(values, "name", problems)
    _needed(values, "party", problems)
    return _rest(values)


_made = {
    TableKind.AGREEMENTS.value: _agreement,
    TableKind.MEETINGS.value: _meeting,
    TableKind.PEOPLE.value: _person,
    TableKind.INSTITUTIONS.value: _institution,
}


def _parties(values: Data, problems: Told) -> Data:
    """The two of the relation and the others: of one column that holds all, or of one column for each."""
    told = [code for name in ("party_a", "party_b") if (code := values.get(name))]
    codes = list(dict.fromkeys([*told, *values.get("parties", [])]))
    if len(set(told)) < len(told):
        problems.append(("party_b", gettext("Both parties are %s: an agreement has two.") % told[0]))
    elif len(codes) < 2 and not dict(problems).keys() & set(_PAIR):
        field = "party_a" if not codes else "party_b"
        problems.append((field, gettext("This is needed, and the row has none.")))
    further = [code for code in values.get("further_parties", []) if code not in codes[:2]]
    return {"parties": codes[:2], "further_parties": list(dict.fromkeys([*codes[2:], *further]))}


def _dated(values: Data, name: str, year: str, doubts: Told) -> str | None:
    """The year stands in for a date that is missing. Where both are told and differ, the date is taken."""
    date = values.get(name)
    if date and (told := values.get(year)):
        parsed, whole = PartialDate.parse(date), PartialDate.parse(told)
        if not _overlap(parsed, whole):
            reason = gettext("The date %(date)s is not in the year %(year)s; the date is taken.")
            doubts.append((name, reason % {"date": date, "year": told}))
    return date or values.get(year)


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    after = one.earliest and other.latest and one.earliest > other.latest
    before = one.latest and other.earliest and one.latest < other.earliest
    return not (after or before)


def _sources(values: Data, doubts: Told) -> list[Data]:
    addresses = values.get("sources", [])
    details = {name: values[f"source_{name}"] for name in _DETAILS if values.get(f"source_{name}")}
    if details and len(addresses) > 1:
        reason = gettext("The row has several addresses: what it says of the source, none of them gets.")
        doubts.append(("sources", reason))
        details = {}
    return [{"url": address, **details} for address in addresses]
