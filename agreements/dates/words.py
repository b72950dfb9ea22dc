"""The words for dates in the four languages of the interface, each with the token that the reader knows it by.

A token `pNN` is a part of a year by its EDTF number: months 01 to 12, seasons 21 to 24, quarters 33 to 36, semesters
40 and 41. All words stand here folded: no accents, no capitals.
"""

import re
import unicodedata
from functools import lru_cache

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP, WEEKDAYS
from django.utils.translation import override

from agreements.folding import fold

LANGUAGES = ("en", "fr", "es", "ar")

# Several words that mean one thing; replaced before the text is split.
_PHRASES = {
    "from": "a partir|a compter",
    "until": "jusqu a|jusqu au|jusqu en",
    "during": "au cours|in the course|a lo largo",
    "by": "d ici a|d ici",
    "p10": "تشرين الاول",
    "p11": "تشرين الثاني",
    "p12": "كانون الاول",
    "p01": "كانون الثاني",
}

_TOKENS = {
    "1": "first premier premiere primer primero primera الاول الاولى",
    "2": "second seconde deuxieme segundo segunda الثاني الثانية",
    "3": "third troisieme tercer tercero tercera الثالث الثالثة",
    "4": "fourth quatrieme cuarto cuarta الرابع الرابعة",
    "half": "half semester semestre moitie mitad النصف نصف",
    "quarter": "quarter trimestre الربع ربع",
    "p21": "spring printemps primavera الربيع",
    "p22": "summer ete verano صيف الصيف",
    "p23": "autumn fall automne otono خريف الخريف",
    "p24": "winter hiver invierno شتاء الشتاء",
    "p33": "q1",
    "p34": "q2",
    "p35": "q3",
    "p36": "q4",
    "p40": "h1",
    "p41": "h2",
    "p07": "يوليوز تموز جويلية",
    "p08": "غشت اب اوت",
    "p09": "sept set setiembre شتنبر ايلول",
    "p11": "نونبر",
    "p12": "دجنبر",
    "p01": "جانفي",
    "p02": "شباط فيفري",
    "p03": "اذار",
    "p04": "نيسان افريل",
    "p05": "ماي ايار",
    "p06": "حزيران جوان",
    "~": "~ about around approximately circa c ca environ vers hacia alrededor aproximadamente حوالي نحو",
    "?": "? uncertain incertain incierto",
    "from": "from since depuis desde منذ",
    "until": "until till hasta حتى",
    "between": "between entre بين",
    "and": "and et y و",
    "to": "to - / a au al الى",
    "some": "some",
    "month": "month",
    "day": "day",
    "decade": "decade annees anos",
}

# What carries no date. “By” is here because a due date is the last day itself: “by 7 November 2022” is 2022-11-07.
_FILLERS = """
    the of in on during by year in at
    le la les l de du des d en dans durant pendant annee an
    el los las del durante ano dia mes mois para
    في من شهر عام سنة خلال يوم
"""


def _bare(text: str) -> str:
    """Folded, with every script's digits as 0-9, and blanks for what only sets words apart."""
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in fold(text))
    return " ".join(re.sub(r"[.,;()'\"“”«»،]", " ", plain).split())


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, str]:
    """Every known word and its token; an empty token drops the word."""
    words = dict.fromkeys(_FILLERS.split(), "")
    for token, synonyms in _TOKENS.items():
        words |= dict.fromkeys(synonyms.split(), token)
    for language in LANGUAGES:
        with override(language):
            words |= {_bare(str(name)): "" for name in WEEKDAYS.values()}
            for names in (MONTHS, MONTHS_3, MONTHS_AP):
                words |= {_bare(str(name)): f"p{number:02}" for number, name in names.items()}
    return words


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    phrases = {phrase: token for token, synonyms in _PHRASES.items() for phrase in synonyms.split("|")}
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b"), phrases


def tokens_of(text: str) -> str | None:
    """The tokens of a text, single blanks between them; None when a word is unknown.

    Numbers stay as they are, without the ending of an ordinal (“2nd”, “1er”, “2.º”).
    """
    pattern, phrases = _phrases()
    plain = pattern.sub(lambda match: phrases[match[0]], _bare(text))
    plain = re.sub(r"\b([0-9]{1,2}) ?(?:st|nd|rd|th|er|re|e|eme|o)\b", r"\1", plain)
    known = vocabulary() | {token: token for token in phrases.values()} | {"during": "", "by": ""}
    tokens = []
    for word in re.findall(r"[0-9]{3}0s\b|[hq][1-4]\b|[0-9]+|[^\W0-9]+|\S", plain):
        if word[0].isdigit():
            tokens.append(word)
        elif word not in known:
            return None
        elif known[word]:
            tokens.append(known[word])
    return " ".join(tokens)
