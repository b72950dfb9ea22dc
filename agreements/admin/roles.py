"""What a role may do to a record, given where the record stands.

The groups (migration 0015) say what a role may do at all. What readers can see is changed by whoever may publish it,
and by nobody deleted: that holds for a record, for the rows below it, and for people, institutions and sources that
something published reaches.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest

from agreements.curation import workflow
from agreements.models import (
    ActionLink,
    AgreedAction,
    Agreement,
    Body,
    Citation,
    Delegation,
    Institution,
    Meeting,
    Participant,
    Person,
    Position,
    Source,
)
from agreements.models.source import CITED
from agreements.models.vocabularies import Publication

type User = AbstractUser | AnonymousUser | Any

SEEN = (Publication.PUBLISHED, Publication.WITHDRAWN)


def seen_row(admin: Any, request: HttpRequest, object_id: str) -> Any:
    """The row of an admin that an address names, where the account may look at it. Raises Http404, PermissionDenied."""
    row = admin.get_object(request, unquote(object_id))
    if row is None:
        raise Http404
    if not admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    return row


def record_of(row: Model) -> Model:
    """The meeting, agreement or body that a row belongs to; of what belongs to none, the row itself."""
    match row:
        case Delegation() | Position():
            return row.meeting
        case Participant():
            return row.delegation.meeting
        case AgreedAction():
            return row.parent
        case ActionLink():
            return row.later.parent
        case Citation():
            cited: list[Model | None] = [getattr(row, name) for name in CITED]
            return next((record_of(fact) for fact in cited if fact), row)
        case _:
            return row


def lock(row: Model) -> None:
    """Within a transaction: nobody else writes in the record that a row belongs to, or publishes it, until it ends.
    Where it stands is read anew: who held it before may have published it."""
    record = record_of(row)
    held = type(record)._base_manager.select_for_update(of=("self",)).filter(pk=record.pk)
    if not isinstance(record, Meeting | Agreement | Body):
        held.exists()
    elif state := held.values_list("publication", flat=True).first():
        record.publication = state


def is_seen(row: Model) -> bool:
    """Readers see it now, or saw it before it was withdrawn."""
    record = record_of(row)
    if isinstance(record, Meeting | Agreement | Body):
        return record.publication in SEEN
    if isinstance(record, Person | Institution | Source) and record.pk:
        return type(record).published.filter(pk=record.pk).exists()
    return False


def is_public(row: Model) -> bool:
    """Readers find its page, as far as it has one."""
    record = record_of(row)
    manager = getattr(type(record), "published", None)
    return manager is None or manager.filter(pk=record.pk).exists()


def may_publish(user: User, record: Model) -> bool:
    """Publish it, withdraw it, and amend what is published. Of what has no state itself: amend it."""
    kind = record_of(record)._meta.model_name
    kind = kind if kind in ("meeting", "agreement", "body") else "meeting"
    return workflow.may_publish(user, kind)


def may_change(user: User, row: Model) -> bool:
    """Beyond the permission for the model, which Django asks for."""
    return may_publish(user, row) or not is_seen(row)


def may_delete(row: Model) -> bool:
    """A record that readers saw is withdrawn instead, also once it is reopened: its address is known. What others
    refer to, the database keeps."""
    if not isinstance(row, Meeting | Agreement | Body):
        return True
    return not is_seen(row) and not row.events.filter(publication=Publication.PUBLISHED).exists()  # type: ignore[union-attr]


def needs_note(row: Model) -> bool:
    """Readers are told what is so: who changes it says why. The upkeep of a source (a copy in an archive, an address
    that no longer answers) changes nothing that they are told."""
    return not isinstance(record_of(row), Source) and is_seen(row)
