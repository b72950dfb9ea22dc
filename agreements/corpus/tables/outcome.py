"""What an import does, would do, or refuses, row by row: shown, kept as JSON, and compared before it is done."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

NEW, CHANGED, UNCHANGED, REPEATED, REFUSED = "new", "changed", "unchanged", "repeated", "refused"
SAID = {"created": NEW, "updated": CHANGED, "unchanged": UNCHANGED}


@dataclass
class RowOutcome:
    """`values` are a new record's (field, value), `changes` a known one's (field, before, after), `reasons` and
    `doubts` pairs of a column and what is to be said of it. `pk` is that of the record, once it stands."""

    row: int
    what: str
    kind: str
    name: str
    values: list[list[str]] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    reasons: list[list[str]] = field(default_factory=list)
    doubts: list[list[str]] = field(default_factory=list)
    key: str = ""
    pk: int | None = None


@dataclass
class Outcome:
    """`words` are topic words that lead to no topic, with the number of records that use them."""

    rows: list[RowOutcome]
    words: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.what for row in self.rows)
        counts = {what: found[what] for what in (NEW, CHANGED, UNCHANGED, REPEATED, REFUSED)}
        return {**counts, "doubtful": sum(1 for row in self.rows if row.doubts)}

    @property
    def digest(self) -> str:
        """The same for two runs that do the same: keys of the database, which a trial uses up, are not compared."""
        said = [{**asdict(row), "pk": None} for row in self.rows]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        rows = [asdict(row) for row in self.rows]
        return {"rows": rows, "words": self.words, "counts": self.counts, "digest": self.digest}
