"""Agreed actions as lines of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from agreements.models import ActionLink, ActionParty, ActionUpdate, AgreedAction, Citation, Party
from agreements.models.action import AgreedActionQuerySet
from agreements.models.base import parent_published
from agreements.pages.marks import Mark, SourceList
from agreements.pages.standing import Standing, standing


@dataclass(frozen=True)
class TakenUp:
    """Another action linked with this one, and how, as a sentence's beginning."""

    relation: str
    url: str
    text: str
    where: str


@dataclass(frozen=True)
class ActionLine:
    """`marks` is empty where the record's sources stand for the action's own."""

    action: AgreedAction
    url: str
    standing: Standing
    owed_by: str
    marks: list[Mark]
    became: str
    became_marks: list[Mark]
    links: list[TakenUp]


def owed_by(parties: list[Party], of_record: list[Party]) -> str:
    """ "both parties" where all of a pair owe it."""
    if not parties:
        return ""
    if len(parties) > 1 and len(parties) == len(of_record):
        return gettext("both parties") if len(parties) == 2 else gettext("all parties")
    return ", ".join(str(party) for party in parties)


def with_lines(actions: AgreedActionQuerySet, on: date) -> list[AgreedAction]:
    """Actions with all that a line shows: a fixed number of queries."""
    return list(
        actions.with_status(on)
        .select_related("meeting__body", "agreement", "leads_to_meeting__body", "leads_to_agreement")
        .prefetch_related(
            Prefetch("party_rows", ActionParty.objects.select_related("party").order_by("party__sort_key")),
            Prefetch("citations", Citation.objects.select_related("source")),
            Prefetch("updates", ActionUpdate.objects.select_related("source", "second_source", "reporting_party")),
            Prefetch("takes_up", _links_to("earlier")),
            Prefetch("taken_up_by", _links_to("later")),
        )
    )


def _links_to(end: str) -> QuerySet[ActionLink]:
    """Links whose other end the public may see."""
    return ActionLink.objects.filter(parent_published(f"{end}__")).select_related(
        f"{end}__meeting__body", f"{end}__agreement"
    )


def line(action: AgreedAction, of_record: list[Party], sources: SourceList, on: date) -> ActionLine:
    evidence_update = action.evidence_update  # type: ignore[attr-defined]
    current = next((update for update in action.updates.all() if update.pk == evidence_update), None)
    return ActionLine(
        action=action,
        url=action.get_absolute_url(),
        standing=standing(action, on, drawn=True),
        owed_by=owed_by([row.party for row in action.party_rows.all()], of_record),
        marks=sources.marks(action.citations.all(), gettext("action %d") % action.number),
        became=current.what if current else "",
        became_marks=sources.mark(current.source, _became(action)) if current else [],
        links=list(_links(action)),
    )


def _became(action: AgreedAction) -> str:
    return gettext("what became of action %d") % action.number


def _links(action: AgreedAction) -> Iterable[TakenUp]:
    earlier = {"restates": gettext("Restates"), "revises": gettext("Revises"), "supersedes": gettext("Supersedes")}
    later = {
        "restates": gettext("Restated by"),
        "revises": gettext("Revised by"),
        "supersedes": gettext("Superseded by"),
    }
    for link in action.takes_up.all():
        yield taken_up(earlier[link.relation], link.earlier)
    for link in action.taken_up_by.all():
        yield taken_up(later[link.relation], link.later)


def taken_up(relation: str, action: AgreedAction) -> TakenUp:
    return TakenUp(relation, action.get_absolute_url(), action.text, parent_name(action))


def parent_name(action: AgreedAction) -> str:
    """Where it was agreed, in a few words: the meeting's public name or the agreement's title."""
    return action.meeting.public_name if action.meeting else str(action.agreement)
