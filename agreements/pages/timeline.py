"""A relation on one line of time: what was signed, what met, what was promised for when, and the silences between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from agreements.dates import PartialDate
from agreements.models import Agreement, BodyCard, Meeting
from agreements.models.listed import ListedAction
from agreements.models.rhythm import Silence, duration
from agreements.models.vocabularies import BodyState, Timing
from agreements.pages.axis import Axis
from agreements.pages.entities import list_url
from agreements.pages.lanes import LEVEL, All, Lane, Life, Mark, Years, levels, percent, summed_lane, years_below
from agreements.pages.links import Link
from agreements.pages.standing import TONES
from agreements.pages.tense import unheld_status, when
from agreements.wording import commas

# More than these are summed by year.
MOST_MEETINGS = 100
MOST_AGREEMENTS = 40
MOST_WINDOWS = 40
MOST_BODIES = 6
MOST_LINES = 8
# Wider than this a date is drawn as all the days it can mean.
ABOUT = 62
FLAT = 11
NARROWEST = 6.0
AHEAD = 10


@dataclass(frozen=True)
class Band:
    """A silence; `label` is short enough to stand in it, "" where none is; `slim`: a phone has no room for it."""

    x: str
    width: str
    middle: str
    title: str
    label: str
    slim: bool


@dataclass(frozen=True)
class Timeline:
    """`undated` meetings are named below it: they have no place on it. `shapes` are those that its key explains."""

    lanes: list[Lane]
    bands: list[Band]
    years: Years
    undated: list[Link]
    summary: str
    shapes: set[str]


@dataclass(frozen=True)
class Drawn:
    """What is drawn of a relation. Each is either a list of records or, where they are too many, counts by year."""

    meetings: list[Meeting]
    meetings_by_year: dict[int, int]
    agreements: list[Agreement]
    agreements_by_year: dict[int, int]
    windows: list[ListedAction]
    windows_by_year: dict[int, int]
    bodies: list[BodyCard]


def axis_of(days: Iterable[date | None], on: date) -> Axis | None:
    """From the first of the days to the last or today; what is due in a far future ends it early."""
    known = [day for day in days if day]
    if not known:
        return None
    return Axis.of_years(min(*known, on).year, min(max(*known, on).year, on.year + AHEAD))


def timeline(
    drawn: Drawn, counts: dict[str, All], silences: list[Silence], axis: Axis, on: date, slug: str
) -> Timeline:
    """`counts` are links to the lists of all agreements and meetings, by entity."""
    lanes = [
        *_agreement_lanes(drawn, counts["agreement"], axis, on, slug),
        *([Lane(Link(gettext("Silences")), None, 20, [], quiet=True, named=True)] if silences else []),
        *_meeting_lanes(drawn, counts["meeting"], axis, on, slug),
        *_window_lanes(drawn, axis, on, slug),
    ]
    undated = [meeting for meeting in drawn.meetings if not (meeting.date or meeting.planned_date)]
    return Timeline(
        lanes=lanes,
        bands=[_band(silence, axis) for silence in silences],
        years=years_below(axis, on),
        undated=[Link(meeting.public_name, meeting.get_absolute_url()) for meeting in undated],
        summary=gettext("Timeline from %(first)s to %(last)s") % {"first": axis.first.year, "last": axis.last.year},
        shapes=set(_shapes(lanes)),
    )


def _shapes(lanes: list[Lane]) -> Iterator[str]:
    for mark in (mark for lane in lanes for mark in lane.marks):
        yield (mark.tone or mark.shape) if mark.held else "unheld"


def _band(silence: Silence, axis: Axis) -> Band:
    left, right = axis.x(silence.first), axis.x(silence.last)
    width, middle = right - left, (left + right) / 2
    label = duration(silence.days) if width >= 55 and middle <= 970 else ""
    return Band(percent(left), percent(width), percent(middle), silence.words, label, slim=width < 150)


def _agreement_lanes(drawn: Drawn, count: All, axis: Axis, on: date, slug: str) -> Iterator[Lane]:
    name = Link(gettext("Agreements"))
    if drawn.agreements_by_year:

        def url(year: int) -> str:
            return list_url("agreement", relation=slug, **{"from": str(year), "to": str(year)})

        def said(year: int, count: int) -> str:
            return ngettext("%(year)s: %(count)s agreement", "%(year)s: %(count)s agreements", count) % {
                "year": year,
                "count": count,
            }

        yield summed_lane(name, count, drawn.agreements_by_year, axis, url, said)
        return
    signed = [(agreement, stretch) for agreement in drawn.agreements if (stretch := _stretch(agreement.signed, axis))]
    if not signed:
        return
    forces = [_in_force(agreement, axis, on) for agreement, _signed in signed]
    spans = [
        (min(middle - 8, *force), max(middle + 8, *force)) if force else (middle - 8, middle + 8)
        for (_agreement, (middle, _width)), force in zip(signed, forces, strict=True)
    ]
    order = sorted(range(len(spans)), key=lambda place: spans[place])
    rows = dict(zip(order, levels((spans[place] for place in order), apart=4, most=MOST_LINES), strict=True))
    marks: list[Mark] = []
    lives: list[Life] = []
    for place, (agreement, (middle, _width)) in enumerate(signed):
        y = LEVEL // 2 + 2 + rows[place] * LEVEL
        title = gettext("%(title)s, signed %(date)s") % {"title": agreement.title, "date": agreement.signed}
        marks.append(Mark("diamond", title, agreement.get_absolute_url(), percent(middle), y))
        if force := forces[place]:
            # Dotted from the signature to the day it came into force, so that one sees whose line it is.
            begins, ends = percent(force[0]), percent(force[1])
            lives += [Life(percent(middle), begins, y, open=True), Life(begins, ends, y)]
    yield Lane(name, count, LEVEL * (max(rows.values()) + 1) + 4, marks, lives)


def _in_force(agreement: Agreement, axis: Axis, on: date) -> tuple[float, float] | None:
    """Only where both ends are told: from the day of entry into force to the day it ended, or today while it lasts."""
    begins = agreement.in_force.earliest if agreement.in_force else None
    if not begins or begins > on:
        return None
    ended = agreement.ended.latest if agreement.ended else None
    lasts = agreement.lifecycle in ("in-force", "in-application", "provisionally-applied")
    return (axis.x(begins), axis.x(ended or on)) if ended or lasts else None


def _stretch(known: PartialDate | None, axis: Axis) -> tuple[float, float] | None:
    """The middle and the width of all days that a date can mean."""
    found = axis.stretch(known) if known else None
    return (found.middle, found.width) if found else None


def _meeting_lanes(drawn: Drawn, count: All, axis: Axis, on: date, slug: str) -> Iterator[Lane]:
    if drawn.meetings_by_year:

        def url(year: int) -> str:
            return list_url("meeting", relation=slug, **{"from": str(year), "to": str(year)})

        def said(year: int, count: int) -> str:
            return ngettext("%(year)s: %(count)s meeting", "%(year)s: %(count)s meetings", count) % {
                "year": year,
                "count": count,
            }

        yield summed_lane(Link(gettext("Meetings")), count, drawn.meetings_by_year, axis, url, said, quiet=True)
        return
    of_body: dict[int | None, list[Meeting]] = {}
    own = {card.pk: card for card in drawn.bodies[:MOST_BODIES]}
    for meeting in drawn.meetings:
        of_body.setdefault(meeting.body_id if meeting.body_id in own else None, []).append(meeting)
    for pk, card in own.items():
        life = _life(card, axis, on)
        meetings = of_body.get(pk, [])
        if meetings or life:
            yield _body_lane(card, meetings, life, axis, slug)
    if of_body.get(None):
        name = gettext("Other meetings") if own else gettext("Meetings")
        yield _dots(Link(name), None if own else count, of_body[None], [], axis)


def _body_lane(card: BodyCard, meetings: list[Meeting], life: list[Life], axis: Axis, slug: str) -> Lane:
    body = card.body
    text = ngettext("%(count)s meeting", "%(count)s meetings", len(meetings)) % {"count": len(meetings)}
    count = All(text, list_url("meeting", relation=slug, body=body.slug), len(meetings)) if meetings else None
    return _dots(Link(body.name, body.get_absolute_url()), count, meetings, life, axis)


def _life(card: BodyCard, axis: Axis, on: date) -> list[Life]:
    """From when it was established to its end, or to today while it is known to be active."""
    body = card.body
    begins = body.established.earliest if body.established else None
    if not begins or begins > on:
        return []
    ended = body.ended.latest if body.ended else None
    known = bool(ended) or body.state == BodyState.ACTIVE
    ends = ended or (on if known else card.last_met) or begins
    return [Life(percent(axis.x(begins)), percent(axis.x(max(begins, ends))), 0, open=not known)]


def _dots(name: Link, count: All | None, meetings: list[Meeting], lives: list[Life], axis: Axis) -> Lane:
    placed = []
    for meeting in meetings:
        known = meeting.date or meeting.planned_date
        stretch = _stretch(known, axis)
        if known and stretch:
            vague = not (known.earliest and known.latest and (known.latest - known.earliest).days <= ABOUT)
            placed.append((meeting, stretch, vague))
    placed.sort(key=lambda one: one[1][0] - (one[1][1] / 2 if one[2] else 0))
    rows = levels(_reach(middle, width if vague else 0) for _meeting, (middle, width), vague in placed)
    height = LEVEL * (max(rows, default=0) + 1) + 4
    marks = [
        _meeting_mark(meeting, stretch, LEVEL // 2 + 2 + level * LEVEL, vague=vague)
        for (meeting, stretch, vague), level in zip(placed, rows, strict=True)
    ]
    through = [Life(life.x, life.end, LEVEL // 2 + 2, life.open) for life in lives]
    return Lane(name, count, height, marks, through, quiet=True)


def _reach(middle: float, width: float) -> tuple[float, float]:
    return (middle - width / 2, middle + width / 2)


def _meeting_mark(meeting: Meeting, stretch: tuple[float, float], y: int, *, vague: bool) -> Mark:
    middle, width = stretch
    parts = (meeting.public_name, when(meeting), meeting.city, unheld_status(meeting))
    title, url = commas(parts), meeting.get_absolute_url()
    if vague:
        x, wide = percent(middle - width / 2), percent(max(width, 12))
        return Mark("span", title, url, x, y - 6, wide, 12, held=meeting.was_held)
    label = str(meeting.ordinal) if meeting.ordinal and meeting.ordinal < 100 else ""
    return Mark("dot", title, url, percent(middle), y, label=label, held=meeting.was_held)


def _window_lanes(drawn: Drawn, axis: Axis, on: date, slug: str) -> Iterator[Lane]:
    name = Link(gettext("Promised windows"))
    if drawn.windows_by_year:

        def url(year: int) -> str:
            return list_url("action", relation=slug, due_from=str(year), due_to=str(year))

        def said(year: int, count: int) -> str:
            return ngettext("%(count)s action due in %(year)s", "%(count)s actions due in %(year)s", count) % {
                "year": year,
                "count": count,
            }

        yield summed_lane(name, None, drawn.windows_by_year, axis, url, said)
        return
    placed = [(action, stretch) for action in drawn.windows if (stretch := _stretch(action.due, axis))]
    if not placed:
        return
    spans = [_reach(middle, max(width, NARROWEST)) for _action, (middle, width) in placed]
    rows = levels(spans, apart=4, most=8)
    marks = [
        _window_mark(action, span, 3 + level * FLAT)
        for (action, _stretch), span, level in zip(placed, spans, rows, strict=True)
    ]
    yield Lane(name, None, FLAT * (max(rows) + 1) + 6, marks)


def _window_mark(action: ListedAction, span: tuple[float, float], y: int) -> Mark:
    timing = Timing(action.timing)
    title = gettext("%(text)s Due %(due)s: %(timing)s") % {
        "text": action.text,
        "due": action.due,
        "timing": timing.label,
    }
    left = min(span[0], 1000 - NARROWEST)
    width = percent(span[1] - span[0])
    return Mark(
        "window", title, action.get_absolute_url(), percent(left), y, width, FLAT - 3, tone=TONES.get(timing, "")
    )
