"""Merges that were done: who, when, what and why, and how they are undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from agreements.curation.merging_rows import model_named
from agreements.curation.merging_undo import Journal, in_the_way
from agreements.models import Merge

PER_PAGE = 50


@dataclass(frozen=True)
class MergeShown:
    """`url` is the page of the one that stayed, "" where that is no longer there itself."""

    pk: int
    kind: str
    gone: str
    kept: str
    url: str
    who: str
    at: datetime
    why: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True)
class MergesPage:
    rows: Page[Merge]
    merges: list[MergeShown]
    may_undo: bool
    may_merge: bool

    @classmethod
    def of(cls, number: str | None, user: Any) -> Self:
        """The latest first."""
        rows = Paginator(_all(), PER_PAGE).get_page(number)
        may_undo, may_merge = (user.has_perm(f"agreements.{verb}_merge") for verb in ("change", "add"))
        return cls(rows, shown(list(rows)), may_undo, may_merge)


@dataclass(frozen=True)
class UndoPage:
    """`reasons` are what stands in the way; `rows` counts what is put back."""

    merge: MergeShown
    rows: int
    reasons: list[str]

    @classmethod
    def of(cls, merge: Merge, reasons: list[str] | None = None) -> Self:
        rows = len(Journal(merge.moved).places())
        return cls(shown([merge])[0], rows, in_the_way(merge) if reasons is None else reasons)


def _all() -> QuerySet[Merge]:
    return Merge.objects.select_related("by", "undone_by").defer("moved")


def shown(merges: list[Merge]) -> list[MergeShown]:
    there = {
        kind: set(
            model_named(kind)
            ._default_manager.filter(pk__in=[merge.kept for merge in merges if merge.kind == kind])
            .values_list("pk", flat=True)
        )
        for kind in {merge.kind for merge in merges}
    }
    return [_shown(merge, merge.kept in there[merge.kind]) for merge in merges]


def _shown(merge: Merge, is_there: bool) -> MergeShown:
    return MergeShown(
        pk=merge.pk,
        kind=merge.get_kind_display(),
        gone=merge.gone_name,
        kept=merge.kept_name,
        url=reverse(f"admin:agreements_{merge.kind}_change", args=[merge.kept]) if is_there else "",
        who=_who(merge.by),
        at=merge.at,
        why=merge.note,
        undone_at=merge.undone_at,
        undone_by=_who(merge.undone_by),
    )


def _who(account: Any) -> str:
    return str(account) if account else gettext("an account deleted since")
