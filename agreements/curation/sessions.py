"""The next session of a body, as far as its last ones tell: to be confirmed or struck by whoever enters it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import F, Max, QuerySet

from agreements.models import Body, Meeting, Participant
from agreements.models.base import NOT_WITHDRAWN
from agreements.models.vocabularies import MeetingStatus

# As many as show a custom: a body that met in turn for the last four times met by turns.
LOOKED_AT = 4


@dataclass(frozen=True)
class Place:
    city: str = ""
    country: str = ""


@dataclass(frozen=True)
class NextSession:
    """`last` is the latest meeting of the body, None where there was none. `seats` are those of the latest one whose
    delegations are known, which is `seated`, by code of the party."""

    body: Body
    ordinal: int | None
    place: Place
    last: Meeting | None = None
    seated: Meeting | None = None
    seats: dict[str, list[Participant]] = field(default_factory=dict)
    topics: Sequence[int] = ()
    further: Sequence[str] = ()


def next_session(body: Body) -> NextSession:
    """Seven queries at most."""
    meetings = Meeting.objects.filter(NOT_WITHDRAWN, body=body).order_by(F("date_range").desc(nulls_last=True), "-id")
    last = meetings.first()
    if last is None:
        return NextSession(body, None, Place())
    numbered = meetings.aggregate(most=Max("ordinal"))["most"]
    seated = meetings.filter(status=MeetingStatus.HELD, delegations__participants__isnull=False).first()
    return NextSession(
        body,
        numbered + 1 if numbered else None,
        usual_place(_places(meetings), (body.relation.a_id, body.relation.b_id)),
        last,
        seated,
        _seats(seated) if seated else {},
        list(last.topic_rows.order_by("id").values_list("topic", flat=True)),
        [party.pk for party in last.further_parties],
    )


def _places(meetings: QuerySet[Meeting]) -> list[Place]:
    held = meetings.filter(status=MeetingStatus.HELD, country__isnull=False)
    return [Place(*place) for place in held.values_list("city", "country")[: 2 * LOOKED_AT]]


def _seats(meeting: Meeting) -> dict[str, list[Participant]]:
    found: dict[str, list[Participant]] = {}
    rows = (
        Participant.objects.filter(delegation__meeting=meeting).select_related("delegation").order_by("position", "id")
    )
    for row in rows:
        found.setdefault(row.delegation.party_id, []).append(row)
    return found


def usual_place(places: Sequence[Place], parties: tuple[str, str]) -> Place:
    """`places` are those of the sessions held, the latest first. Nothing is guessed from a single one, nor where the
    sessions follow neither of the two customs: by turns, or always with the same party."""
    countries = [place.country for place in places[:LOOKED_AT]]
    if len(countries) < 2 or not set(countries) <= set(parties):
        return Place()
    if len(set(countries)) == 1:
        country = countries[0]
    elif all(one != other for one, other in pairwise(countries)):
        country = countries[1]
    else:
        return Place()
    return Place(next((place.city for place in places if place.country == country), ""), country)
