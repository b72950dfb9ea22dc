"""Agreed actions as lines of a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from agreements.dates import PartialDate
from agreements.models import ActionLink, ActionParty, ActionUpdate, AgreedAction, Agreement, Meeting, Party
from agreements.models import status as rules
from agreements.models.vocabularies import Evidence
from agreements.pages.cited import Cited
from agreements.pages.links import Link
from agreements.pages.marks import Marks, SourceList
from agreements.pages.standing import Standing, drawn
from agreements.wording import commas


@dataclass(frozen=True)
class TakenUp:
    """Another action linked with this one, and how, as a sentence's beginning."""

    relation: str
    url: str
    text: str
    where: str


@dataclass(frozen=True)
class Tie:
    """`later` restates, revises or supersedes `earlier`; the public may see both."""

    later: AgreedAction
    earlier: AgreedAction
    relation: str


@dataclass(frozen=True)
class Told:
    """What is recorded of some actions besides their own rows, by their ids; `led_here` are the public actions that led
    to the record they belong to."""

    actions: list[AgreedAction]
    owing: dict[int, list[Party]]
    updates: dict[int, list[ActionUpdate]]
    ties: list[Tie]
    led_here: list[AgreedAction]
    led_to: dict[int, Link]

    @property
    def all_updates(self) -> list[ActionUpdate]:
        return [update for updates in self.updates.values() for update in updates]


@dataclass(frozen=True)
class ActionLine:
    """`marks` is empty where the record's sources stand for the action's own; `judged_by` and `reported_by` are the
    updates that its evidence and its reported status are."""

    action: AgreedAction
    number: str
    text: str
    due_phrase: str
    due_note: str
    url: str
    kind: str
    standing: Standing
    owed_by: str
    marks: Marks
    judged_by: ActionUpdate | None
    reported_by: ActionUpdate | None
    became: str
    became_marks: Marks
    links: list[TakenUp]


def owed_by(parties: list[Party], of_record: list[Party]) -> str:
    """ "both parties" where all of a pair owe it."""
    if not parties:
        return ""
    if len(parties) > 1 and len(parties) == len(of_record):
        return gettext("both parties") if len(parties) == 2 else gettext("all parties")
    return commas(parties)


def told(actions: Iterable[AgreedAction], parent: Meeting | Agreement) -> Told:
    """Of actions of one record: six plain queries at most, whatever their number. What they are owed by is among
    the parties of the record, so their names are known."""
    actions = list(actions)
    kind = "meeting" if isinstance(parent, Meeting) else "agreement"
    for action in actions:
        setattr(action, kind, parent)
    known = {party.pk: party for party in parent.all_parties}
    ids = [action.pk for action in actions]
    owing: dict[int, list[Party]] = defaultdict(list)
    updates: dict[int, list[ActionUpdate]] = defaultdict(list)
    if ids:
        for pk, code in ActionParty.objects.filter(action__in=ids).values_list("action_id", "party_id"):
            owing[pk].append(known[code])
        for update in ActionUpdate.objects.filter(action__in=ids):
            updates[update.action_id].append(update)
    for parties in owing.values():
        parties.sort(key=lambda party: party.sort_key)
    own = {action.pk: action for action in actions}
    links = _links_of(own)
    others = _public(Q(pk__in={pk for link in links for pk in link[:2]} - set(own)) | Q(**{f"leads_to_{kind}": parent}))
    led_here = [other for other in others.values() if getattr(other, f"leads_to_{kind}_id") == parent.pk]
    return Told(actions, owing, updates, _ties(links, others | own), led_here, _led_to(actions))


# Columns enough for a link and the name of where it was agreed.
NAMED = (
    "number",
    "text",
    "leads_to_meeting",
    "leads_to_agreement",
    *(f"meeting__{name}" for name in ("slug", "title", "ordinal", "date", "body__name", "body__publication")),
    *(f"agreement__{name}" for name in ("slug", "title", "signed")),
)
type _Link = tuple[int, int, str]


def _links_of(ids: Iterable[int]) -> list[_Link]:
    """Later, earlier and how, in the order of their entry."""
    ids = list(ids)
    if not ids:
        return []
    links = ActionLink.objects.filter(Q(later__in=ids) | Q(earlier__in=ids)).order_by("pk")
    return list(links.values_list("later_id", "earlier_id", "relation"))


def _public(which: Q) -> dict[int, AgreedAction]:
    """With where they were agreed."""
    found = (
        AgreedAction.published.filter(which).select_related("meeting__body", "agreement").order_by("pk").only(*NAMED)
    )
    return {action.pk: action for action in found}


def _ties(links: list[_Link], known: dict[int, AgreedAction]) -> list[Tie]:
    ends = ((known.get(later), known.get(earlier), relation) for later, earlier, relation in links)
    return [Tie(later, earlier, relation) for later, earlier, relation in ends if later and earlier]


