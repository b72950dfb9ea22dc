"""A file tried or imported: its rows made into records, loaded as record files are, and what came of each row."""

import re
from collections.abc import Hashable, Iterable
from typing import Any

from django.utils.translation import gettext

from agreements.corpus.desk import MayAmend
from agreements.corpus.load import load_records
from agreements.corpus.reading import Record, checked, read_texts
from agreements.corpus.report import Problem, Report
from agreements.corpus.tables.cells import Cells
from agreements.corpus.tables.columns import Mapping
from agreements.corpus.tables.fields import FIELDS
from agreements.corpus.tables.matching import Matching
from agreements.corpus.tables.outcome import NEW, REFUSED, REPEATED, SAID, Outcome, RowOutcome
from agreements.corpus.tables.rows import record_of
from agreements.corpus.tables.sheet import Row, Sheet
from agreements.corpus.tables.topics import TopicCodes
from agreements.models.vocabularies import TableKind

type Told = list[tuple[str, str]]
_PLACES = {"parties": "party_a", "place": "city"}


class _Reading:
    """The rows of a table on their way to records."""

    def __init__(self, kind: str, mapping: Mapping, file: str) -> None:
        self.kind, self.mapping, self.file = kind, mapping, file
        self.cells = Cells(kind, mapping)
        self.matching = Matching(kind)
        self.topics = TopicCodes(kind)
        self.seen: dict[Hashable, tuple[int, dict[str, Any]]] = {}
        self.records: list[Record] = []
        self.outcomes: dict[int, RowOutcome] = {}
        self.labels = {one.name: str(one.label) for one in FIELDS[kind]}
        self.words = {
            (one.name, code): str(word) for one in FIELDS[kind] if one.choices for code, word in one.choices.choices
        }

    def heading(self, place: str) -> str:
        """The heading of a field, or of the place in a record that a field went to."""
        name = re.split(r"[.\[]", place)[0]
        for candidate in (name, f"{name}_year", _PLACES.get(name, "")):
            if candidate and (heading := self.mapping.heading(candidate)):
                return heading
        return self.labels.get(name, name)

    def read(self, row: Row) -> None:
        values, problems = self.cells.read(row)
        doubts: Told = []
        data = record_of(self.kind, values, problems, doubts)
        name = str(data.get("title") or data.get("name") or data.get("body") or "")
        outcome = RowOutcome(row.number, NEW, self.kind, name)
        self.outcomes[row.number] = outcome
        if not problems:
            self._settle(row, data, doubts, problems, outcome)
        outcome.doubts = [[self.heading(place), why] for place, why in doubts]
        if problems:
            outcome.what, outcome.reasons = REFUSED, [[self.heading(place), why] for place, why in problems]

    def _settle(self, row: Row, data: dict[str, Any], doubts: Told, problems: Told, outcome: RowOutcome) -> None:
        said = {name: value for name, value in data.items() if name != "parties"}
        said["parties"] = sorted(data.get("parties", []))
        identity = self.matching.settle(data, problems, doubts)
        if problems:
            return
        if identity in self.seen:
            self._again(said, *self.seen[identity], problems, outcome)
        else:
            self.seen[identity] = row.number, said
            self.topics.translate(data)
            self.matching.give_key(data)
            key = data.get("key") or data["name"]
            made = checked(self.file, self.kind, key, data, row.number)
            if isinstance(made, Problem):
                problems.append((made.field, made.reason))
            else:
                outcome.key = str(data.get("key", ""))
                self.records.append(made)

    def _again(
        self, said: dict[str, Any], first: int, before: dict[str, Any], problems: Told, outcome: RowOutcome
    ) -> None:
        names = sorted({name for name in (*said, *before) if said.get(name) != before.get(name)})
        if names:
            fields = ", ".join(self.heading(name) for name in names)
            reason = gettext("Row %(row)s is the same record and says otherwise in: %(fields)s. Keep one of the two.")
            problems.append(("", reason % {"row": first, "fields": fields}))
        else:
            outcome.what = REPEATED
            outcome.reasons = [["", gettext("Row %s says the same: it is imported once.") % first]]


