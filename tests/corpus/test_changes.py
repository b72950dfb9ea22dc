"""A changed record updates just what changed; files may come in any order and in parts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from agreements.corpus.report import Report
from agreements.models import (
    ActionUpdate,
    AgreedAction,
    Body,
    Meeting,
    Participant,
    RecordVersion,
    Source,
)
from tests.corpus.records_of import (
    SOURCE,
    Data,
    action,
    body,
    delegation,
    followup,
    meeting,
    participant,
)
from tests.corpus.traces import changes_since, marks

pytestmark = pytest.mark.django_db
type Load = Callable[..., Report]


CHANGES: list[tuple[Data, set[str]]] = [
    ({"place": {"city": "Rome"}}, {"Meeting update city"}),
    ({"date": "2021-05-04"}, {"Meeting update date"}),
    (
        {"status": "cancelled", "status_note": "The note says so."},
        {"Meeting update status", "Meeting update status_note"},
    ),
    ({"parties": ["IT", "FR"]}, set()),
    ({"date": ""}, set()),
    ({"actions": [action(text="Open two offices.")]}, {"AgreedAction update text"}),
    ({"actions": [action(due="2022")]}, {"AgreedAction update due"}),
    ({"actions": [action(responsible=["IT"])]}, {"ActionParty insert", "ActionParty delete"}),
    ({"actions": [action(responsible=[])]}, {"ActionParty delete"}),
    ({"actions": [{"number": 1, "text": "Open a joint office."}]}, set()),
    ({"actions": [action(), action(2)]}, {"AgreedAction insert", "ActionParty insert"}),
    ({"actions": [action(source=1)]}, {"Citation insert"}),
    ({"positions": [{"parties": ["IT"], "text": "Asked for fewer trains."}]}, {"Position update text"}),
    ({"positions": [{"parties": ["FR", "IT"], "text": "Asked for more trains."}]}, {"PositionParty insert"}),
    ({"positions": [{"parties": [], "text": "Asked for more trains."}]}, {"PositionParty delete"}),
    ({"positions": [{"text": "Asked for more trains."}]}, set()),
    ({"delegations": [delegation(participant(post="Mayor"))]}, {"Participant update post"}),
    (
        {"delegations": [delegation(participant(), {"post": "The mayor"})]},
        {"Participant insert"},
    ),
    ({"sources": [{**SOURCE, "note": "Local news"}]}, {"Citation update note"}),
    ({"sources": [{**SOURCE, "publisher": "Le Dauphiné"}]}, {"Source update publisher"}),
    ({"sources": [SOURCE, {"url": "https://example.org/other"}]}, {"Source insert", "Citation insert"}),
    ({"further_parties": ["EU"]}, {"RecordParty insert"}),
]


@pytest.mark.parametrize(("given", "told"), CHANGES)
def test_a_changed_record_updates_just_what_changed(given: Data, told: set[str], loaded: Load) -> None:
    loaded(meetings=[meeting()])
    before = marks()
    report = loaded(meetings=[meeting(**given)])
    assert changes_since(before) == told
    assert report.rows == {("meetings", "updated" if told else "unchanged"): 1}
    assert bool(report.changes) == bool(told)


def test_the_change_is_said_in_words(loaded: Load) -> None:
    loaded(meetings=[meeting()])
    report = loaded(meetings=[meeting(place={"city": "Rome"}, actions=[action(due="2022")])])
    assert report.changes == [
        "meetings fr-it-talks: city: (none) → Rome",
        "meetings fr-it-talks: actions[0].due: (none) → 2022",
    ]


def test_actions_keep_their_numbers_whatever_their_order(loaded: Load) -> None:
    loaded(meetings=[meeting(actions=[action(1, text="One."), action(2, text="Two."), action(5, text="Five.")])])
    keys = dict(AgreedAction.objects.values_list("number", "pk"))
    loaded(meetings=[meeting(actions=[action(5, text="Five."), action(3, text="Three."), action(1, text="One.")])])
    now = dict(AgreedAction.objects.values_list("number", "pk"))
    assert {number: now[number] for number in keys} == keys
    assert list(AgreedAction.objects.values_list("number", "text")) == [
        (1, "One."), (2, "Two."), (3, "Three."), (5, "Five.")
    ]  # fmt: skip


def test_what_a_file_no_longer_has_is_kept_and_reported(loaded: Load) -> None:
    loaded(meetings=[meeting(actions=[action(), action(2)])])
    report = loaded(meetings=[meeting(actions=[action()], positions=[], delegations=[delegation()])])
    assert [problem.field for problem in report.doubtful] == ["delegations[0].participants", "positions", "actions"]
    assert AgreedAction.objects.count() == 2
    assert Participant.objects.count() == 1


def test_a_person_put_before_another_is_not_taken_for_it(loaded: Load) -> None:
    loaded(meetings=[meeting()])
    seat = Participant.objects.get()
    loaded(meetings=[meeting(delegations=[delegation(participant("Ada Rossi"), participant())])])
    assert Participant.objects.get(pk=seat.pk).person.name == "Bruno Carlini"  # type: ignore[union-attr]
    assert [row.person.name for row in Participant.objects.all()] == ["Ada Rossi", "Bruno Carlini"]  # type: ignore[union-attr]


def seats() -> list[tuple[str, str, int]]:
    """Who sits there, in which post, on how many sources."""
    return [(str(row.person), row.post, row.citations.count()) for row in Participant.objects.order_by("pk")]


@pytest.mark.parametrize("other", [participant("Ada Rossi"), {"post": "Prefect"}])
def test_a_persons_row_never_becomes_that_of_whoever_stands_in_its_place(other: Data, loaded: Load) -> None:
    loaded(meetings=[meeting(delegations=[delegation(participant(note="Left early.", source=1))])])
    report = loaded(meetings=[meeting(delegations=[delegation(other)])])
    assert seats() == [("Bruno Carlini", "Prefect", 1), (other.get("name", "None"), "Prefect", 0)]
    assert [row.note for row in Participant.objects.order_by("pk")] == ["Left early.", ""]
    (problem,) = report.doubtful
    assert (problem.field, problem.reason.partition(";")[0]) == (
        "delegations[0].participants", "“Bruno Carlini” is in the record and not in this file")  # fmt: skip


def test_a_person_does_not_take_over_the_row_of_nobody_named(loaded: Load) -> None:
    loaded(meetings=[meeting(delegations=[delegation({"post": "The mayor", "source": 1})])])
    loaded(meetings=[meeting(delegations=[delegation(participant("Ada Rossi"))])])
    assert seats() == [("None", "The mayor", 1), ("Ada Rossi", "Prefect", 0)]


def test_the_post_of_nobody_named_is_brought_up_to_date_in_its_place(loaded: Load) -> None:
    loaded(meetings=[meeting(delegations=[delegation({"post": "The mayor"})])])
    loaded(meetings=[meeting(delegations=[delegation({"post": "The mayor of Menton"})])])
    assert seats() == [("None", "The mayor of Menton", 0)]


def test_a_followup_that_is_told_otherwise_stands_beside_the_earlier_one_and_is_reported(loaded: Load) -> None:
    loaded(meetings=[meeting()], followups=[followup()])
    report = loaded(followups=[followup(note="A house was found.")])
    assert list(ActionUpdate.objects.values_list("what", "corrects")) == [
        ("A room was found.", None), ("A house was found.", None)
    ]  # fmt: skip
    assert report.rows == {("followups", "created"): 1}
    (problem,) = report.doubtful
    assert (problem.key, problem.field) == ("fr-it-talks-a1", "note")
    assert problem.reason.startswith("This may correct “A room was found.”, of the same day and source")
    again = loaded(followups=[followup(note="A house was found."), followup()])
    assert (again.rows, again.doubtful) == ({("followups", "unchanged"): 2}, [])


def test_a_followup_of_another_day_or_page_is_not_doubted(loaded: Load) -> None:
    loaded(meetings=[meeting()], followups=[followup()])
    other_page = {"url": "https://example.org/other"}
    report = loaded(followups=[followup(date="2023"), followup(note="A house was found.", source=other_page)])
    assert (report.rows, report.doubtful) == ({("followups", "created"): 2}, [])


def test_two_followups_of_one_day_and_page_are_two(loaded: Load) -> None:
    both = [followup(), followup(evidence="not-started", note="The office has no staff.")]
    reports = [loaded(meetings=[meeting()], followups=both), loaded(followups=both)]
    assert [report.doubtful for report in reports] == [[], []]
    assert list(ActionUpdate.objects.values_list("corrects", flat=True)) == [None, None]


def test_a_dry_run_says_the_same_and_changes_nothing(loaded: Load) -> None:
    loaded(meetings=[meeting()])
    RecordVersion.objects.update(transaction=0)
    before = marks(), RecordVersion.now()
    changed = {"meetings": [meeting(place={"city": "Rome"}), meeting("fr-it-new", topics=["no such word"])]}
    said = loaded(dry_run=True, **changed)
    assert (marks(), RecordVersion.now()) == before
    done = loaded(**changed)
    assert (said.rows, said.changes, said.unmapped_words) == (done.rows, done.changes, done.unmapped_words)
    assert done.rows == {("meetings", "updated"): 1, ("meetings", "created"): 1}


def test_the_command_says_what_it_would_do(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "bodies.json").write_text(json.dumps({"bodies": [body()]}))
    call_command("load_records", str(tmp_path), "--dry-run")
    assert capsys.readouterr().out == "Would load bodies: 1 created; 0 refused.\n"


def test_known_records_keep_their_publication_and_new_ones_get_that_of_the_load(tmp_path: Path, loaded: Load) -> None:
    loaded(bodies=[body()])
    file = tmp_path / "drafts.json"
    file.write_text(json.dumps({"bodies": [body(note="New."), body("fr-it-new")]}))
    call_command("load_records", str(file), "--publication", "draft")
    assert dict(Body.objects.values_list("slug", "publication")) == {"fr-it-group": "published", "fr-it-new": "draft"}


def test_what_a_record_leaves_out_stays_as_it_is(loaded: Load) -> None:
    full = {**SOURCE, "publisher": "Le Dauphiné", "published": "2021-05-03"}
    loaded(meetings=[meeting(notes="Two days.", sources=[full])])
    loaded(meetings=[{"key": "fr-it-talks", "title": "Talks on the border", "parties": ["FR", "IT"],
                      "sources": [{"url": SOURCE["url"]}]}])  # fmt: skip
    assert Meeting.objects.get().notes == "Two days."
    source = Source.objects.get()
    assert (source.publisher, str(source.published_on)) == ("Le Dauphiné", "3 May 2021")
