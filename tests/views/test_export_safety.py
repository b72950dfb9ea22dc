"""What leaves the site is public and harmless, in every format."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from agreements.models import AgreedAction, Meeting
from tests.views.test_exports import ALL_FORMATS, FOLDERS, csv_rows, fetch
from tests.views.twins import SECRET, twin


def plain(content: bytes) -> str:
    """A workbook is a zip archive: its text is in its members."""
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize(("entity", "extension"), ALL_FORMATS)
def test_no_format_names_anything_hidden(both: None, client: Client, entity: str, extension: str) -> None:
    content = fetch(client, f"/{FOLDERS[entity]}.{extension}")
    text = plain(content)
    assert "Open" in text or entity in ("party", "relation") or extension == "ics"
    assert SECRET not in text
    assert not re.search(r"\bKM\b|Comoros", text)


def test_a_formula_in_somebodys_words_stays_words(records: Callable[..., None], client: Client) -> None:
    kinds: dict[str, Any] = twin("Open", ["FR", "IT"])
    records(**kinds)
    AgreedAction.objects.update(text="=HYPERLINK(1)")
    Meeting.objects.update(city="+cmd")
    assert csv_rows(client, "/actions.csv")[0]["text"] == "'=HYPERLINK(1)"
    sheet = load_workbook(io.BytesIO(fetch(client, "/actions.xlsx"))).active
    assert sheet is not None
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
