"""What the pages show: one frozen dataclass each, so that templates ask the database nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from agreements.admin.importing.mapping import MappingForm
from agreements.corpus.tables.outcome import CHANGED, NEW, REFUSED, REPEATED, UNCHANGED
from agreements.models import ImportFile
from agreements.models.vocabularies import TableKind

SHOWN = 50
DOUBTFUL = "doubtful"
LABELS: dict[str, Any] = {
    NEW: _("New"),
    CHANGED: _("Changed"),
    UNCHANGED: _("Nothing new"),
    REPEATED: _("Repeated"),
    REFUSED: _("Refused"),
    DOUBTFUL: _("With a doubt"),
}
_MODELS = {
    "agreements": "agreement",
    "meetings": "meeting",
    "bodies": "body",
    "people": "person",
    "institutions": "institution",
    "topics": "topic",
}


@dataclass(frozen=True)
class Choice:
    """One of the ways to narrow the rows down."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class ShownRow:
    row: int
    what: str
    label: str
    name: str
    link: str
    values: list[list[str]]
    changes: list[list[str]]
    reasons: list[list[str]]
    doubts: list[list[str]]


@dataclass(frozen=True)
class OutcomePage:
    """`written` counts the new and the changed; `shown` is what the rows are narrowed down to, "" for all."""

    file: ImportFile
    is_table: bool
    choices: list[Choice]
    rows: Page[ShownRow]
    shown: str
    words: list[tuple[str, int]]
    digest: str
    written: int
    refused: int

    @classmethod
    def of(cls, file: ImportFile, query: QueryDict) -> Self:
        outcome = file.outcome
        counts = outcome.get("counts", {})
        shown = query.get("show", "")
        shown = shown if shown in LABELS else ""
        every = [
            row for row in outcome.get("rows", []) if not shown or shown in (row["what"], row["doubts"] and DOUBTFUL)
        ]
        page = Paginator([_shown(row) for row in every], SHOWN).get_page(query.get("page"))
        return cls(
            file=file,
            is_table=file.kind != TableKind.RECORDS,
            choices=list(_choices(counts, len(outcome.get("rows", [])), shown)),
            rows=page,
            shown=shown,
            words=list(outcome.get("words", {}).items()),
            digest=outcome.get("digest", ""),
            written=counts.get(NEW, 0) + counts.get(CHANGED, 0),
            refused=counts.get(REFUSED, 0),
        )


def _choices(counts: dict[str, int], rows: int, shown: str) -> Iterator[Choice]:
    yield Choice(pgettext("rows", "All"), rows, "", not shown)
    for what, label in LABELS.items():
        if counts.get(what):
            yield Choice(str(label), counts[what], f"show={what}", shown == what)


def _shown(row: dict[str, Any]) -> ShownRow:
    link = ""
    if row["pk"] and row["kind"] in _MODELS and row["what"] == CHANGED:
        link = reverse(f"admin:agreements_{_MODELS[row['kind']]}_change", args=[row["pk"]])
    told = {name: row[name] for name in ("row", "what", "name", "values", "changes", "reasons", "doubts")}
    return ShownRow(label=str(LABELS[row["what"]]), link=link, **told)


@dataclass(frozen=True)
class Brought:
    """A file of the past: who brought it, and what came of it."""

    pk: int
    name: str
    kind: str
    who: str
    at: Any
    outcome: str
    is_done: bool


def brought(files: Any) -> list[Brought]:
    """Of files with `told`, how many of their rows are what."""
    return [
        Brought(
            pk=file.pk,
            name=file.name,
            kind=file.get_kind_display(),
            who=str(file.by or gettext("without an account")),
            at=file.applied_at or file.at,
            outcome=_came_of(file, file.told or {}),
            is_done=file.applied_at is not None,
        )
        for file in files
    ]


def _came_of(file: ImportFile, rows: dict[str, int]) -> str:
    counts = {what: number for what, number in rows.items() if number and what != UNCHANGED}
    told = ", ".join(f"{LABELS[what]}: {number}" for what, number in counts.items())
    if file.applied_at:
        return gettext("Imported. %s") % told
    return gettext("Tried, not imported. %s") % told if rows else gettext("Not tried yet.")


@dataclass(frozen=True)
class ColumnRow:
    heading: str
    samples: list[str]
    field: Any


@dataclass(frozen=True)
class MappingPage:
    file: ImportFile
    about: tuple[str, ...]
    rows: int
    columns: list[ColumnRow]
    constants: list[Any]
    reading: list[Any]
    meanings: list[Any]
    state: list[Any]

    @classmethod
    def of(cls, file: ImportFile, form: MappingForm) -> Self:
        fields = {name: form[name] for name in form.fields}
        return cls(
            file=file,
            about=form.sheet.about,
            rows=len(form.sheet.rows),
            columns=[
                ColumnRow(heading, form.sheet.samples(place), fields[f"column-{place}"])
                for place, heading in enumerate(form.sheet.headings)
            ],
            constants=[field for name, field in fields.items() if name.startswith("constant-")],
            reading=[fields[name] for name in ("dates", "unknown") if name in fields],
            meanings=[field for name, field in fields.items() if name.startswith("meaning-")],
            state=[fields[name] for name in ("publication",) if name in fields],
        )
