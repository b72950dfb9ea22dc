"""`fold` in SQL, by which tables compare and sort, against the one in Python, by which records find what is there."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.folding import fold

pytestmark = pytest.mark.django_db

# What names are written in: Latin with its additions, Greek, Cyrillic, Hebrew, Arabic; and what goes between words.
BLOCKS = [(0x41, 0x24F), (0x1E00, 0x1EFF), (0x370, 0x52F), (0x1F00, 0x1FFF), (0x5D0, 0x5F4), (0x600, 0x6FF)]
LETTERS = [
    char for first, last in BLOCKS for char in map(chr, range(first, last + 1)) if unicodedata.category(char)[0] in "LM"
]
MARKS = [chr(code) for code in range(0x300, 0x370)]
BETWEEN = list(" \u00a0'‘’‛-‐‑‒–—―,.()&/")


def sql_fold(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u (t, n) ORDER BY n", [texts])
        return [row[0] for row in cursor.fetchall()]


def test_sql_folding_leaves_neither_accents_nor_case_nor_decomposed_letters():
    assert sql_fold(["CEUTÁ Ærø", "Ceuta\u0301"]) == ["ceuta aero", "ceuta"]


def test_every_letter_that_sql_changes_python_takes_for_the_same_as_what_it_becomes():
    folded = dict(zip(LETTERS, sql_fold(LETTERS), strict=True))
    assert {char: fold(char) for char in folded} == {char: fold(plain) for char, plain in folded.items()}


def test_python_leaves_of_every_european_letter_what_sql_leaves():
    letters = [char for char in LETTERS if ord(char) < 0x180]
    assert [fold(char) for char in letters] == sql_fold(letters)


# A batch at a time, since what costs is the way to the database.
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)
@given(st.lists(st.text(st.sampled_from(LETTERS + MARKS + BETWEEN), max_size=30), min_size=40, max_size=120))
def test_what_sql_folds_alike_python_folds_alike(texts):
    assert dict(zip(texts, map(fold, sql_fold(texts)), strict=True)) == {text: fold(text) for text in texts}


@given(st.text())
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)
