"""What a cell says: a date, a year, a word of a vocabulary, an address, or nothing."""

import re
from contextlib import nullcontext
from datetime import date

from django.utils.translation import gettext, override

from agreements.corpus.tables.fields import Field
from agreements.dates import PartialDate, PartialDateError, read_phrase
from agreements.folding import fold

FIRST_YEAR, LAST_YEAR = 1500, 2100
_THREE = re.compile(r"([0-9]{1,2})\s*([./-])\s*([0-9]{1,2})\s*\2\s*([0-9]{2}|[0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./]([0-9]{1,2})[./]([0-9]{1,2})")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9:]+)?")
_ADDRESS = re.compile(r"https?://[^\s.]\S*")
ORDERS = {"dmy": "day/month/year", "mdy": "month/day/year"}


class CellRefused(ValueError):
    """A cell that says something, and not what its column holds. Its message is for people."""


def unknown_marks(text: str) -> frozenset[str]:
    return frozenset(fold(mark) for mark in text.split(";") if mark.strip())


def is_ambiguous(text: str) -> bool:
    """Whether a date in numbers is another one in the other order of day and month."""
    match = _THREE.fullmatch(text)
    if match is None:
        return False
    one, other = int(match[1]), int(match[3])
    return one != other and 1 <= one <= 12 and 1 <= other <= 12


def date_of(text: str, order: str) -> str:
    """EDTF, as precise as the cell. `order` is that of day and month, "" where it was not told; never guessed."""
    if match := _THREE.fullmatch(text):
        return _plausible(_in_order(match, order), text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _plausible(_day(match[1], match[2], match[3], text), text)
    if match := _TIME.fullmatch(text):
        text = match[1]
    try:
        reading = read_phrase(re.sub(r"([0-9]{4})\.0", r"\1", text))
    except PartialDateError as error:
        raise CellRefused(str(error)) from error
    if not reading.edtf:
        reason = gettext("“%s” is no date. Write it like 2004-05-03, 2004-05, 2004 or 3 May 2004, or leave it blank.")
        raise CellRefused(reason % text)
    return _plausible(reading.edtf, text)


def _in_order(match: re.Match[str], order: str) -> str:
    one, other, year = match[1], match[3], match[4]
    if len(year) == 2:
        raise CellRefused(gettext("“%s”: write the year in four digits.") % match[0])
    if not order and is_ambiguous(match[0]):
        reason = gettext("“%s” can be read in two ways: say whether the day or the month comes first.")
        raise CellRefused(reason % match[0])
    order = order or ("dmy" if int(other) <= 12 else "mdy")
    day, month = (one, other) if order == "dmy" else (other, one)
    return _day(year, month, day, match[0], order)


def _day(year: str, month: str, day: str, text: str, order: str = "") -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        if order:
            reason = gettext("“%(text)s” is no date in the order %(order)s.")
            raise CellRefused(reason % {"text": text, "order": ORDERS[order]}) from error
        raise CellRefused(gettext("“%s” is no day of the calendar.") % text) from error


def _plausible(edtf: str, text: str) -> str:
    """A year that no treaty has is a sign for something: what it means is said, not guessed."""
    parsed = PartialDate.parse(edtf)
    days = [day for day in (parsed.earliest, parsed.latest) if day]
    if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        reason = gettext(
            "“%(text)s” lies outside %(first)s to %(last)s. If it means that the date is unknown, add it to the signs."
        )
        raise CellRefused(reason % {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR})
    return edtf


def year_of(text: str) -> str:
    match = re.fullmatch(r"([0-9]{4})(?:\.0)?", text)
    if not match:
        raise CellRefused(gettext("“%s” is no year of four digits.") % text)
    return _plausible(match[1], text)


def number_of(text: str) -> int:
    match = re.fullmatch(r"([0-9]{1,6})(?:\.0|st|nd|rd|th)?", text.casefold())
    if not match or int(match[1]) < 1:
        raise CellRefused(gettext("“%s” is no number from 1.") % text)
    return int(match[1])


def is_address(text: str) -> bool:
    try:
        return bool(addresses_of(text))
    except CellRefused:
        return False


def addresses_of(text: str) -> list[str]:
    """Addresses divided by semicolons or blanks; a semicolon within one stays where no new one begins after it."""
    parts = [part.rstrip(";").strip() for part in re.split(r"[;\s]+(?=https?://|www\.)", text.strip())]
    found = [f"https://{part}" if part.startswith("www.") else part for part in parts]
    for address in found:
        if not _ADDRESS.fullmatch(address):
            reason = gettext(
                "“%s” is no address that begins with http:// or https://. Map its column to another field."
            )
            raise CellRefused(reason % address)
    return list(dict.fromkeys(found))


def list_of(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


LEAVE_OUT = "-"


class Vocabulary:
    """The codes of a field by what people write for them: the code, its label, a synonym, or what was asked about."""

    def __init__(self, field: Field, given: dict[str, str]) -> None:
        self._codes = dict(field.synonyms)
        for language in (None, "en"):
            with override(language) if language else nullcontext():
                self._codes |= {fold(str(label)): code for code, label in field.choices.choices}
        self._codes |= {code: code for code in field.choices.values}
        self._codes |= {fold(code.replace("-", " ")): code for code in field.choices.values}
        self._codes |= {word: code for word, code in given.items() if code}

    def code(self, text: str) -> str | None:
        """None where the word is not known, LEAVE_OUT where an editor said that it means nothing here."""
        return self._codes.get(fold(text))