def thread_of(ids: Iterable[int]) -> tuple[dict[int, AgreedAction], list[Tie]]:
    """Two queries: the public ones of these actions, and the ties between them."""
    actions = _public(Q(pk__in=list(ids)))
    return actions, _ties(_links_of(actions), actions)


def _led_to(actions: list[AgreedAction]) -> dict[int, Link]:
    """What the public may see of it, by the action that led there."""
    meetings = {action.leads_to_meeting_id for action in actions if action.leads_to_meeting_id}
    agreements = {action.leads_to_agreement_id for action in actions if action.leads_to_agreement_id}
    of_meeting: dict[int | None, Link] = {}
    of_agreement: dict[int | None, Link] = {}
    if meetings:
        for meeting in Meeting.published.filter(pk__in=meetings).select_related("body"):
            name, day = meeting.public_name, str(meeting.date or "")
            of_meeting[meeting.pk] = Link(name, meeting.get_absolute_url(), day)
    if agreements:
        for agreement in Agreement.published.filter(pk__in=agreements):
            day = str(agreement.signed or "")
            of_agreement[agreement.pk] = Link(agreement.title, agreement.get_absolute_url(), day)
    led = {
        action.pk: of_meeting.get(action.leads_to_meeting_id) or of_agreement.get(action.leads_to_agreement_id)
        for action in actions
    }
    return {pk: link for pk, link in led.items() if link}


def lines(told: Told, cited: Cited, sources: SourceList, on: date) -> list[ActionLine]:
    return [line(action, told, cited, sources, on) for action in told.actions]


def line(action: AgreedAction, told: Told, cited: Cited, sources: SourceList, on: date) -> ActionLine:
    current, reported = _judge(action, told.updates.get(action.pk, []), on)
    return ActionLine(
        action=action,
        number=str(action.number),
        text=action.text,
        due_phrase=action.due_phrase if action.due else "",
        due_note=action.due_note,
        url=action.get_absolute_url(),
        kind=str(action.get_kind_display()),
        standing=drawn(action, _agreed(action), on),  # type: ignore[arg-type]  # judged above
        owed_by=owed_by(told.owing.get(action.pk, []), action.parent.all_parties),
        marks=sources.marks(cited.of("action", action.pk), gettext("action %d") % action.number),
        judged_by=current,
        reported_by=reported,
        became=current.what if current else "",
        became_marks=sources.mark(became(action), current.source) if current else Marks(),
        links=list(_links(action, told.ties)),
    )


def _agreed(action: AgreedAction) -> PartialDate | None:
    parent = action.parent
    return parent.date if isinstance(parent, Meeting) else parent.signed


def _judge(action: AgreedAction, updates: list[ActionUpdate], on: date) -> tuple[ActionUpdate | None, ...]:
    """Gives the action what `with_status` would annotate, by the same rules in Python (models/status.py), since its
    updates are at hand; returns those that its evidence and its reported status rest on."""
    corrected = {update.corrects_id for update in updates}
    entries = [
        rules.Entry(
            order=update.pk,
            date=update.date,
            evidence=update.evidence,
            reported=update.reported_status,
            checked=update.checked,
            corrected=update.pk in corrected,
        )
        for update in updates
    ]
    judged, reported = rules.current(entries, on, "evidence"), rules.current(entries, on, "reported")
    action.evidence = judged.evidence if judged else Evidence.NOT_ASSESSED  # type: ignore[attr-defined]
    action.reported = reported.reported if reported else ""  # type: ignore[attr-defined]
    action.timing = rules.timing(action.due, action.due_phrase, entries, on)  # type: ignore[attr-defined]
    by_order = {update.pk: update for update in updates}
    return tuple(by_order[entry.order] if entry else None for entry in (judged, reported))


def became(action: AgreedAction) -> str:
    """What a source of an update supports, in words."""
    return gettext("what became of action %d") % action.number


def _links(action: AgreedAction, of: list[Tie]) -> Iterable[TakenUp]:
    earlier = {"restates": gettext("Restates"), "revises": gettext("Revises"), "supersedes": gettext("Supersedes")}
    later = {
        "restates": gettext("Restated by"),
        "revises": gettext("Revised by"),
        "supersedes": gettext("Superseded by"),
    }
    for tie in of:
        if tie.later.pk == action.pk:
            yield taken_up(earlier[tie.relation], tie.earlier)
    for tie in of:
        if tie.earlier.pk == action.pk:
            yield taken_up(later[tie.relation], tie.later)


def taken_up(relation: str, action: AgreedAction) -> TakenUp:
    return TakenUp(relation, action.get_absolute_url(), action.text, parent_name(action))


def parent_name(action: AgreedAction) -> str:
    """Where it was agreed, in a few words: the meeting's public name or the agreement's title."""
    return action.meeting.public_name if action.meeting else str(action.agreement)
