"""When things were, and what is said of a meeting: as of something that happened only where it is recorded as held."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.dates import PartialDate
from agreements.models import Meeting
from agreements.models.listed import ListedMeeting


def when(meeting: Meeting | ListedMeeting) -> str:
    """ "2 June 2023"; of an undated meeting "planned for 2 June 2023", or that the date is not known."""
    if meeting.date:
        return str(meeting.date)
    if meeting.planned_date:
        return gettext("planned for %(date)s") % {"date": meeting.planned_date}
    return gettext("Date not known")


def day_in_words(day: date | None) -> str:
    """ "2 June 2023", as partial dates are written; "" where there is none."""
    return str(PartialDate.parse(day.isoformat())) if day else ""


def unheld_status(meeting: Meeting) -> str:
    """Its status where that is anything but held, else ""."""
    return "" if meeting.was_held else str(meeting.get_status_display())


@dataclass(frozen=True)
class Wording:
    """Headings of the parts of the page, and what stands where a part is empty. `caption` may be empty."""

    delegations: Promise
    caption: Promise | str
    nobody: Promise
    agreed: Promise
    nothing_agreed: Promise
    said: Promise


HELD = Wording(
    delegations=_("Delegations"),
    caption="",
    nobody=_("The sources do not say who sat there."),
    agreed=_("What was agreed"),
    nothing_agreed=_("No agreed action was found in the sources. That is not to say that none was agreed."),
    said=_("What each side said"),
)
# Actions are recorded with meetings that were put off, too: to set a new date, for one.
NOT_HELD = Wording(
    delegations=_("Delegations expected"),
    caption=_("As expected: the meeting is not recorded as held."),
    nobody=_("The sources do not say who was expected."),
    agreed=_("Actions recorded with it"),
    nothing_agreed=_("The meeting is not recorded as held, and no action is recorded with it."),
    said=_("What was said about it"),
)


def wording(meeting: Meeting) -> Wording:
    return HELD if meeting.was_held else NOT_HELD
