"""Text as names and words are compared: without accents, case and spacing."""

import re
import unicodedata

# What Unicode neither takes apart nor calls one of A to Z with something added.
_LETTERS = (
    {"Ŀ": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ȷ": "j", "ŋ": "n", "ŉ": "'n", "ĸ": "q", "ɛ": "e"}
    | {"ʉ": "u", "ɩ": "i", "ƕ": "hv", "ƣ": "oi", "ȸ": "db", "ȹ": "qp", "ẜ": "s", "ẝ": "s", "ỻ": "ll", "ỽ": "v"}
    | {"\u034f": ""}  # holds marks in their order, and is no mark itself
    | dict.fromkeys("‘’‛ʹʻʼʽ", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
)


class _Plain(dict[int, str]):
    """By code point, what is left of a letter; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = "" if unicodedata.combining(char) else _LETTERS.get(char, char)
        # ø, ł and đ of Europe, ɓ, ɗ and ƙ of West Africa: “LATIN SMALL LETTER K WITH HOOK”.
        if named := re.match(r"LATIN SMALL LETTER ([A-Z]) WITH ", unicodedata.name(char, "")):
            plain = named[1].lower()
        self[code] = plain
        return plain


_plain = _Plain()


def fold(text: str) -> str:
    """What the database's `fold` (migration 0001) holds to be the same is the same here, too.

    This one goes further: it also drops the vowel signs and hamzas of Arabic, takes the accents off Cyrillic letters,
    opens ligatures and presentation forms, and makes blanks single.
    """
    for _round in range(2):  # what taking apart and lower case bring to light may itself be in the tables
        text = unicodedata.normalize("NFKD", text.translate(_plain)).translate(_plain).casefold()
    return " ".join(text.split())
