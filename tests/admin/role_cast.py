"""One row of everything that an address of the admin can name, and who asks for it."""

import re
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from agreements.models import ImportFile, LoginAttempt, Meeting, Merge, OldAddress, Participant, Party
from tests.admin.people import logged_in
from tests.world import (
    action,
    agreement,
    body,
    citation,
    delegation,
    institution,
    meeting,
    participant,
    person,
    position,
    relation,
    source,
    topic,
)

# From least to most. Whoever may do something is named, and so may all after them.
ROLES = ("nobody", "reader", "Editor", "Reviewer", "Administrator", "superuser")

# What an address below its own name is about.
NAMED_BY = {"import": "import", "merges": "merge", "assess": "agreedaction"}
NOTHING: dict[str, Any] = {"updates": [], "deletes": [], "fills": [], "inserts": []}


def clients() -> dict[str, Client]:
    """Somebody of each role, logged in; `nobody` is not, and `reader` has an account that is no editor's."""
    made = {"nobody": Client()}
    for role in ROLES[1:]:
        user = User.objects.create_user(role, is_staff=role != "reader", is_superuser=role == "superuser")
        user.groups.set(Group.objects.filter(name=role))
        made[role] = logged_in(user)
    return made


def cast(publication: str) -> dict[str, Any]:
    """By name of the model in lower case: the row that an address of it names."""
    held = meeting(publication=publication, body=body(publication=publication), ordinal=1)
    seat = Participant.objects.create(
        delegation=delegation(meeting=held),
        person=person(),
        institution=institution(f"Ministry of the {publication}"),
        post="Wali",
    )
    return {
        "meeting": held,
        "body": held.body,
        "agreement": agreement(publication=publication),
        "participant": seat,
        "person": seat.person,
        "institution": seat.institution,
        "position": position(meeting=held),
        "agreedaction": action(meeting=held),
        "citation": citation(meeting=held, source=source()),
        "source": source(),
        "topic": topic(),
        "relation": relation("FR", "TN"),
        "party": Party.objects.get(pk="TN"),
        "oldaddress": OldAddress.objects.create(path=f"/people/{publication}/", target="/people/is/"),
        "loginattempt": LoginAttempt.objects.create(name="editor", succeeded=False),
        "user": User.objects.create_user(f"colleague of {publication}", is_staff=True),
        "group": Group.objects.get(name="Editor"),
        "permission": Permission.objects.first(),
        "import": ImportFile.objects.create(name="people.json", kind="records", content=b"{}"),
        "merge": Merge.objects.create(kind="person", kept=1, gone=2, kept_name="A", gone_name="B", moved=NOTHING),
        "deleted": _deleted(),
    }


def _deleted() -> int:
    gone = meeting(publication="draft")
    key = gone.pk
    Meeting.objects.filter(pk=key).delete()
    participant(delegation=delegation(meeting=meeting(publication="draft")))
    return key


def admin_addresses() -> list[tuple[str, str]]:
    """Name and route of every address below /admin/, "" for what has no name."""
    for found in get_resolver().url_patterns:
        if isinstance(found, URLResolver) and found.namespace == "admin":
            return list(_below(found.url_patterns))
    raise LookupError("the admin has no addresses")


def _below(patterns: Any, before: str = "") -> Any:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or "", route
        else:
            yield from _below(pattern.url_patterns, route)


def path_of(route: str, rows: dict[str, Any]) -> tuple[str, bool]:
    """The path with a row's key in it, and whether it names one."""
    route = route.replace("(?P<url>.*)$", "no/such/page").replace("^(?P<app_label>agreements|auth)/$", "agreements/")
    model = re.match(r"(?:agreements|auth)/(\w+)/", route)
    row = rows.get(model[1] if model else NAMED_BY.get(route.split("/")[0], ""))
    path = re.sub(r"<path:object_id>|<int:pk>|<id>", str(getattr(row, "pk", "")), route)
    path = path.replace("<int:number>", "1").replace("<slug:code>", "drafts").replace("<slug:kind>", "meeting")
    path = path.replace("<slug:key>", str(rows["deleted"]))
    assert "<" not in path, f"{route}: this file holds nothing that it names"
    return f"/admin/{path}", path != route
