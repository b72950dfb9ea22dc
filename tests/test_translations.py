"""The interface in French, Spanish and Arabic: whole, faithful to what it fills in, and compiled.

The catalogues are read here without GNU gettext, which only those who change a string need.
"""

import ast
import gettext
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from agreements.dates import PartialDate
from agreements.filters.meeting import MeetingFilter
from agreements.models.ordinals import ordinal_label
from tests.world import meeting

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
LOCALE = Path(settings.LOCALE_PATHS[0])
LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[\d\])? )?(".*")')
FILLED_IN = re.compile(r"%(?:\(\w+\))?[0-9]*[sd]|{\w+}|</?\w[^>]*>")
# English alone adds a suffix to the digits.
OTHERWISE_NAMED = {"%(ordinal)s": "%(number)s"}


@dataclass
class Entry:
    """One string of a .po file. `strings` holds, for each keyword, the texts in the order of the file."""

    flags: str = ""
    strings: dict[str, list[str]] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return self.strings["msgid"][0]

    @property
    def key(self) -> str:
        """As a compiled catalogue keys it: the context, if any, before an end-of-transmission character."""
        return "\x04".join([*self.strings.get("msgctxt", []), self.source])

    @property
    def translations(self) -> list[str]:
        return self.strings["msgstr"]

    @property
    def compiled(self) -> dict[str | tuple[str, int], str]:
        if "msgid_plural" not in self.strings:
            return {self.key: self.translations[0]}
        return {(self.key, form): text for form, text in enumerate(self.translations)}


def read_entry(block: str) -> Entry:
    entry, keyword = Entry(), ""
    for line in block.splitlines():
        if line.startswith("#,"):
            entry.flags += line
        elif found := LINE.fullmatch(line):
            keyword = found[1] or keyword
            texts = entry.strings.setdefault(keyword, [])
            text = ast.literal_eval(found[2])
            if found[1]:
                texts.append(text)
            else:
                texts[-1] += text
    return entry


@cache
def catalogue(language: str) -> tuple[Entry, list[Entry]]:
    """The header of the .po file, and its entries."""
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    header, *entries = (read_entry(block) for block in text.split("\n\n") if "msgid" in block)
    return header, entries


def forms(language: str) -> int:
    found = re.search(r"nplurals=(\d)", catalogue(language)[0].translations[0])
    assert found
    return int(found[1])


def filled_in(text: str) -> list[str]:
    return sorted(OTHERWISE_NAMED.get(name, name) for name in FILLED_IN.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    _header, entries = catalogue(language)
    assert len(entries) > 500
    assert not [entry.source for entry in entries if not all(entry.translations) or "fuzzy" in entry.flags]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_has_all_forms_of_the_language(language: str) -> None:
    counted = [entry for entry in catalogue(language)[1] if "msgid_plural" in entry.strings]
    assert counted
    assert not [entry.source for entry in counted if len(entry.translations) != forms(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_its_source_does(language: str) -> None:
    different = [
        (entry.source, text)
        for entry in catalogue(language)[1]
        for text in entry.translations
        if filled_in(text) != filled_in(entry.source)
    ]
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    _header, entries = catalogue(language)
    written = {key: text for entry in entries for key, text in entry.compiled.items()}
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    compiled = dict(translations._catalog)  # type: ignore[attr-defined]
    assert int(translations.info()["plural-forms"][len("nplurals=")]) == forms(language)
    assert {key: text for key, text in compiled.items() if key} == written, "Run make messages."


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/fr/", "Ce dont les États conviennent sur la migration, et ce qu’il en advient."),
        ("/es/", "Lo que los Estados acuerdan sobre migración, y qué fue de ello."),
        ("/ar/", "ما تتفق عليه الدول بشأن الهجرة، وما آل إليه."),
        ("/fr/about/", "À propos et méthode"),
        ("/es/about/", "Acerca del registro y método"),
        ("/ar/about/", "عن السجل ومنهجه"),
    ],
)
def test_pages_are_headed_in_the_readers_language(client: Client, db: None, address: str, heading: str) -> None:
    page = client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page)
    assert found
    assert found[1] == heading


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fr", "1 réunion · Maroc et Espagne (tenue) · à partir de : 2019"),
        ("es", "1 reunión · Marruecos, España (celebrada) · desde: 2019"),
        ("ar", "1 اجتماع · المغرب وإسبانيا (عُقد) · منذ: 2019"),
    ],
)
def test_a_list_says_what_it_shows_in_the_readers_language(
    client: Client, db: None, language: str, heading: str
) -> None:
    meeting(date="2023", status="held")
    address = f"/{language}/meetings/?party=MA&party=ES&status=held&from=2019"
    page = client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert f'<h1 class="sentence">{heading}</h1>' in page


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(client: Client, db: None, language: str, direction: str) -> None:
    assert f'<html lang="{language}" dir="{direction}">' in client.get(f"/{language}/").content.decode()


@pytest.mark.parametrize(
    ("edtf", "french", "spanish", "arabic"),
    [
        ("2023-06", "juin 2023", "junio de 2023", "يونيو 2023"),
        ("2023-41", "second semestre 2023", "segundo semestre de 2023", "النصف الثاني من عام 2023"),
        ("2024-33", "premier trimestre 2024", "primer trimestre de 2024", "الربع الأول من عام 2024"),
        ("2024-21", "printemps 2024", "primavera de 2024", "ربيع 2024"),
        ("2024-24", "hiver 2024–25", "invierno de 2024–25", "شتاء 2024/25"),
        ("201X", "années 2010", "década de 2010", "عقد 2010"),
        ("2023~", "vers 2023", "alrededor de 2023", "نحو 2023"),
        ("2011?", "2011 (incertain)", "2011 (incierto)", "2011 (غير مؤكد)"),
        ("2019~/2021", "début : vers 2019 ; fin : 2021", "desde alrededor de 2019 hasta 2021", "من نحو 2019 إلى 2021"),
    ],
)
def test_dates_stay_as_precise_in_every_language(edtf: str, french: str, spanish: str, arabic: str) -> None:
    shown = []
    for language in ("fr", "es", "ar"):
        with override(language):
            shown.append(str(PartialDate.parse(edtf)).replace("\N{NO-BREAK SPACE}", " "))
    assert shown == [french, spanish, arabic]


@pytest.mark.parametrize(
    ("count", "counted"),
    [(1, "1 اجتماع"), (2, "2 اجتماعان"), (3, "3 اجتماعات"), (11, "11 اجتماعًا"), (100, "100 اجتماع")],
)
def test_an_arabic_noun_agrees_with_its_number(count: int, counted: str) -> None:
    with override("ar"):
        assert MeetingFilter.noun(count) == counted


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "Réunion n°\N{NO-BREAK SPACE}21"), ("es", "21.ª reunión"), ("ar", "الاجتماع رقم 21")]
)
def test_meetings_are_numbered_as_the_language_does(language: str, label: str) -> None:
    with override(language):
        assert ordinal_label(21) == label
