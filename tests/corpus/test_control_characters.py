"""Control characters of text copied from PDF or Word reach neither spreadsheets nor feeds."""

import json
from pathlib import Path

import pytest

from agreements.corpus.load import load
from agreements.models import Meeting
from tests.corpus.records_of import action, meeting

pytestmark = pytest.mark.django_db

CONTROLS = "".join(chr(code) for code in range(1, 32) if chr(code) not in "\t\n\r\x0b\x0c")


@pytest.mark.parametrize("raw", [False, True], ids=["as-escapes", "raw"])
@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_they_are_taken_out_of_every_text_without_a_word(suffix: str, raw: bool, tmp_path: Path) -> None:
    spoilt = meeting(
        notes=f"Two{CONTROLS} days,\x0bin\x0cRome.\nThen\thome.",
        topics=[f"tra{CONTROLS}ins"],
        actions=[action(text=f"Open{CONTROLS} an office.")],
    )
    text = json.dumps({"meetings": [spoilt]})
    if raw:
        for char in (*CONTROLS, "\x0b", "\x0c"):
            text = text.replace(json.dumps(char)[1:-1], char)
    file = tmp_path / f"records.{suffix}"
    file.write_text(text, encoding="utf-8")
    report = load([file])
    assert (report.refused, report.doubtful) == ([], [])
    found = Meeting.objects.get()
    assert found.notes == "Two days, in Rome.\nThen\thome."
    assert found.topic_words == ["trains"]
    assert found.actions.get().text == "Open an office."


def test_a_text_of_nothing_else_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    file.write_text(json.dumps({"meetings": [meeting(title="\x01\x02", body=None)]}), encoding="utf-8")
    (problem,) = load([file]).refused
    assert problem.reason == "A meeting has the key of its body, or a title of its own."
