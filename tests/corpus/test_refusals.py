"""A bad record is refused whole, by file, key, field and reason; the others load."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agreements.corpus.load import load
from agreements.corpus.report import Report
from agreements.models import AgreedAction, Agreement, Body, Meeting, Person, Source
from tests.corpus.records_of import SOURCE, Data, action, agreement, body, delegation, followup, meeting, participant

pytestmark = pytest.mark.django_db
type Load = Callable[..., Report]

# What is wrong with a meeting, the field that says so, and words of the reason.
BAD_MEETINGS: dict[str, tuple[Data, str, str]] = {
    "impossible-date": ({"date": "2023-02-30"}, "date", "2023-02 has no day 30"),
    "words-for-a-date": ({"date": "soon"}, "date", "not a date"),
    "date-that-ends-before-it-begins": ({"date": "2023/2021"}, "date", "ends before it begins"),
    "due-date": ({"actions": [action(due="2023-13")]}, "actions[0].due", "not a date"),
    "unknown-party": ({"parties": ["FR", "ZZ"]}, "parties", "no party with the code ZZ"),
    "one-party-alone": ({"parties": ["FR"]}, "parties", "too short"),
    "the-same-party-twice": ({"parties": ["FR", "FR"]}, "parties", "non-unique"),
    "unknown-further-party": ({"further_parties": ["ZZ"]}, "further_parties", "no party with the code ZZ"),
    "further-party-of-the-relation": ({"further_parties": ["IT"]}, "further_parties", "one of the two parties"),
    "unknown-country": ({"place": {"country": "ZZ"}}, "place.country", "no party with the code ZZ"),
    "unknown-body": ({"body": "nowhere"}, "body", "no body with the key nowhere"),
    "neither-body-nor-title": ({"title": ""}, "", "has the key of its body, or a title"),
    "number-without-a-body": ({"ordinal": 3}, "ordinal", "choose the body"),
    "number-too-large": ({"body": "fr-it-known", "ordinal": 10**12}, "ordinal", "less than or equal"),
    "source-out-of-range": ({"actions": [action(source=2)]}, "actions[0].source", "1 sources; 2 is none"),
    "source-of-a-participant": (
        {"delegations": [delegation(participant(source=9))]},
        "delegations[0].participants[0].source",
        "9 is none",
    ),
    "source-zero": ({"positions": [{"text": "Said so.", "source": 0}]}, "positions[0].source", "minimum"),
    "source-without-an-address": ({"sources": [{"title": "A page"}]}, "sources[0]", "'url' is a required"),
    "source-with-a-bad-date": ({"sources": [{**SOURCE, "published": "soon"}]}, "sources[0].published", "not a date"),
    "wrong-type": ({"ordinal": "third"}, "ordinal", "not of type 'integer'"),
    "unknown-field": ({"venue": "Rome"}, "", "'venue' was unexpected"),
    "unknown-field-inside": ({"actions": [action(owner="FR")]}, "actions[0]", "'owner' was unexpected"),
    "unknown-word": ({"status": "done"}, "status", "'done' is not one of"),
    "missing-text": ({"actions": [{"number": 1}]}, "actions[0]", "'text' is a required"),
    "action-number-twice": ({"actions": [action(), action()]}, "actions[1].number", "1 stands twice"),
    "delegation-twice": ({"delegations": [delegation(), delegation()]}, "delegations[1].party", "IT stands twice"),
    "person-twice": (
        {"delegations": [delegation(participant(), participant(post="Mayor"))]},
        "person",
        "already in the delegation",
    ),
    "stranger-owes": ({"actions": [action(responsible=["ES"])]}, "actions[0].responsible", "ES is none of"),
    "stranger-sits": ({"delegations": [delegation(party="ES")]}, "delegations[0].party", "ES is none of"),
    "nobody-and-no-post": ({"delegations": [delegation({"role": "chair"})]}, "delegations[0].participants[0]", "Name"),
    "leads-nowhere": ({"actions": [action(leads_to="nowhere")]}, "actions[0].leads_to", "no meeting or agreement"),
    "restates-nothing": (
        {"actions": [action(restates=[{"meeting": "fr-it-known", "number": 7}])]},
        "actions[0].restates[0].meeting",
        "no meeting with the key fr-it-known",
    ),
    "restates-itself": (
        {"actions": [action(restates=[{"meeting": "fr-it-talks", "number": 1}])]},
        "",
        "does not take up itself",
    ),
    "character-that-cannot-be-kept": ({"notes": "a\x00b"}, "notes", "cannot be stored"),
    "half-a-character": ({"actions": [action(text="\ud800")]}, "actions[0].text", "cannot be stored"),
}


@pytest.mark.parametrize("case", BAD_MEETINGS)
def test_a_bad_meeting_is_refused_by_field_and_reason_and_leaves_nothing(case: str, loaded: Load) -> None:
    given, field, reason = BAD_MEETINGS[case]
    report = loaded(meetings=[meeting(**given)], bodies=[body("fr-it-known")])
    (problem,) = report.refused
    assert (Path(problem.file).name, problem.kind, problem.key) == ("records.json", "meetings", "fr-it-talks")
    assert (problem.field, reason in problem.reason) == (field, True), problem
    assert report.rows == {("bodies", "created"): 1}
    assert not Meeting.objects.exists()
    assert not Person.objects.exists()
    assert not AgreedAction.objects.exists()
    assert not Source.objects.exists()


BAD_OTHERS: dict[str, tuple[str, Data, str, str]] = {
    "agreement-in-force-first": ("agreements", agreement(in_force="1996"), "in_force", "before it is signed"),
    "agreement-replaced-by-nothing": ("agreements", agreement(replaced_by="nowhere"), "replaced_by", "no agreement"),
    "agreement-replaced-by-itself": ("agreements", agreement(replaced_by="fr-it-1997"), "", "not replaced by itself"),
    "body-part-of-itself": ("bodies", body(parent="fr-it-group"), "parent", "cannot be part of itself"),
    "body-part-of-nothing": ("bodies", body(parent="nowhere"), "parent", "no body with the key nowhere"),
    "key-with-capitals": ("bodies", body("FR-IT"), "key", "does not match"),
    "topic-under-nothing": ("topics", {"code": "x", "name": {"en": "X"}, "parent": "y"}, "parent", "no topic"),
    "topic-without-english": ("topics", {"code": "x", "name": {"fr": "X"}}, "name", "'en' is a required"),
    "objective-beyond-the-last": ("topics", {"code": "x", "name": {"en": "X"}, "gcm": [24]}, "gcm[0]", "maximum"),
    "person-of-no-party": ("people", {"name": "A B", "parties": ["ZZ"]}, "parties", "no party"),
    "followup-of-nothing": ("followups", followup(), "action.meeting", "no meeting with the key"),
    "not-a-mapping": ("bodies", ["fr-it-group"], "", "not of type 'object'"),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("case", BAD_OTHERS)
def test_a_bad_record_of_another_kind_is_refused_by_field_and_reason(case: str, loaded: Load) -> None:
    kind, data, field, reason = BAD_OTHERS[case]
    (problem,) = loaded(**{kind: [data]}).refused
    assert (problem.kind, problem.field, reason in problem.reason) == (kind, field, True), problem


BAD_FOLLOWUPS: list[tuple[Data, str, str]] = [
    ({"action": {"meeting": "fr-it-talks", "number": 9}}, "action.number", "no action of the number 9"),
    ({"basis": ""}, "", "needs a source and a basis"),
    ({"source": {}}, "", "'url' is a required"),
    ({"evidence": "completed"}, "", "“Completed” needs"),
    ({"evidence": "substantial", "basis": "party-statement"}, "", "more than a party's own"),
    ({"evidence": "no-evidence", "date": ""}, "", "the day of the search"),
    ({"date": "2023-02-30"}, "date", "no day 30"),
]


@pytest.mark.parametrize(("given", "field", "reason"), BAD_FOLLOWUPS)
def test_the_rules_of_evidence_hold_for_files_as_well(given: Data, field: str, reason: str, loaded: Load) -> None:
    report = loaded(meetings=[meeting()], followups=[followup(**given)])
    (problem,) = report.refused
    assert problem.key.startswith("fr-it-talks-a")
    assert reason in problem.reason
    assert problem.field in (field, "source")
    assert report.rows == {("meetings", "created"): 1}


def test_what_depends_on_a_refused_record_is_refused_by_its_name(loaded: Load) -> None:
    report = loaded(
        bodies=[body("fr-it-bad", parties=["FR", "ZZ"]), body("fr-it-part", parent="fr-it-bad"), body()],
        meetings=[
            meeting("fr-it-bad-1", body="fr-it-bad"),
            meeting("fr-it-later", actions=[action(restates=[{"meeting": "fr-it-bad-1", "number": 1}])]),
            meeting(),
        ],
        followups=[followup("fr-it-bad-1"), followup()],
    )
    assert {(problem.key, problem.reason) for problem in report.refused} == {
        ("fr-it-bad", "There is no party with the code ZZ."),
        ("fr-it-part", "There is no body with the key fr-it-bad."),
        ("fr-it-bad-1", "There is no body with the key fr-it-bad."),
        ("fr-it-later", "There is no meeting with the key fr-it-bad-1."),
        ("fr-it-bad-1-a1", "There is no meeting with the key fr-it-bad-1."),
    }
    assert list(Body.objects.values_list("slug", flat=True)) == ["fr-it-group"]
    assert list(Meeting.objects.values_list("slug", flat=True)) == ["fr-it-talks"]


@pytest.mark.parametrize("second", ["meetings", "agreements", "bodies"])
def test_a_key_that_stands_twice_is_refused_the_second_time(second: str, loaded: Load) -> None:
    records = {"meetings": meeting("twice"), "agreements": agreement("twice"), "bodies": body("twice")}
    kinds: dict[str, list[Data]] = {"meetings": [meeting("twice")]}
    kinds[second] = [*kinds.get(second, []), records[second]]
    refused = loaded(**kinds).refused
    assert [(problem.key, problem.field) for problem in refused] == ([] if second == "bodies" else [("twice", "key")])


def test_a_meeting_cannot_take_the_key_of_an_agreement_loaded_before(loaded: Load) -> None:
    loaded(agreements=[agreement("taken")])
    (problem,) = loaded(meetings=[meeting("taken")]).refused
    assert (problem.field, problem.reason) == ("key", "This is already the key of a record of another kind: agreement.")
    assert Agreement.objects.count() == 1


def test_what_a_curator_withdrew_does_not_come_back_by_a_file(loaded: Load) -> None:
    loaded(meetings=[meeting()])
    Meeting.objects.update(publication="withdrawn", withdrawn_reason="It never took place.")
    report = loaded(meetings=[meeting(), meeting("fr-it-next")], followups=[followup()])
    assert [(problem.key, problem.field) for problem in report.refused] == [
        ("fr-it-talks", "key"),
        ("fr-it-talks-a1", "action.meeting"),
    ]
    assert "It never took place." in report.refused[0].reason
    assert Meeting.published.get().slug == "fr-it-next"


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "syntax.yaml": (b"bodies:\n  - key: [", "expected"),
    "latin.yaml": ("bodies: [Comité]".encode("latin-1"), "not text in UTF-8"),
    "twice.yaml": (b"bodies:\n  - {key: a-b, key: c-d, name: A, parties: [FR, IT]}", "“key” stands twice"),
    "twice.json": (b'{"bodies": [{"key": "a", "key": "b"}]}', "“key” stands twice"),
    "syntax.json": (b'{"bodies": [}', "Expecting value"),
    "list.yaml": (b"- key: a", "mapping from kind to a list"),
    "empty.yaml": (b"", "mapping from kind to a list"),
    "unknown.yaml": (b"treaties: []", "Unknown kind. A file holds"),
    "no-list.yaml": (b"bodies: {key: a}", "stands a list of records"),
    "python.yaml": (b"bodies: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_is_refused_and_the_others_load(name: str, tmp_path: Path) -> None:
    content, reason = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    good = tmp_path / "good.yaml"
    good.write_text("bodies:\n  - {key: fr-it-group, name: Group, parties: [FR, IT]}\n")
    report = load([tmp_path / name, good])
    (problem,) = report.refused
    assert problem.file.endswith(name)
    assert reason in problem.reason
    assert report.rows == {("bodies", "created"): 1}


@pytest.mark.parametrize("place", ["nowhere.yaml", ""])
def test_the_command_says_where_it_found_nothing(place: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no file|holds no \.yaml, "):
        call_command("load_records", str(tmp_path / place))


def test_the_command_names_what_it_refused_and_exits_with_one(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "bad.yaml").write_text("bodies:\n  - {key: a-b, name: Group, parties: [FR, ZZ]}\n")
    with pytest.raises(SystemExit) as left:
        call_command("load_records", str(tmp_path))
    assert left.value.code == 1
    shown = capsys.readouterr()
    assert f"refused: {tmp_path}/bad.yaml: bodies a-b parties: There is no party with the code ZZ." in shown.err
    assert shown.out.strip() == "Loaded nothing; 1 refused."
