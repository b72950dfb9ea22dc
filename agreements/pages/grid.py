"""The grid: at which meetings of its bodies a person or an institution sat, and at which they are not recorded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from agreements.dates import PartialDate
from agreements.models import Institution, Meeting, MeetingCard, Participant, Person
from agreements.models.ordinals import ordinal_label
from agreements.models.vocabularies import LEADING_ROLES, MeetingStatus, ParticipantRole
from agreements.pages.kept import kept
from agreements.pages.links import Link

# The latest ones: what came before stands in the table.
MOST_MEETINGS = 60
MOST_ROWS = 12
# A column is as wide as a shape needs, and wider where there are few.
NARROWEST, WIDEST, USUAL_WIDTH = 18, 30, 960
HEIGHT = 24
YEAR_WIDTH = 44

ARRAYS = {"person": "people", "institution": "institutions"}


class Cell(NamedTuple):
    """`shape`: "lead" (a chair, a head of delegation), "seat", "beside" (an observer, the secretariat), "expected" (the
    meeting was not held) or "absent" (it was, and they are not recorded)."""

    x: int
    shape: str
    url: str
    title: str


class Year(NamedTuple):
    x: int
    label: str


@dataclass(frozen=True)
class Row:
    """A body, or all other meetings, for which the text stands without an address."""

    of: Link
    sat: int
    held: int
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """`cut`: there are earlier meetings than these. `shapes` are those that occur."""

    rows: list[Row]
    years: list[Year]
    width: int
    height: int
    meetings: int
    cut: bool
    shapes: set[str]


class _Meeting(NamedTuple):
    pk: int
    slug: str
    ordinal: int | None
    title: str
    when: PartialDate
    status: str
    body: int | None
    body_name: str | None
    body_slug: str | None


def grid(field: str, whose: Person | Institution, on: date) -> Grid:
    """Two queries: the meetings, which are kept, and what they were there."""
    found = kept(_meetings, on, field, whose.pk)
    cut, meetings = len(found) > MOST_MEETINGS, found[:MOST_MEETINGS][::-1]
    roles: dict[int, list[str]] = defaultdict(list)
    seats = Participant.objects.filter(**{field: whose}, delegation__meeting__in=[meeting.pk for meeting in meetings])
    for pk, role in seats.values_list("delegation__meeting", "role"):
        roles[pk].append(role)
    pitch = min(max(USUAL_WIDTH // max(len(meetings), 1), NARROWEST), WIDEST)
    rows: dict[int | None, list[tuple[int, _Meeting]]] = defaultdict(list)
    for column, meeting in enumerate(meetings):
        rows[meeting.body].append((column * pitch + pitch // 2, meeting))
    by_use = sorted(
        (body for body in rows if body), key=lambda body: (-_sat(rows[body], roles), rows[body][0][1].body_name or "")
    )
    shown, others = by_use[:MOST_ROWS], [*by_use[MOST_ROWS:], None]
    # Of meetings outside the bodies shown, those alone that they sat at: the rest have nothing to do with them.
    rest = sorted(entry for body in others for entry in rows.get(body, []) if entry[1].pk in roles)
    made = [_row(rows[body], roles) for body in shown] + ([_row(rest, roles, own=False)] if rest else [])
    return Grid(
        rows=made,
        years=list(_years(meetings, pitch)),
        width=len(meetings) * pitch + YEAR_WIDTH // 2,
        height=HEIGHT,
        meetings=len(meetings),
        cut=cut,
        shapes={cell.shape for row in made for cell in row.cells},
    )


def _meetings(_on: date, field: str, whose: int) -> list[_Meeting]:
    """The latest first: theirs, and those held by the bodies that they ever sat in. One more than are shown."""
    theirs = {f"{ARRAYS[field]}__contains": [whose]}
    bodies = MeetingCard.objects.filter(**theirs, body__isnull=False).values("body")
    held = Q(card__body__in=bodies, card__status=MeetingStatus.HELD)
    rows = (
        Meeting.objects.filter(Q(**{f"card__{name}": value for name, value in theirs.items()}) | held)
        .filter(card__earliest__isnull=False)
        .order_by(F("card__earliest").desc(), "-pk")
    )
    columns = ("pk", "slug", "ordinal", "title", "date", "status", "card__body", "card__body__name", "card__body__slug")
    return [_Meeting(*row) for row in rows.values_list(*columns)[: MOST_MEETINGS + 1]]


def _sat(entries: Iterable[tuple[int, _Meeting]], roles: dict[int, list[str]]) -> int:
    return sum(meeting.pk in roles and meeting.status == MeetingStatus.HELD for _x, meeting in entries)


def _row(entries: list[tuple[int, _Meeting]], roles: dict[int, list[str]], *, own: bool = True) -> Row:
    first = entries[0][1]
    of = Link(gettext("Other meetings"))
    if own:
        of = Link(str(first.body_name), reverse("body-detail", args=[first.body_slug]))
    return Row(
        of=of,
        sat=_sat(entries, roles),
        held=sum(meeting.status == MeetingStatus.HELD for _x, meeting in entries),
        cells=[_cell(x, meeting, roles.get(meeting.pk, [])) for x, meeting in entries],
    )


def _cell(x: int, meeting: _Meeting, roles: list[str]) -> Cell:
    name = meeting.title or ordinal_label(meeting.ordinal)
    role = min(roles, key=ParticipantRole.values.index) if roles else ""
    was = str(ParticipantRole(role).label) if role else gettext("not recorded")
    shape = _shape(meeting, role)
    if shape == "expected":
        was = str(MeetingStatus(meeting.status).label)
    url = reverse("meeting-detail", args=[meeting.slug])
    return Cell(x, shape, url, f"{name}, {meeting.when}: {was}")


def _shape(meeting: _Meeting, role: str) -> str:
    if not role:
        return "absent"
    if meeting.status != MeetingStatus.HELD:
        return "expected"
    if role in LEADING_ROLES:
        return "lead"
    return "seat" if role == ParticipantRole.MEMBER else "beside"


def _years(meetings: list[_Meeting], pitch: int) -> Iterable[Year]:
    last, written = 0, -YEAR_WIDTH
    for column, meeting in enumerate(meetings):
        year = meeting.when.earliest.year if meeting.when.earliest else 0
        if year != last and column * pitch - written >= YEAR_WIDTH:
            written = column * pitch
            yield Year(written, str(year))
            last = year


def legend(shapes: set[str]) -> list[tuple[str, Any]]:
    words = {
        "lead": gettext("Chair or head of delegation"),
        "seat": gettext("Member"),
        "beside": gettext("In attendance, observer, secretariat or signatory"),
        "expected": gettext("Expected: the meeting was not held"),
        "absent": gettext("Held, and no record of them there"),
    }
    return [(shape, word) for shape, word in words.items() if shape in shapes]
