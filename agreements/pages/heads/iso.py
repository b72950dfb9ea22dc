"""Partial dates in ISO 8601 as other machines read it: days, months and years, and nothing that is not known."""

from agreements.dates import PartialDate, Precision
from agreements.dates.grammar import Side, sides_of

NAMED = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
# A winter lies in two years: neither of them is its year.
WINTER = "24"


def iso(value: PartialDate | None) -> str:
    """ "2023-06-02", "2023-06", "2023"; a half, a quarter and a season as their year. "" for what is uncertain, open,
    of several years, or wider than a year: a reader would take any of these for certain."""
    sides = sides_of(value.edtf) if value else (None,)
    if len(sides) == 1:
        return _reduced(sides[0])
    first, last = (_reduced(side) for side in sides)
    return first[:4] if first and first[:4] == last[:4] else ""


def span(value: PartialDate | None) -> tuple[str, str]:
    """Of an event: its first and its last day where both are known to the day, else what is known and ""."""
    sides = sides_of(value.edtf) if value else ()
    if len(sides) == 2:
        first, last = (_reduced(side) for side in sides)
        if len(first) == len(last) == NAMED[Precision.DAY]:
            return first, last
    return iso(value), ""


def window(value: PartialDate | None) -> str:
    """As an interval where no day, month or year names it: "2023-07/2023-12" for the second half of 2023."""
    sides = sides_of(value.edtf) if value else ()
    if not sides or any(side and side.vague for side in sides):
        return ""
    if len(sides) == 2:
        return "/".join(_reduced(side) or ".." for side in sides)
    only = sides[0]
    if only is None or only.precision in NAMED:
        return _reduced(only)
    return f"{only.first:%Y-%m}/{only.last:%Y-%m}"


def _reduced(side: Side | None) -> str:
    if side is None or side.qualifier or "X" in side.year or side.part == WINTER:
        return ""
    return side.first.isoformat()[: NAMED.get(side.precision, NAMED[Precision.YEAR])]
