"""The way of a record from a draft to the public and back: each step, who takes it, and when it is refused.

Whatever changes where a record stands goes through `take`: the form, the lists, and whatever comes later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.curation.versions import history
from agreements.models import Comment
from agreements.models.vocabularies import Publication

# What says where a record stands, and nothing about the meeting, the agreement or the body.
STATE = ("publication", "withdrawn_reason")
AGGREGATES = ("meeting", "agreement", "body")


class Refused(Exception):
    """Why a step is not taken, in words; `field` is what would mend it, "" where nothing on the page would."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Step:
    """`title` stands on its button, `saving` where it is taken with a save, "" where it is not. `reviewers`: only by
    whoever may publish. `asks` is what the step wants said: "" for nothing."""

    code: str
    title: Any
    done: Any
    since: frozenset[str]
    to: str
    wrong_state: Any
    saving: Any = ""
    reviewers: Any = ""
    asks: Any = ""


UNSEEN = frozenset({Publication.DRAFT, Publication.IN_REVIEW})
HAND_IN = Step(
    "hand_in",
    _("Hand in for review"),
    _("It waits for a reviewer now."),
    frozenset({Publication.DRAFT}),
    Publication.IN_REVIEW,
    _("Only drafts are handed in; this is “%(state)s”."),
    saving=_("Save and hand in for review"),
)
TAKE_BACK = Step(
    "take_back",
    _("Take back to draft"),
    _("It is a draft again."),
    frozenset({Publication.IN_REVIEW}),
    Publication.DRAFT,
    _("Only what was handed in is taken back; this is “%(state)s”."),
)
SEND_BACK = Step(
    "send_back",
    _("Send back"),
    _("It is a draft again, and your comment says why."),
    frozenset({Publication.IN_REVIEW}),
    Publication.DRAFT,
    _("Only what was handed in is sent back; this is “%(state)s”."),
    reviewers=_("A reviewer sends back."),
    asks=_("Say in the comment what is still to do."),
)
PUBLISH = Step(
    "publish",
    _("Publish"),
    _("Readers see it from now on."),
    UNSEEN,
    Publication.PUBLISHED,
    _("Only drafts are published; this is “%(state)s”."),
    saving=_("Save and publish"),
    reviewers=_("A reviewer publishes."),
)
WITHDRAW = Step(
    "withdraw",
    _("Withdraw"),
    _("Readers no longer see it; its address tells why."),
    frozenset({Publication.PUBLISHED}),
    Publication.WITHDRAWN,
    _("It is not public."),
    reviewers=_("A reviewer withdraws."),
    asks=_("Say why the record is withdrawn: readers who kept its address will ask."),
)
REOPEN = Step(
    "reopen",
    _("Reopen as a draft"),
    _("It is a draft again."),
    frozenset({Publication.WITHDRAWN}),
    Publication.DRAFT,
    _("Only what was withdrawn is reopened; this is “%(state)s”."),
    reviewers=_("A reviewer reopens."),
)
STEPS = {step.code: step for step in (HAND_IN, PUBLISH, TAKE_BACK, SEND_BACK, WITHDRAW, REOPEN)}
# Better words for a step that comes too late.
TOO_LATE = {
    (PUBLISH.code, Publication.PUBLISHED): _("It is public already."),
    (PUBLISH.code, Publication.WITHDRAWN): _("It was withdrawn: reopen it first."),
}


def may_publish(user: Any, kind: str) -> bool:
    return user.has_perm(f"agreements.publish_{kind}")


def may_take(step: Step, user: Any, kind: str) -> bool:
    """By the role alone."""
    return may_publish(user, kind) if step.reviewers else user.has_perm(f"agreements.change_{kind}")


def steps_from(state: str, user: Any, kind: str) -> list[Step]:
    return [step for step in STEPS.values() if state in step.since and may_take(step, user, kind)]


def new_states(user: Any, kinds: Sequence[str]) -> list[Publication]:
    """What a record may be from its first day. Under the four-eyes rule nobody publishes what they bring."""
    found = [Publication.DRAFT, Publication.IN_REVIEW]
    if not settings.FOUR_EYES and all(may_publish(user, kind) for kind in kinds):
        found.append(Publication.PUBLISHED)
    return found


def take(record: Any, step: Step, user: Any, reason: str = "", expected: str = "") -> None:
    """Within a transaction: locks the record, so that what is asked of it holds, and writes where it stands now.
    `expected` is the state it had when somebody decided. Raises Refused, or DatabaseError for a rule of the record."""
    kind = str(record._meta.model_name)
    if not may_take(step, user, kind):
        raise Refused(str(step.reviewers) or gettext("Your role does not change this record."))
    reason = reason.replace("\0", "").strip()
    if step.asks and not reason:
        raise Refused(str(step.asks), "reason")
    held = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if expected and held.publication != expected:
        state = held.get_publication_display()
        raise Refused(gettext("Somebody changed where it stands meanwhile: it is “%s” now. Look once more.") % state)
    if held.publication not in step.since:
        told = TOO_LATE.get((step.code, held.publication), step.wrong_state)
        raise Refused(str(told) % {"state": held.get_publication_display()})
    if step is PUBLISH and (refusal := four_eyes(record, user)):
        raise Refused(refusal)
    record.publication = step.to
    record.withdrawn_reason = reason if step is WITHDRAW else ""
    record.save(update_fields=STATE)
    if step is SEND_BACK:
        Comment.objects.create(**{kind: record}, author=user, text=reason)


# The four-eyes rule --------------------------------------------------------------------------------------------------


def four_eyes(record: Any, user: Any) -> str:
    """Why this account does not publish the record; "" where it may. Nobody is exempt."""
    if not settings.FOUR_EYES:
        return ""
    wrote = writers(record)
    if user.pk not in wrote:
        return ""
    others = get_user_model()._default_manager.filter(pk__in=wrote - {user.pk}).order_by("pk")
    names = get_text_list([gettext("you"), *map(name_of, others)], gettext("and"))
    told = gettext("It was written by %s. Who wrote it does not publish it: hand it in, and ask another reviewer.")
    return told % names


def writers(record: Any) -> set[int]:
    """Whoever entered it, and whoever changed anything in it since readers last saw it: but for where it stands."""
    told = history(type(record), record.pk)
    root, start = (type(record), record.pk), 0
    for version in told.versions:
        for event in version.events:
            was, became = (event.before or {}).get("publication"), (event.after or {}).get("publication")
            if event.key == root and was == Publication.PUBLISHED != became:
                start = version.number
    wrote = [version for version in told.versions if version.number == 1 or version.number > start]
    return {
        int(version.said["user"])
        for version in wrote
        if str(version.said.get("user") or "").isdecimal() and any(_content(event) for event in version.events)
    }


def _content(event: Any) -> bool:
    """Whether anything changed but where a record stands."""
    before, after = event.before or {}, event.after or {}
    return any(before.get(name) != after.get(name) for name in before.keys() | after.keys() if name not in STATE)


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username()


# What a page says of it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stands:
    """Since when a record is what it is, and who made it so: "" where the history does not say."""

    since: datetime | None
    by: str


def stands(record: Any) -> Stands:
    """One query for when, and one for whom."""
    events = record.events.order_by("-pgh_id").values_list("publication", "pgh_created_at", "pgh_context__metadata")
    latest = None
    for publication, at, said in events:
        if publication != record.publication:
            break
        latest = (at, said)
    if latest is None:
        return Stands(None, "")
    user = (latest[1] or {}).get("user")
    found = get_user_model()._default_manager.filter(pk=user).first() if user else None
    return Stands(latest[0], name_of(found) if found else "")
