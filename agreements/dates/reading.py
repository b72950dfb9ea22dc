"""What an editor types for a date: EDTF, numbers, or words in one of the interface's languages."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.dates.grammar import PartialDateError
from agreements.dates.partial import PartialDate
from agreements.dates.words import tokens_of

# Longer texts are prose: not worth reading, and only words that are all known make a date anyway.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: `edtf`, empty when it was nothing, and the words, empty when none were used."""

    edtf: str
    phrase: str


def read_phrase(text: str) -> Reading:
    """Reads what an editor typed. Words that make no date are kept as a phrase alone.

    Raises PartialDateError when it is a date, but an impossible or ambiguous one (“30 February 2023”, “2/6/2023”), or
    when it holds no words that could be kept.
    """
    text = " ".join(text.split())
    if not text:
        return Reading("", "")
    try:
        return Reading(PartialDate.parse(text).edtf, "")
    except PartialDateError:
        has_words = any(char.isalpha() and char != "X" for char in text)
        understood = _numbers(text) or _words(text)
        if not understood and not has_words:
            raise
    edtf = PartialDate.parse(understood).edtf if understood else ""
    return Reading(edtf, text if has_words else "")


_NUMBERS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")


def _numbers(text: str) -> str:
    """“22/6/2023” and “6/22/2023”, which only one order makes a date."""
    match = _NUMBERS.fullmatch(text)
    if not match:
        return ""
    one, other, year = int(match[1]), int(match[3]), match[4]
    if one <= 12 and other <= 12 and one != other:
        raise PartialDateError(
            _("“%(text)s” can be read in two ways. Write %(one)s or %(other)s.")
            % {
                "text": text,
                "one": f"{year}-{other:02}-{one:02}",
                "other": f"{year}-{one:02}-{other:02}",
            }
        )
    day, month = (one, other) if other <= 12 else (other, one)
    return f"{year}-{month:02}-{day:02}"


# Each form of one date in tokens, and its EDTF. d, e are days, p, q parts of a year, y a year.
_DAY = r"(?P<{}>0?[1-9]|[12][0-9]|3[01])"
_PART = r"p(?P<{}>[0-9]{{2}})"
_YEAR = r"(?P<y>[0-9]{4})"
_D, _E, _P, _Q = _DAY.format("d"), _DAY.format("e"), _PART.format("p"), _PART.format("q")

type _Forms = list[tuple[re.Pattern[str], str]]


def _forms(*forms: tuple[str, str]) -> _Forms:
    return [(re.compile(pattern), edtf) for pattern, edtf in forms]


_ONE = _forms(
    (_YEAR, "{y}"),
    (rf"{_P} {_YEAR}", "{y}-{p}"),
    (rf"{_D} {_P} {_YEAR}", "{y}-{p}-{d:0>2}"),
    (rf"{_P} {_D} {_YEAR}", "{y}-{p}-{d:0>2}"),
    (rf"p24 {_YEAR} to (?:[0-9]{{2}}){{1,2}}", "{y}-24"),
    (r"(?P<y>[0-9]{3})0s|decade (?P<z>[0-9]{3})0", "{y}{z}X"),
    (r"between (?P<y>[0-9]{2})00 and (?P=y)99", "{y}XX"),
    (rf"some month {_YEAR}", "{y}-XX"),
    (rf"some day {_YEAR}", "{y}-XX-XX"),
    (rf"some day {_P} {_YEAR}", "{y}-{p}-XX"),
)
_SPANS = _forms(
    (rf"{_D} (?:and|to) {_E} {_P} {_YEAR}", "{y}-{p}-{d:0>2}/{y}-{p}-{e:0>2}"),
    (rf"{_P} {_D} (?:and|to) {_E} {_YEAR}", "{y}-{p}-{d:0>2}/{y}-{p}-{e:0>2}"),
    (rf"{_D} {_P} (?:and|to) {_E} {_Q} {_YEAR}", "{y}-{p}-{d:0>2}/{y}-{q}-{e:0>2}"),
    (rf"{_P} {_D} (?:and|to) {_Q} {_E} {_YEAR}", "{y}-{p}-{d:0>2}/{y}-{q}-{e:0>2}"),
    (rf"{_P} (?:and|to) {_Q} {_YEAR}", "{y}-{p}/{y}-{q}"),
)
_QUALIFIERS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
_BETWEEN = re.compile(r"between (.+) and (.+)")


def _words(text: str) -> str:
    tokens = tokens_of(text) if len(text) <= LONGEST else None
    if not tokens:
        return ""
    # “au second semestre 2023” is during it.
    tokens = re.sub(r"^to (?=p(?:3[3-6]|4[01]) )", "", _with_halves_and_quarters(tokens))
    return _one(tokens) or _span(tokens)


def _with_halves_and_quarters(tokens: str) -> str:
    """Arabic names the half before its number, the others after."""
    for name, first, count in (("half", 40, 2), ("quarter", 33, 4)):
        for number in range(1, count + 1):
            tokens = re.sub(rf"\b(?:{number} {name}|{name} {number})\b", f"p{first + number - 1}", tokens)
    return tokens


def _one(tokens: str) -> str:
    about, uncertain = tokens.startswith("~ "), tokens.endswith(" ?")
    edtf = _fill(_ONE, tokens.removeprefix("~ ").removesuffix(" ?"))
    return edtf and edtf + _QUALIFIERS[about, uncertain]


def _fill(forms: _Forms, tokens: str) -> str:
    for pattern, edtf in forms:
        if match := pattern.fullmatch(tokens):
            return edtf.format_map({"z": ""} | {name: value or "" for name, value in match.groupdict().items()})
    return ""


def _span(tokens: str) -> str:
    for opening, edtf in (("from ", "{}/.."), ("until ", "../{}")):
        if tokens.startswith(opening) and (one := _one(tokens.removeprefix(opening))):
            return edtf.format(one)
    within_one_year = tokens.removeprefix("from ") if " to " in tokens else tokens.removeprefix("between ")
    return _fill(_SPANS, within_one_year) or _two_ends(tokens)


def _two_ends(tokens: str) -> str:
    words = tokens.removeprefix("from ")
    # Every place to cut, because a winter has a “to” of its own: “winter 2024–25 to 2026”.
    ends = [(words[: cut.start()], words[cut.end() :]) for cut in re.finditer(r" (?:to|until) ", words)]
    if between := _BETWEEN.fullmatch(tokens):
        ends.append((between[1], between[2]))
    read = ((_one(start), _one(end)) for start, end in ends)
    return next((f"{start}/{end}" for start, end in read if start and end), "")
