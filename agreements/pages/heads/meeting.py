"""The head of a meeting's page."""

from agreements.filters.person import PersonFilter
from agreements.models.vocabularies import MeetingFormat, MeetingStatus
from agreements.pages.heads.head import Head, Node, counted, told
from agreements.pages.heads.iso import iso, span
from agreements.pages.heads.linked import (
    MOST,
    breadcrumbs,
    described,
    identity,
    node,
    parties,
    place,
    sources,
    topics,
    webpage,
)
from agreements.pages.links import Link
from agreements.pages.meeting import MeetingPage, Seat
from agreements.pages.tense import unheld_status
from agreements.records.common import Site
from agreements.wording import commas

# One that is merely reported, schema.org has no word for.
STATUSES = {
    MeetingStatus.ANNOUNCED: "EventScheduled",
    MeetingStatus.SCHEDULED: "EventScheduled",
    MeetingStatus.HELD: "EventScheduled",
    MeetingStatus.POSTPONED: "EventPostponed",
    MeetingStatus.RESCHEDULED: "EventRescheduled",
    MeetingStatus.CANCELLED: "EventCancelled",
}
MODES = {
    MeetingFormat.IN_PERSON: "OfflineEventAttendanceMode",
    MeetingFormat.ONLINE: "OnlineEventAttendanceMode",
    MeetingFormat.HYBRID: "MixedEventAttendanceMode",
}


def meeting_head(page: MeetingPage, site: Site) -> Head:
    meeting, path = page.meeting, page.meeting.get_absolute_url()
    title = commas((meeting.public_name, meeting.date))
    named = [seat for side in page.sides for seat in side.seats if seat.name]
    description = told(
        meeting.public_name,
        page.relation.text,
        unheld_status(meeting),
        page.date,
        meeting.place,
        page.action_summary if page.actions else "",
        *counted(len(named), PersonFilter.noun),
    )
    shown = webpage(
        site,
        path,
        title,
        description,
        mainEntity={"@id": identity(site, path)},
        breadcrumb=breadcrumbs(site, page.relation, page.body, Link(page.title, path)),
    )
    return Head(site, title, description, path, graph=[shown, _event(page, site, path)])


def _event(page: MeetingPage, site: Site, path: str) -> Node:
    meeting = page.meeting
    starts, ends = span(meeting.date or meeting.planned_date)
    moved = meeting.date and meeting.planned_date and meeting.status == MeetingStatus.RESCHEDULED
    return node(
        "Event",
        identity(site, path),
        name=meeting.public_name,
        url=site.url(path),
        description=told(page.relation.text, page.date, meeting.place),
        startDate=starts,
        endDate=ends,
        previousStartDate=iso(meeting.planned_date) if moved else "",
        eventStatus=_schema(STATUSES.get(MeetingStatus(meeting.status), "")),
        eventAttendanceMode=_schema(MODES.get(MeetingFormat(meeting.format), "")),
        location=place(meeting.place, city=meeting.city, country=meeting.country_id or ""),
        organizer=_organizer(page, site),
        attendee=_attendees(page, site),
        about=topics(site, page.topics),
        subjectOf=sources(page.sources),
    )


def _schema(code: str) -> str:
    return f"https://schema.org/{code}" if code else ""


def _organizer(page: MeetingPage, site: Site) -> list[Node]:
    """The body whose session it is; else the parties that met."""
    return [described(site, page.body, "Organization")] if page.body else parties(site, page.meeting.all_parties)


def _attendees(page: MeetingPage, site: Site) -> list[Node]:
    """Those named at a meeting that was held: who was expected elsewhere has not attended."""
    if not page.meeting.was_held:
        return []
    seats = [seat for side in page.sides for seat in side.seats if seat.name]
    return [_person(seat, site) for seat in seats[:MOST]]


def _person(seat: Seat, site: Site) -> Node:
    institution = described(site, seat.institution, "Organization") if seat.institution else None
    return described(site, Link(seat.name, seat.url), "Person", jobTitle=seat.post, affiliation=institution)
