"""The form of record files is published, valid, and documented to the last field and word."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from agreements.corpus.reading import SCHEMA, read
from agreements.corpus.report import Problem
from agreements.models import vocabularies
from tests.corpus.own_records import OWN

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "records.md"
FORM = json.loads(SCHEMA.read_text(encoding="utf-8"))


def held(schema: Any, word: str) -> Iterator[Any]:
    """All that stands under a keyword, at any depth."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == word:
                yield value
            yield from held(value, word)
    elif isinstance(schema, list):
        for value in schema:
            yield from held(value, word)


FIELDS = sorted({name for properties in held(FORM, "properties") for name in properties})
WORDS = sorted({word for words in held(FORM, "enum") for word in words})


def test_the_schema_itself_is_valid() -> None:
    Draft202012Validator.check_schema(FORM)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_whole_files_are_valid_as_well_as_single_records(path: Path) -> None:
    loader = type("Plain", (yaml.CSafeLoader,), {"yaml_implicit_resolvers": {}})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    content = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506
    assert not list(Draft202012Validator(FORM).iter_errors(content))


def test_every_field_and_every_word_is_documented() -> None:
    documented = set(re.findall(r"`([\w-]+)`", DOCUMENT.read_text(encoding="utf-8")))
    assert [name for name in (*FIELDS, *WORDS) if name not in documented] == []
    assert (len(FIELDS), len(WORDS)) == (84, 100)


@pytest.mark.parametrize(
    ("kind", "field", "vocabulary"),
    [
        ("source", "kind", vocabularies.SourceKind),
        ("participant", "role", vocabularies.ParticipantRole),
        ("action", "kind", vocabularies.ActionKind),
        ("body", "kind", vocabularies.BodyKind),
        ("agreement", "designation", vocabularies.Designation),
        ("agreement", "subject", vocabularies.Subject),
        ("agreement", "lifecycle", vocabularies.Lifecycle),
        ("agreement", "legal_force", vocabularies.LegalForce),
        ("agreement", "text_access", vocabularies.TextAccess),
        ("institution", "kind", vocabularies.InstitutionKind),
        ("meeting", "format", vocabularies.MeetingFormat),
        ("meeting", "level", vocabularies.MeetingLevel),
        ("meeting", "status", vocabularies.MeetingStatus),
        ("followup", "evidence", vocabularies.Evidence),
        ("followup", "basis", vocabularies.Basis),
    ],
)
def test_a_word_of_the_form_is_a_word_of_the_record(kind: str, field: str, vocabulary: Any) -> None:
    assert set(FORM["$defs"][kind]["properties"][field]["enum"]) == set(vocabulary.values)


def problems_of(path: Path) -> list[Problem]:
    return read([path])[1]


def test_the_example_of_the_document_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "example.yaml"
    file.write_text(example, encoding="utf-8")
    records, problems = read([file])
    assert problems == []
    assert [record.kind for record in records] == ["bodies", "meetings", "followups"]


@pytest.mark.parametrize(
    ("text", "date"),
    [("2023", 2023), ("'2023'", "2023"), ("2023-06-02", "2023-06-02"), ("2023-06", "2023-06"), ("201X", "201X")],
)
def test_an_unquoted_date_stays_what_it_is(text: str, date: Any, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(f"meetings:\n  - {{key: a, title: T, parties: [NO, MA], date: {text}}}\n")
    (record,), problems = read([file])
    assert problems == []
    assert record.data["date"] == date
    assert record.data["parties"] == ["NO", "MA"]


@pytest.mark.parametrize("name", ["file.yaml", "file.json"])
def test_a_field_left_blank_is_a_field_left_out(name: str, tmp_path: Path) -> None:
    blank: dict[str, Any] = {"ordinal": None, "date": "", "place": None, "sources": None, "delegations": []}
    content = {"meetings": [{"key": "a", "title": "T", "parties": ["FR", "IT"], **blank}], "bodies": None}
    file = tmp_path / name
    file.write_text("\ufeff" + (json.dumps(content) if name.endswith("json") else yaml.safe_dump(content)), "utf-8")
    (record,), problems = read([file])
    assert problems == []
    assert record.data == {"key": "a", "title": "T", "parties": ["FR", "IT"], "delegations": []}


def test_a_number_that_a_spreadsheet_wrote_is_a_number(tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_text('{"meetings": [{"key": "a", "body": "b", "parties": ["FR", "IT"], "ordinal": 3.0}]}')
    (record,), _problems = read([file])
    assert repr(record.data["ordinal"]) == "3"


def test_a_list_that_never_ends_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "deep.json"
    file.write_text("[" * 100_000)
    (problem,) = problems_of(file)
    assert problem.reason
