"""Record files into the record: each record whole or not at all, the others in any case."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from agreements.corpus.aggregates import link_agreement, link_body, put_agreement, put_body
from agreements.corpus.desk import Desk, MayAmend, anything
from agreements.corpus.followups import put_followup
from agreements.corpus.meetings import link_meeting, put_meeting
from agreements.corpus.reading import Record, read
from agreements.corpus.report import Problem, RecordError, Report, Result
from agreements.corpus.writing import Changes
from agreements.models.card import made_together
from agreements.models.violations import violation
from agreements.models.vocabularies import Publication

type Step = Callable[[Record, Desk, Changes], None]
type Progress = Callable[[list[Record]], Iterable[Record]]

PUT: dict[str, Step] = {
    "topics": lambda record, desk, changes: desk.topics.put(record, desk.report, changes),
    "people": lambda record, desk, changes: desk.people.put(record, desk.report, changes, desk.parties),
    "institutions": lambda record, desk, changes: desk.institutions.put(record, desk.report, changes, desk.parties),
    "bodies": put_body,
    "agreements": put_agreement,
    "meetings": put_meeting,
    "followups": put_followup,
}
# Second round, when every record of the load stands: what refers to another record, whichever order they came in.
LINK: dict[str, Step] = {
    "topics": lambda record, desk, changes: desk.topics.link(record, changes),
    "bodies": link_body,
    "agreements": link_agreement,
    "meetings": link_meeting,
}
LINKING = {
    "topics": {"parent"},
    "bodies": {"parent", "replaced_by"},
    "agreements": {"replaced_by"},
    "meetings": {"actions"},
}


# After this many records the planner's idea of the tables is an old one, and pages asked for before PostgreSQL looks
# again by itself, a minute later, take a hundred times as long.
MANY = 100


def load(
    paths: list[Path],
    *,
    publication: str = Publication.PUBLISHED,
    dry_run: bool = False,
    progress: Progress = iter,
) -> Report:
    """Load all files in one transaction."""
    records, refused = read(paths)
    return load_records(records, refused, publication=publication, dry_run=dry_run, progress=progress)


def load_records(
    records: list[Record],
    refused: list[Problem],
    *,
    publication: str = Publication.PUBLISHED,
    dry_run: bool = False,
    progress: Progress = iter,
    may_amend: MayAmend = anything,
) -> Report:
    """Load what was read, in one transaction; `refused` is what was not understood.

    A round in which a record fails is taken back and begun again without it, so that what depends on it fails in its
    turn by name, and no half of a record is ever left. `dry_run` takes the last round back too. What `may_amend` says
    no to, refuses its record.
    """
    while True:
        with transaction.atomic():
            with made_together():
                desk, failed = _round(records, Desk(publication, may_amend), progress)
                if len(records) > MANY and not failed and not dry_run:
                    _count_anew()
            if failed or dry_run:
                transaction.set_rollback(True)
        if not failed:
            desk.report.refused = refused
            return desk.report
        refused = [*refused, *failed.values()]
        records = [record for record in records if id(record) not in failed]


def _count_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _round(records: list[Record], desk: Desk, progress: Progress) -> tuple[Desk, dict[int, Problem]]:
    failed: dict[int, Problem] = {}
    changes = {id(record): Changes() for record in records}
    for record in progress(records):
        _try(PUT[record.kind], record, desk, changes[id(record)], failed)
    for record in records:
        if LINKING.get(record.kind, set()) & record.data.keys() and id(record) not in failed:
            _try(LINK[record.kind], record, desk, changes[id(record)], failed)
    for record in records:
        done = changes[id(record)]
        desk.report.rows[record.kind, done.outcome] += 1
        differences = tuple(done.differences)
        desk.report.results.append(Result(record.kind, record.key, record.row, done.outcome, differences, done.own))
        if done.outcome == "updated":
            desk.report.changes += [f"{record.kind} {record.key}: {difference}" for difference in done.differences]
    return desk, failed


def _try(step: Step, record: Record, desk: Desk, changes: Changes, failed: dict[int, Problem]) -> None:
    try:
        with transaction.atomic():
            step(record, desk, changes)
            desk.refuse_what_may_not_be(changes)
            connection.check_constraints()
    except RecordError as error:
        failed[id(record)] = record.problem(error.field, error.reason)
    except ValidationError as error:
        failed[id(record)] = record.problem("", " ".join(error.messages))
    except DatabaseError as error:
        broken = violation(error)
        failed[id(record)] = record.problem(broken.field, broken.message)
    else:
        return
    desk.look_again()
