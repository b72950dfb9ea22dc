"""Posts over time, as they were held at each meeting. What lies between two meetings nobody has said: the years are
those of the meetings, not a term of office."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from agreements.models import Participant
from agreements.pages.links import Link
from agreements.pages.series import years
from agreements.wording import commas

MOST = 24


@dataclass(frozen=True)
class Post:
    """`who` held it, on the page of an institution; the institutions it is recorded at, on a person's."""

    name: str
    who: Link | None
    where: list[Link]
    years: str


def posts(seats: Iterable[Participant], *, people: bool = False) -> list[Post]:
    """The latest first, as the seats are. One spelling is one post: a guess that two of them mean the same would claim
    what no source says."""
    found: dict[tuple[str, int | None], list[Participant]] = {}
    for seat in seats:
        if seat.post and seat.delegation.meeting.was_held:
            found.setdefault((seat.post.casefold(), seat.person_id if people else None), []).append(seat)
    return [_post(held, people=people) for held in list(found.values())[:MOST]]


def _post(seats: list[Participant], *, people: bool) -> Post:
    person = seats[0].person
    institutions = {} if people else {seat.institution.pk: seat.institution for seat in seats if seat.institution}
    known = {years(seat.delegation.meeting.date) for seat in seats if seat.delegation.meeting.date}
    return Post(
        name=seats[0].post,
        who=Link(person.name, person.get_absolute_url()) if people and person else None,
        where=[Link(institution.name, institution.get_absolute_url()) for institution in institutions.values()],
        years=_in_years(
            sorted(label for label in known if label.rstrip("?") == label or label.rstrip("?") not in known)
        ),
    )


def _in_years(labels: list[str]) -> str:
    """ "in 2019 and 2023"; "" where no meeting is dated."""
    if not labels:
        return ""
    listed = commas(labels[:-1])
    both = gettext("%(list)s and %(last)s") % {"list": listed, "last": labels[-1]} if listed else labels[-1]
    return gettext("in %(years)s") % {"years": both}
