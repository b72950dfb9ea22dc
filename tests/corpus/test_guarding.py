"""Record files that somebody brings: what only an attack or an accident holds is refused before it is read."""

import json
from pathlib import Path

import pytest

from agreements.corpus.guarding import record_text
from agreements.corpus.tables.sheet import FileRefused
from tests.corpus.own_records import OWN

LAUGHS = "a: &a [x, x, x]\n" + "".join(
    f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]\n" for one, two in [("a", "b"), ("b", "c"), ("c", "d")]
)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_record_files_as_they_are_pass(path: Path) -> None:
    content = path.read_bytes()
    assert record_text(path.name, content) == content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.yaml", LAUGHS.encode(), "Line 1 uses an anchor or an alias"),
        ("a.yaml", b"a: 1\nb: *x\n", "Line 2 uses an anchor or an alias"),
        ("a.yaml", b"[" * 100_000, "nested more than 30 deep"),
        ("a.yaml", b"a: [1, 2", "This is no YAML"),
        ("a.yaml", b"a: " + b"[1],".join([b"- x\n"] * 3), "This is no YAML"),
        ("a.yaml", b"a: [" + b"1," * 500_001 + b"1]", "too much for one import"),
        ("a.json", b"[" * 100_000, "nested more than 30 deep"),
        ("a.json", b'{"a": "' + b"[" * 100 + b'"', "This is no JSON"),
        ("a.json", b'{"a": ' + b"9" * 5000 + b"}", "This is no JSON"),
        ("a.yaml", b"a: x\n\x00", "Line 2 holds a control character"),
        ("a.yaml", b"a: \xc3\xa9\nb: \xff\n", "Line 2 holds bytes"),
        ("a.yaml", b"PK\x03\x04rest", "If it is a table, say what it holds"),
    ],
)
def test_a_hostile_record_file_is_refused(name: str, content: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said.replace("(", r"\(")):
        record_text(name, content)


def test_brackets_in_a_text_are_no_depth() -> None:
    text = json.dumps({"people": [{"name": '["' * 100, "parties": ["FR"]}]})
    assert record_text("a.json", text.encode()) == text
