"""Who led each side at the table, over the years."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Func, IntegerField, Max, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from psycopg.types.range import DateRange

from agreements.models import MeetingCard, Participant, Party
from agreements.models.partial_dates import Earliest, Latest
from agreements.models.rhythm import KNOWN_WITHIN
from agreements.models.vocabularies import LEADING_ROLES, MeetingStatus, Publication
from agreements.pages.axis import Axis
from agreements.pages.entities import list_url
from agreements.pages.lanes import percent, year_span
from agreements.pages.links import Link

MOST_LEADERS = 8
MOST_DOTS = 40


@dataclass(frozen=True)
class Leader:
    """`years` is from the first meeting led to the last, `dots` where each stands on the line of time; `meetings` those
    held that they sat at, leading or not, which is what `meetings_url` lists."""

    person: Link
    post: str
    years: str
    meetings: int
    meetings_url: str
    x: str
    end: str
    dots: list[str]


@dataclass(frozen=True)
class Side:
    """`letter` is "a" or "b" for the two of the relation, "" for a further party."""

    party: Link
    letter: str
    leaders: list[Leader]
    more: int
    more_url: str


@dataclass
class Led:
    """A person on one side, as the database sums them up."""

    party: str
    person: int
    name: str
    slug: str
    first: date | None
    last: date | None
    days: list[DateRange | None] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


class _Latest(ArrayAgg):
    template = f"({ArrayAgg.template})[1:{MOST_DOTS}]"


def leadership(
    found: list[Led], cards: QuerySet[MeetingCard], sides: list[Party], axis: Axis | None, **of: str
) -> list[Side]:
    """One query. `cards` are those of the meetings at which they led, which the parameters `of` list."""
    led: dict[str, list[Led]] = {}
    for one in sorted(found, key=_latest_first):
        led.setdefault(one.party, []).append(one)
    counts = _sat(cards, {one.person for party in sides for one in led.get(party.pk, [])[:MOST_LEADERS]})
    return [
        _side(party, "ab"[place : place + 1], led[party.pk], counts, axis, of)
        for place, party in enumerate(sides)
        if party.pk in led
    ]


def led_by(seats: QuerySet[Participant]) -> list[Led]:
    """One query: whoever led a side at these meetings, if they were held."""
    day, meeting = Earliest("delegation__meeting__date"), "delegation__meeting"
    rows = (
        seats.filter(
            person__isnull=False,
            role__in=LEADING_ROLES,
            **{f"{meeting}__publication": Publication.PUBLISHED, f"{meeting}__status": MeetingStatus.HELD},
        )
        .order_by()
        .values_list("delegation__party", "person", "person__name", "person__slug")
        .annotate(
            first=Min(day),
            last=Max(Latest("delegation__meeting__date")),
            days=_Latest(f"{meeting}__date_range", order_by=day.desc(nulls_last=True)),
            posts=_Latest("post", order_by=day.desc(nulls_last=True)),
        )
    )
    return [Led(*row) for row in rows]


def _sat(cards: QuerySet[MeetingCard], people: set[int]) -> dict[int, int]:
    each = Func(F("people"), function="unnest", output_field=IntegerField())
    held = cards.filter(status=MeetingStatus.HELD, people__overlap=sorted(people))
    return dict(held.order_by().annotate(each=each).values_list("each").annotate(count=Count("pk")))


def _side(
    party: Party, letter: str, led: list[Led], counts: dict[int, int], axis: Axis | None, of: dict[str, str]
) -> Side:
    return Side(
        party=Link(str(party), party.get_absolute_url()),
        letter=letter,
        leaders=[_leader(one, counts.get(one.person, 0), axis, of) for one in led[:MOST_LEADERS]],
        more=max(len(led) - MOST_LEADERS, 0),
        more_url=list_url("person", party=party.code, **{name: of[name] for name in ("body",) if name in of}),
    )


def _latest_first(one: Led) -> tuple[int, int, str]:
    return (-(one.last or date.min).toordinal(), -(one.first or date.min).toordinal(), one.name)


def _leader(one: Led, meetings: int, axis: Axis | None, of: dict[str, str]) -> Leader:
    # What is known to the decade alone has no place on the line.
    known = [(found.lower, found.upper) for found in one.days if found]
    days = [first for first, end in known if first and end and (end - first).days <= KNOWN_WITHIN + 1]
    places = [axis.x(day) for day in days] if axis else []
    span = year_span(one.first, one.last)
    return Leader(
        person=Link(one.name, reverse("person-detail", args=[one.slug])),
        post=next((post for post in one.posts if post), ""),
        years=span if days or not span else gettext("at some time in %(years)s") % {"years": span},
        meetings=meetings,
        meetings_url=list_url("meeting", **of, person=one.slug, status=str(MeetingStatus.HELD)),
        x=percent(min(places, default=0)),
        end=percent(max(places, default=0)),
        dots=[percent(place) for place in places[:MOST_DOTS]],
    )
