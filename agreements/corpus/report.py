"""What a load did, would do, refused, and left for a person to decide."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """Why a record was refused, or what about it is doubtful. `field` is a path like `actions[0].due`."""

    file: str
    kind: str
    key: str
    field: str
    reason: str

    def __str__(self) -> str:
        where = " ".join(part for part in (self.kind, self.key, self.field) if part)
        return f"{self.file}: {where}: {self.reason}" if where else f"{self.file}: {self.reason}"


class RecordError(Exception):
    """A record cannot be loaded; says which field and why."""

    def __init__(self, field_path: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field_path
        self.reason = reason


@dataclass
class Report:
    """`rows` counts (kind, "created" | "updated" | "unchanged"); `changes` names each changed record and field."""

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    doubtful: list[Problem] = field(default_factory=list)
    unmapped_words: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
