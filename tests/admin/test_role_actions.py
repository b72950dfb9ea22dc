"""What each list offers to each role, what a forged request for the rest does, and whether a draft shows in public."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from pghistory.core import event_models

from agreements.models import ImportFile
from tests.admin.role_cast import ROLES, cast, clients

EXPORTS = dict.fromkeys(("export_csv", "export_xlsx"), "Editor")
STEPS = {"hand_in": "Editor", "publish": "Reviewer", "withdraw": "Reviewer"}
TOPIC, EDITORS = {"set_topic": "Editor"}, {"delete_selected": "Editor"}
ADMINISTRATORS = {"delete_selected": "Administrator"}
SUPERUSERS = {"delete_selected": "superuser"}
# By model: each action of its list, and the least role that is offered it.
OFFERED: dict[str, dict[str, str]] = {
    "meeting": STEPS | TOPIC | EXPORTS | EDITORS,
    "agreement": STEPS | TOPIC | EXPORTS | EDITORS,
    "body": STEPS | EXPORTS | EDITORS,
    "agreedaction": TOPIC | EXPORTS | EDITORS,
    "citation": EXPORTS | EDITORS,
    "participant": EDITORS,
    "position": EDITORS,
    "person": EXPORTS | ADMINISTRATORS,
    "institution": EXPORTS | ADMINISTRATORS,
    "source": {"mark_dead": "Editor", "mark_working": "Editor"} | EXPORTS | ADMINISTRATORS,
    "topic": EXPORTS | ADMINISTRATORS,
    "relation": ADMINISTRATORS,
    "party": ADMINISTRATORS,
    "oldaddress": ADMINISTRATORS,
    "user": ADMINISTRATORS,
    "group": SUPERUSERS,
    "permission": {},
    "loginattempt": {},
}
ACTIONS = sorted({name for offered in OFFERED.values() for name in offered})


def standing() -> tuple[int, ...]:
    kept: list[Any] = [User, Group, ImportFile, *event_models()]
    return tuple(model._default_manager.count() for model in kept)


def offered_on(client: Client, page: str) -> set[str]:
    answer = client.get(page)
    form = answer.context.get("action_form") if answer.status_code == 200 else None
    return {code for code, _title in form.fields["action"].choices if code} if form else set()


@pytest.fixture
def asking(db: None) -> dict[str, Client]:
    return clients()


def test_each_list_offers_what_the_role_may_and_a_forged_request_for_the_rest_changes_nothing(
    asking: dict[str, Client],
) -> None:
    rows: dict[str, Any] = cast("draft")
    for model in admin.site._registry:
        kind, page = model._meta.model_name or "", f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert kind in OFFERED, f"{kind}: say in OFFERED who is offered what on its list"
        for number, role in enumerate(ROLES):
            may = {name for name, least in OFFERED[kind].items() if number >= ROLES.index(least)}
            assert offered_on(asking[role], page) == may, f"{kind}: {role}"
            for name in set(ACTIONS) - may:
                before = standing()
                sent = {
                    "action": name,
                    "_selected_action": [rows[kind].pk],
                    "confirmed": "1",
                    "post": "yes",
                    "reason": "-",
                }
                asking[role].post(page, sent)
                assert standing() == before, f"{role} does {name} to {kind} without being offered it"


@pytest.mark.parametrize("publication", ["draft", "in-review"])
def test_the_public_address_of_what_is_not_published_shows_it_to_nobody(
    asking: dict[str, Client], publication: str
) -> None:
    rows = cast(publication)
    for kind in ("meeting", "agreement", "body"):
        address = rows[kind].get_absolute_url()
        assert {asking[role].get(address).status_code for role in ROLES} == {404}, address