def import_table(
    kind: str, sheet: Sheet, mapping: Mapping, *, file: str, may_amend: MayAmend, dry_run: bool
) -> Outcome:
    reading = _Reading(kind, mapping, file)
    for row in sheet.rows:
        reading.read(row)
    report = load_records(reading.records, [], publication=mapping.publication, dry_run=dry_run, may_amend=may_amend)
    _tell_results(report, reading)
    for problem in report.refused:
        outcome = reading.outcomes[problem.row]
        outcome.what = REFUSED
        outcome.reasons.append([reading.heading(problem.field), problem.reason])
    for problem in report.doubtful:
        reading.outcomes[problem.row].doubts.append([reading.heading(problem.field), problem.reason])
    return Outcome(list(reading.outcomes.values()), _words(report))


def _tell_results(report: Report, reading: _Reading) -> None:
    data = {record.row: record.data for record in reading.records}
    for result in report.results:
        outcome = reading.outcomes[result.row]
        outcome.what = SAID[result.outcome]
        outcome.pk = result.own.pk if result.own is not None else None
        if outcome.what == NEW:
            outcome.values = list(_values(data[result.row], reading))
            if not data[result.row].get("sources"):
                outcome.doubts.append([reading.heading("sources"), gettext("Without a source.")])
        else:
            told = ([_label(one.path, reading), one.before, one.after] for one in result.differences)
            # A new source and its citation are one to whoever looks at the row.
            outcome.changes = [list(change) for change in dict.fromkeys(map(tuple, told))]


def _label(path: str, reading: _Reading) -> str:
    name = re.split(r"[.\[]", path)[0]
    return reading.labels.get(name, path)


def _values(data: dict[str, Any], reading: _Reading) -> Iterable[list[str]]:
    for name, value in data.items():
        if name not in ("title", "name", "key"):
            yield [reading.labels.get(name, name), reading.words.get((name, str(value))) or _shown(value)]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("url") or ", ".join(map(str, value.values())))
    return "; ".join(_shown(one) for one in value) if isinstance(value, list) else str(value)


def _words(report: Report) -> dict[str, int]:
    return {word: len(keys) for word, keys in sorted(report.unmapped_words.items())}


def import_records(texts: list[tuple[str, str]], *, publication: str, may_amend: MayAmend, dry_run: bool) -> Outcome:
    """Record files, each by its name and text. An entry has no row; its file and place in it stand for that."""
    records, refused = read_texts(texts)
    report = load_records(records, refused, publication=publication, dry_run=dry_run, may_amend=may_amend)
    data = {(record.kind, record.key): record.data for record in records}
    rows = []
    for result in report.results:
        what = SAID[result.outcome]
        outcome = RowOutcome(0, what, result.kind, _name(data[result.kind, result.key], result.key), key=result.key)
        outcome.pk = result.own.pk if result.own is not None else None
        outcome.changes = [[one.path, one.before, one.after] for one in result.differences] if what != NEW else []
        if (
            what == NEW
            and "sources" not in data[result.kind, result.key]
            and result.kind not in ("topics", "followups")
        ):
            outcome.doubts.append(["sources", gettext("Without a source.")])
        rows.append(outcome)
    by_key = {(row.kind, row.key): row for row in rows}
    for problem in report.doubtful:
        if (row := by_key.get((problem.kind, problem.key))) is not None:
            row.doubts.append([problem.field, problem.reason])
    for problem in report.refused:
        reasons = [[problem.field, problem.reason]]
        rows.append(RowOutcome(0, REFUSED, problem.kind, problem.key or problem.file, reasons=reasons, key=problem.key))
    return Outcome(rows, _words(report))


def _name(data: dict[str, Any], key: str) -> str:
    name = data.get("title") or data.get("name") or data.get("note") or key
    return str(name["en"] if isinstance(name, dict) else name)


TABLES = tuple(kind.value for kind in TableKind if kind != TableKind.RECORDS)
