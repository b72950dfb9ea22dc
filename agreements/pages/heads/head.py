"""What stands in the head of a page, for search engines, social networks and whoever keeps references."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from agreements.records.common import Site

# What search engines show of a description.
LONGEST = 160
LANGUAGE = re.compile(rf"^/({'|'.join(code for code, _name in settings.LANGUAGES)})(?=/)")
# As social networks know languages, who want a country with each.
LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AR"}

type Node = dict[str, Any]


class Alternate(NamedTuple):
    """`language` is "x-default" for who reads none of the others."""

    language: str
    url: str


@dataclass(frozen=True)
class Head:
    """`title` is "" where the name of the site says it all; `path` the one address of what is shown, in the language it
    is shown in. What is not `indexed` is for readers, not for search engines. `graph` is for machines (linked.py)."""

    site: Site
    title: str
    description: str
    path: str
    kind: str = "article"
    indexed: bool = True
    graph: list[Node] = field(default_factory=list)

    @property
    def root(self) -> str:
        return self.site.root

    @property
    def url(self) -> str:
        return self.site.url(self.path)

    @property
    def alternates(self) -> list[Alternate]:
        return alternates(self.site, without_language(self.path))

    @property
    def locale(self) -> str:
        return LOCALES[get_language() or settings.LANGUAGE_CODE]

    @property
    def other_locales(self) -> list[str]:
        return [locale for locale in LOCALES.values() if locale != self.locale]

    @property
    def linked(self) -> Node:
        return {"@context": "https://schema.org", "@graph": self.graph} if self.graph and self.indexed else {}


def without_language(path: str) -> str:
    """The address in English, which names a record in every language."""
    return LANGUAGE.sub("", path)


def alternates(site: Site, path: str) -> list[Alternate]:
    """Of an address in English: that of each language. `path` itself is for who reads none of them."""
    others = [(code, "" if code == settings.LANGUAGE_CODE else f"/{code}") for code, _name in settings.LANGUAGES]
    return [
        *(Alternate(code, site.url(prefix + path)) for code, prefix in others),
        Alternate("x-default", site.url(path)),
    ]


def about_the_site() -> str:
    return gettext(
        "A public record of what states agree on migration, two by two, and what became of it, every fact with its "
        "source."
    )


def told(*parts: object, most: int = LONGEST) -> str:
    """What is known of a record, beginning with what matters most."""
    return shortened(" · ".join(joined(parts)), most)


def counted(count: int, noun: Callable[[int], str]) -> Iterable[str]:
    """ "27 meetings"; of what there is none of, nothing is told."""
    return [noun(count)] if count else []


def joined(parts: Iterable[object]) -> list[str]:
    """What there is of it, as text, each part once."""
    return list(dict.fromkeys(text for part in parts if part and (text := " ".join(str(part).split()))))


def shortened(text: str, most: int) -> str:
    """At the end of a word, where one ends late enough."""
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0].rstrip(" ·,;:–-")
    return f"{cut}…" if len(cut) > most / 2 else Truncator(text).chars(most)
