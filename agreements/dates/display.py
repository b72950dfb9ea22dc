"""Partial dates as people write them, never more precise than they are.

Every form is one whole translatable sentence: word order, articles and the way a day is counted differ by language.
"""

from datetime import timedelta

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from agreements.dates.grammar import Precision, Side

_PARTS = {
    "21": gettext_lazy("spring %(year)d"),
    "22": gettext_lazy("summer %(year)d"),
    "23": gettext_lazy("autumn %(year)d"),
    # Both years, since “winter 2024” is read both ways.
    "24": gettext_lazy("winter %(year)d–%(next)02d"),
    "33": gettext_lazy("first quarter of %(year)d"),
    "34": gettext_lazy("second quarter of %(year)d"),
    "35": gettext_lazy("third quarter of %(year)d"),
    "36": gettext_lazy("fourth quarter of %(year)d"),
    "40": gettext_lazy("first half of %(year)d"),
    "41": gettext_lazy("second half of %(year)d"),
}
_HALVES = {("01", "06"): "40", ("07", "12"): "41"}
_QUALIFIED = {
    "": gettext_lazy("%(date)s"),
    "~": gettext_lazy("about %(date)s"),
    "?": gettext_lazy("%(date)s (uncertain)"),
    "%": gettext_lazy("about %(date)s (uncertain)"),
}


def humanize(sides: tuple[Side | None, ...]) -> str:
    if len(sides) == 1 or sides[0] == sides[1]:
        return _side(sides[0]) if sides[0] else ""
    start, end = sides
    if end is None:
        return _("from %(start)s") % {"start": _side(start)} if start else ""
    if start is None:
        return _("until %(end)s") % {"end": _side(end)}
    return _interval(start, end)


def with_weekday(sides: tuple[Side | None, ...]) -> str:
    side = sides[0]
    if len(sides) > 1 or side is None or side.precision != Precision.DAY or side.qualifier:
        return humanize(sides)
    return _("%(weekday)s %(date)s") % {"weekday": WEEKDAYS[side.first.weekday()], "date": humanize(sides)}


def _side(side: Side) -> str:
    return str(_QUALIFIED[side.qualifier]) % {"date": _unqualified(side)}


def _unqualified(side: Side) -> str:
    year = side.first.year
    match side.precision:
        case Precision.CENTURY:
            return _("between %(first)d and %(last)d") % {"first": year, "last": side.last.year}
        case Precision.DECADE:
            return _("%(year)ds") % {"year": year}
        case Precision.YEAR:
            return _year(side)
        case Precision.MONTH:
            return _month(side)
        case Precision.DAY:
            return _day(side)
    return str(_PARTS[side.part]) % {"year": year, "next": (year + 1) % 100}


def _year(side: Side) -> str:
    names = {"year": side.first.year}
    if side.day:
        return _("some day of %(year)d") % names
    return (_("some month of %(year)d") if side.part else _("%(year)d")) % names


def _month(side: Side) -> str:
    names = {"month": MONTHS[side.first.month], "year": side.first.year}
    return (_("some day of %(month)s %(year)d") if side.day else _("%(month)s %(year)d")) % names


def _day(side: Side) -> str:
    return _("%(day)s %(month)s %(year)d") % _names(side)


def _names(side: Side, prefix: str = "") -> dict[str, object]:
    # Languages that count the first of a month otherwise (French “1er”) say so in the translation of this one number.
    day = pgettext("first day of a month", "1") if side.first.day == 1 else str(side.first.day)
    month = MONTHS[side.first.month]
    return {f"{prefix}day": day, f"{prefix}month": month, f"{prefix}year": side.first.year}


def _interval(start: Side, end: Side) -> str:
    same_year = start.first.year == end.first.year
    if same_year and not start.vague and not end.vague:
        if start.precision == end.precision == Precision.DAY:
            return _days_of_a_year(start, end)
        if start.precision == end.precision == Precision.MONTH:
            return _months_of_a_year(start, end)
    # “2004 to 2006” is clear; “about 2004 to 2006” could be about either.
    template = _("from %(start)s to %(end)s") if start.vague or end.vague else _("%(start)s to %(end)s")
    return template % {"start": _side(start), "end": _side(end)}


def _days_of_a_year(start: Side, end: Side) -> str:
    names = _names(start) | _names(end, "end_")
    if start.first.month != end.first.month:
        return _("%(day)s %(month)s to %(end_day)s %(end_month)s %(year)d") % names
    if end.first - start.first == timedelta(days=1):
        return _("%(day)s and %(end_day)s %(month)s %(year)d") % names
    return _("%(day)s to %(end_day)s %(month)s %(year)d") % names


def _months_of_a_year(start: Side, end: Side) -> str:
    year = start.first.year
    if half := _HALVES.get((start.part, end.part)):
        return str(_PARTS[half]) % {"year": year}
    names = {"month": MONTHS[start.first.month], "end_month": MONTHS[end.first.month], "year": year}
    return _("%(month)s to %(end_month)s %(year)d") % names
