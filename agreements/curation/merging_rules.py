"""What becomes of everything when two rows turn out to be one. Nothing is moved that no rule here names.

Which tables point to a row is read from the models; a table without a rule here stops the merge, and a test says so
before it comes to that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import ForeignKey, Model, UniqueConstraint

from agreements.curation.merging_rows import Row, model_named
from agreements.models.base import NOT_WITHDRAWN
from agreements.models.card import Card, FacetCount
from agreements.models.vocabularies import (
    BodyKind,
    BodyState,
    InstitutionKind,
    Mergeable,
    ParticipantRole,
    Publication,
    SourceKind,
)


class Way(Enum):
    MOVES = "points to the one that stays"
    GOES = "goes with the one it belongs to, since it says nothing of the other"


# By table and column.
WAYS = {
    ("participant", "person_id"): Way.MOVES,
    ("participant", "institution_id"): Way.MOVES,
    ("personname", "person_id"): Way.MOVES,
    ("personparty", "person_id"): Way.MOVES,
    ("institutionname", "institution_id"): Way.MOVES,
    ("citation", "person_id"): Way.MOVES,
    ("citation", "institution_id"): Way.MOVES,
    ("citation", "body_id"): Way.MOVES,
    ("citation", "source_id"): Way.MOVES,
    ("citation", "participant_id"): Way.MOVES,
    ("meeting", "body_id"): Way.MOVES,
    ("body", "parent_id"): Way.MOVES,
    ("body", "replaced_by_id"): Way.MOVES,
    ("recordparty", "body_id"): Way.MOVES,
    ("comment", "body_id"): Way.MOVES,
    ("actionupdate", "source_id"): Way.MOVES,
    ("actionupdate", "second_source_id"): Way.MOVES,
    # A visit is of an address, not of a page: the other's answers would be told of one that may be gone.
    ("sourcevisit", "source_id"): Way.GOES,
}


@dataclass(frozen=True)
class Same:
    """Of two rows that a unique rule takes for one, the one that was there stays. `joined` are the columns in which it
    takes over what it has not; what differs is told in its `note`."""

    joined: tuple[str, ...] = ()
    note: str = ""


SAME = {
    "participant": Same(("post", "institution_id", "role"), "note"),
    "citation": Same(("says", "quote", "locator"), "note"),
    "personname": Same(),
    "institutionname": Same(),
    "personparty": Same(),
    "recordparty": Same(),
}
# Two such rows are not one: an editor has to say which is which.
REFUSED = {"meeting"}


@dataclass(frozen=True)
class Fields:
    """`asked` are the columns of which one value stands: that of the row that stays, unless it has none or the editor
    says otherwise. The other value is kept in the `note`, if it is text or a date. `variants` is the table of further
    names, or the column that holds them; `stays` are columns that are not touched here."""

    folder: str
    asked: tuple[str, ...]
    stays: tuple[str, ...]
    note: str = ""
    variants: str = ""
    # These are names, and become variants where they do not stand.
    names: tuple[str, ...] = ("name",)


FIELDS = {
    Mergeable.PERSON: Fields(
        "people",
        ("name", "native_name", "sort_name", "wikidata"),
        ("slug",),
        note="note",
        variants="personname",
        names=("name", "native_name"),
    ),
    Mergeable.INSTITUTION: Fields("institutions", ("name", "kind"), ("slug", "party_id"), variants="institutionname"),
    Mergeable.BODY: Fields(
        "bodies",
        ("name", "kind", "state", "parent_id", "replaced_by_id", "established", "ended"),
        ("slug", "relation_id", "publication", "withdrawn_reason"),
        note="note",
        variants="other_names",
    ),
    # Whether it still answers is said of the address, which does not move.
    Mergeable.SOURCE: Fields(
        "sources",
        ("title", "publisher", "issuing_party_id", "kind", "language", "published_on", "accessed", "archived_url"),
        ("url", "working"),
        note="note",
        names=(),
    ),
}
# Said without having been said, by table and column.
NOT_SAID: dict[tuple[str, str], str] = {
    ("participant", "role"): ParticipantRole.MEMBER,
    ("institution", "kind"): InstitutionKind.NOT_ESTABLISHED,
    ("body", "kind"): BodyKind.OTHER,
    ("body", "state"): BodyState.UNKNOWN,
    ("source", "kind"): SourceKind.OTHER,
}


def is_blank(name: str, column: str, value: Any) -> bool:
    return value in (None, "", []) or value == NOT_SAID.get((name, column))


def pointing_to(model: type[Model]) -> Iterator[tuple[str, str]]:
    """Tables and columns of the record and the desk that refer to rows of the model. Cards follow by themselves, and a
    history tells what was."""
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        follows = issubclass(other, Card | FacetCount) or hasattr(other, "pgh_tracked_model")
        if isinstance(relation.field, ForeignKey) and not follows:
            yield str(other._meta.model_name), str(relation.field.column)


def unique_with(name: str, column: str) -> Iterator[tuple[UniqueConstraint, tuple[str, ...]]]:
    """The unique rules of a table that a column has a part in, each with its columns."""
    meta = model_named(name)._meta
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            columns = tuple(str(meta.get_field(field).column) for field in constraint.fields)  # type: ignore[union-attr]
            if column in columns:
                yield constraint, columns


def counts(constraint: UniqueConstraint, row: Row) -> bool:
    """Whether the rule is about this row at all."""
    if constraint.condition is None:
        return True
    if constraint.condition == NOT_WITHDRAWN:
        return row["publication"] != Publication.WITHDRAWN
    raise NotImplementedError(f"How {constraint.name} is merged has no rule.")
