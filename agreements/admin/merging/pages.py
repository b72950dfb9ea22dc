"""What the preview shows: the two side by side, which value stands, what moves, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext

from agreements.admin.merging.deciding import DecisionForm
from agreements.admin.merging.moved import SHOWN, Moved, moved, seats_twice, sources_twice
from agreements.curation.addresses import known_source
from agreements.curation.duplicates import likely
from agreements.curation.merging_beside import address_of
from agreements.curation.merging_fields import becomes
from agreements.curation.merging_plan import Asked, Plan
from agreements.curation.merging_rules import FIELDS
from agreements.curation.merging_words import join_notes, label, told
from agreements.curation.queues_pairs import LOADED
from agreements.curation.queues_pairs import told as told_apart
from agreements.models.vocabularies import Mergeable

OFFERED = 6


def merge_address(kind: str, **rows: int) -> str:
    """merge_address("person", kept=3, gone=7); with one of the two, the other is to be chosen."""
    return f"{reverse('admin:merge')}?{urlencode({'kind': kind, **rows})}"


@dataclass(frozen=True)
class Side:
    """One of the two. `about` tells it from the other one: its parties, how much hangs on it."""

    name: str
    about: str
    url: str
    address: str


@dataclass(frozen=True)
class FieldShown:
    """`stands` is kept, gone, or same; `choice` is there where an editor may say. `becomes` is what the value that does
    not stand turns into, "" where none is lost."""

    label: str
    kept: str
    gone: str
    stands: str
    choice: BoundField | None
    becomes: str


@dataclass(frozen=True)
class PlanShown:
    """What would be done. `note` are the two notes together, and `names` the variants that move; what a value becomes
    that does not stand is said beside it."""

    fields: list[FieldShown]
    note: str
    moved: list[Moved]
    twice: list[Moved]
    names: list[str]
    names_left: int
    led_on: list[str]
    leads_to: str
    stays_withdrawn: bool
    doubts: list[str]
    form: DecisionForm


@dataclass(frozen=True)
class MergePage:
    """`refusals` are why it cannot be; `plan` is None where there is not even one to show. `problem` is what happened
    to what was sent."""

    kind: str
    kept: Side
    gone: Side
    swapped: str
    refusals: list[str]
    plan: PlanShown | None
    problem: str
    others: str


@dataclass(frozen=True)
class Offer:
    told: str
    url: str
    chosen: bool = False


@dataclass(frozen=True)
class ChoosePage:
    """`offers` are rows that are probably the same as the one that is chosen already."""

    kinds: list[Offer]
    kind: str
    offers: list[Offer]
    error: str = ""


def merge_page(
    kind: str, rows: tuple[Any, Any], plan: Plan | None, form: DecisionForm | None, refusals: list[str], problem: str
) -> MergePage:
    kept, gone = rows
    known = LOADED[kind].in_bulk([kept.pk, gone.pk])
    sides = [_side(kind, known.get(row.pk, row)) for row in rows]
    return MergePage(
        kind=kind,
        kept=sides[0],
        gone=sides[1],
        swapped=merge_address(kind, kept=gone.pk, gone=kept.pk),
        refusals=refusals,
        plan=plan_shown(plan, form) if plan and form else None,
        problem=problem,
        others=merge_address(kind, kept=kept.pk),
    )


def _side(kind: str, row: Any) -> Side:
    words = told_apart(kind, row) if hasattr(row, "seats") or kind in (Mergeable.BODY, Mergeable.SOURCE) else str(row)
    name = str(row.url if kind == Mergeable.SOURCE else row.name)
    about = words.removeprefix(name).strip(" ()")
    if kind == Mergeable.BODY:
        about = f"{row.relation} · {about} · {row.get_publication_display()}"
    if kind == Mergeable.SOURCE:
        about = row.title
    return Side(name, about, reverse(f"admin:agreements_{kind}_change", args=[row.pk]), row.get_absolute_url())


def plan_shown(plan: Plan, form: DecisionForm) -> PlanShown:
    names = [*plan.names_moved, *plan.gone.get("other_names", [])]
    note = FIELDS[Mergeable(plan.kind)].note
    return PlanShown(
        fields=list(_fields(plan, form)),
        note=join_notes(plan.kept[note], plan.gone[note]) if note and plan.gone[note] else "",
        moved=moved(plan),
        twice=[one for one in (seats_twice(plan), sources_twice(plan)) if one.count],
        names=list(dict.fromkeys(names))[:SHOWN],
        names_left=max(0, len(set(names)) - SHOWN),
        led_on=plan.led_on[:SHOWN],
        leads_to=address_of(plan.kind, plan.kept),
        stays_withdrawn=plan.gone_is_withdrawn,
        doubts=plan.doubts,
        form=form,
    )


def _fields(plan: Plan, form: DecisionForm) -> Iterator[FieldShown]:
    for asked in plan.asked:
        kept, gone = (told(plan.kind, asked.column, value) for value in (asked.kept, asked.gone))
        if kept or gone:
            choice = form[f"stands-{asked.column}"] if f"stands-{asked.column}" in form.fields else None
            yield FieldShown(label(plan.kind, asked.column), kept, gone, _stands(asked), choice, _becomes(plan, asked))


def _stands(asked: Asked) -> str:
    if asked.state == "same":
        return "same"
    return "gone" if asked.final == asked.gone else "kept"


def _becomes(plan: Plan, asked: Asked) -> str:
    if asked.state != "differs":
        return ""
    match becomes(plan.kind, asked.column):
        case "variant":
            return gettext("The other becomes a variant.")
        case "note":
            return gettext("The other is kept in the note.")
        case _:
            return gettext("The other is not kept.")


def choose_page(kind: str, rows: tuple[Any, Any] = (None, None), error: str = "") -> ChoosePage:
    kinds = [Offer(str(Mergeable(one).label), merge_address(one), one == kind) for one in FIELDS]
    chosen = next((row for row in rows if row), None)
    both = None not in rows
    return ChoosePage(kinds, kind, _offers(kind, chosen) if chosen and not both else [], error)


def _offers(kind: str, row: Any) -> list[Offer]:
    """What is recorded and may be the same: the row is shown to stay, until the editor swaps the two."""
    if kind == Mergeable.SOURCE:
        same = known_source(row.url, besides=row.pk)
        found = [(same.pk, f"{same} · {same.url}")] if same else []
    else:
        found = [(key, words) for key, words, _score in likely(kind, row.name, limit=OFFERED + 1) if key != row.pk]
    return [Offer(words, merge_address(kind, kept=row.pk, gone=key)) for key, words in found[:OFFERED]]
