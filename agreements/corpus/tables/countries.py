"""Which party a cell means: a code, or a name in one of four languages, as lists of states write it."""

import json
import re
from functools import cache
from pathlib import Path

from agreements.folding import fold
from agreements.models import Party

# By code of two letters: the code of three (ISO 3166-1; XKX is its user-assigned one for Kosovo), then the names of
# ISO and of the United Nations, and others in use, former ones too.
VARIANTS = Path(__file__).with_name("countries.json")
# “Republic of X” is X, once no state is called so as a whole. China, Korea and the Congo are told apart by it alone.
_STYLES = re.compile(
    r"(?:the )?(?:(?:[a-z]+ )?(?:republic|kingdom|state|sultanate|principality|commonwealth|federation) of|"
    r"(?:royaume|republique|principaute|etat) (?:du|de la|de l|des|de|d)|"
    r"(?:reino|republica|principado|estado) (?:de la|del|de los|de))(?: the)? (.+)"
)
_NEVER_BARE = {"china", "korea", "congo", "the congo", "ireland", "dominica", "chine", "coree", "corea"}


def plain(name: str) -> str:
    """A name as names are compared: folded, without dots, apostrophes and hyphens, “&” written out."""
    words = re.sub(r"[.'’`´-]", " ", fold(name)).replace("&", " and ")
    words = re.sub(r"\bst\b", "saint", re.sub(r"\((?:the|la|le|el|les|los)\)", " ", words))
    return " ".join(words.split())


def _turned(name: str) -> str:
    """“korea, republic of” and “iran (islamic republic of)” in the order of speech."""
    match = re.fullmatch(r"([^,(]+?)\s*(?:,\s*(.+)|\((.+)\))", name)
    return f"{match[2] or match[3]} {match[1]}" if match else name


@cache
def _variants() -> dict[str, str]:
    known: dict[str, str] = {}
    for code, names in json.loads(VARIANTS.read_text(encoding="utf-8")).items():
        for name in names:
            known.setdefault(plain(name), code)
    return known


class Countries:
    """`given` maps names that an editor was asked about, as `plain` writes them, to codes."""

    def __init__(self, given: dict[str, str] | None = None) -> None:
        parties = list(Party.objects.all())
        self.codes = {party.code for party in parties}
        self.labels = {party.code: str(party) for party in parties}
        # Our own names come first, and a name that an editor was asked about before all.
        self._names = {name: code for name, code in _variants().items() if code in self.codes}
        for party in parties:
            for name in (party.name, party.name_fr, party.name_es, party.name_ar):
                if name:
                    self._names[plain(name)] = party.code
        self._names |= {name: code for name, code in (given or {}).items() if code in self.codes}

    def code(self, text: str) -> str | None:
        """None where nothing is called so."""
        text = text.strip()
        if text.upper() in self.codes and len(text) == 2 and plain(text) not in self._names:
            return text.upper()
        name = plain(text)
        for spelling in (name, plain(_turned(name)), name.removeprefix("the ")):
            if spelling in self._names:
                return self._names[spelling]
        styled = _STYLES.fullmatch(plain(_turned(name)))
        return self._names.get(styled[1]) if styled and styled[1] not in _NEVER_BARE else None
