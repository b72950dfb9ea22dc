"""What a load did, would do, refused, and left for a person to decide."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext


@dataclass(frozen=True, order=True)
class Problem:
    """Why a record was refused, or what about it is doubtful. `field` is a path like `actions[0].due`, `row` that of a
    table or 0."""

    file: str
    kind: str
    key: str
    field: str
    reason: str
    row: int = 0

    def __str__(self) -> str:
        where = " ".join(part for part in (self.kind, self.key, self.field) if part)
        return f"{self.file}: {where}: {self.reason}" if where else f"{self.file}: {self.reason}"


class RecordError(Exception):
    """A record cannot be loaded; says which field and why."""

    def __init__(self, field_path: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field_path
        self.reason = reason


@dataclass(frozen=True)
class Difference:
    """What a load changed below a record: a value, or a row `added` or `removed` as a whole, which `after` or `before`
    then is in words."""

    path: str
    before: str = ""
    after: str = ""
    verb: str = "changed"

    def __str__(self) -> str:
        if self.verb == "added":
            return gettext("added %(what)s") % {"what": self.path}
        if self.verb == "removed":
            return gettext("removed %(what)s") % {"what": self.path}
        return f"{self.path}: {self.before} → {self.after}"


@dataclass(frozen=True)
class Result:
    """What came of one record that was not refused. `own` is its own row, None where it has several or none."""

    kind: str
    key: str
    row: int
    outcome: str
    differences: tuple[Difference, ...]
    own: models.Model | None


@dataclass
class Report:
    """`rows` counts (kind, "created" | "updated" | "unchanged"); `changes` names each changed record and field."""

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    doubtful: list[Problem] = field(default_factory=list)
    unmapped_words: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
