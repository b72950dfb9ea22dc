"""Every field that a column may hold is documented."""

import re
from pathlib import Path

from agreements.corpus.tables.fields import FIELDS
from agreements.corpus.tables.sheet import CHARACTERS, COLUMNS, MEGABYTES, ROWS, UNPACKED

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")


def test_every_field_of_a_table_is_documented() -> None:
    documented = set(re.findall(r"`([\w-]+)`", DOCUMENT))
    fields = {field.name for fields in FIELDS.values() for field in fields}
    assert sorted(fields - documented) == []
    assert len(fields) == 53


def test_the_limits_are_those_of_the_page() -> None:
    for limit in (
        f"{MEGABYTES} MB",
        f"{ROWS:,} rows",
        f"{COLUMNS} columns",
        f"{CHARACTERS:,} characters",
        f"{UNPACKED} MB",
    ):
        assert limit in DOCUMENT
