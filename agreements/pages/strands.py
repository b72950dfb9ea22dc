"""What ties a meeting to what came before and after it: actions taken up again, and what actions led to."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from agreements.models import AgreedAction, Meeting
from agreements.models.vocabularies import LinkRelation
from agreements.pages.actions import parent_name
from agreements.pages.links import Link


@dataclass(frozen=True)
class Strand:
    """`where` is the record that the other end belongs to, "" where the link itself names it; `how` the tie."""

    link: Link
    where: str
    how: str


def before(meeting: Meeting, actions: list[AgreedAction]) -> Iterator[Strand]:
    """One query: the published actions that led to the meeting; then those that its own actions take up."""
    led_here = AgreedAction.published.filter(leads_to_meeting=meeting).select_related("meeting__body", "agreement")
    for action in led_here.order_by("pk"):
        yield _of(action, gettext("led to this meeting"))
    sentences = {
        LinkRelation.RESTATES: gettext("restated by action %(number)d"),
        LinkRelation.REVISES: gettext("revised by action %(number)d"),
        LinkRelation.SUPERSEDES: gettext("superseded by action %(number)d"),
    }
    for action in actions:
        for link in action.takes_up.all():
            yield _of(link.earlier, sentences[LinkRelation(link.relation)] % {"number": action.number})


def after(actions: list[AgreedAction]) -> Iterator[Strand]:
    """What the actions led to, then where they were taken up."""
    led = gettext("action %(number)d led to it")
    for action in actions:
        meeting, agreement = action.leads_to_meeting, action.leads_to_agreement
        how = led % {"number": action.number}
        if meeting and meeting.is_public:
            yield Strand(Link(meeting.public_name, meeting.get_absolute_url(), str(meeting.date or "")), "", how)
        if agreement and agreement.is_public:
            yield Strand(Link(agreement.title, agreement.get_absolute_url(), str(agreement.signed or "")), "", how)
    sentences = {
        LinkRelation.RESTATES: gettext("restates action %(number)d"),
        LinkRelation.REVISES: gettext("revises action %(number)d"),
        LinkRelation.SUPERSEDES: gettext("supersedes action %(number)d"),
    }
    for action in actions:
        for link in action.taken_up_by.all():
            yield _of(link.later, sentences[LinkRelation(link.relation)] % {"number": action.number})


def _of(action: AgreedAction, how: str) -> Strand:
    return Strand(Link(action.text, action.get_absolute_url()), parent_name(action), how)
