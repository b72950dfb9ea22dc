"""Numbers of meetings as people say them."""

from django.utils.translation import gettext, pgettext


def english_ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st ..."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def ordinal_label(number: int | None, *, lower: bool = False) -> str:
    """ "21st meeting", or "Meeting" ("meeting" with `lower`) where the body does not number its meetings.

    A language that does not add a suffix to the digits uses %(number)s in its translation instead.
    """
    if number is None:
        return gettext("meeting") if lower else pgettext("a meeting without a number", "Meeting")
    # xgettext:no-python-format
    return gettext("%(ordinal)s meeting") % {"ordinal": english_ordinal(number), "number": number}


def session_name(title: str, number: int | None, body: str) -> str:
    """The name of a meeting anywhere: the body's goes with the number. `body` is "" where there is none to name."""
    if title or not body:
        return title or ordinal_label(number)
    return f"{body}, {ordinal_label(number, lower=True)}"
