"""“Checked, nothing new” by one click, wherever it stands, and who may assess at all."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from agreements.models import ActionUpdate, AgreedAction
from tests.admin.assessing import at, sent, three, today
from tests.admin.people import of_role
from tests.world import action, agreement, meeting, update

pytestmark = pytest.mark.django_db


def one_click(client: Client, agreed: AgreedAction, **asked: Any) -> Any:
    return client.post(f"/admin/assess/{agreed.pk}/nothing-new/", query_params=asked)


def test_one_click_on_the_queue_settles_the_row_and_readers_see_the_day(reviewer: Client, client: Client) -> None:
    judged = update(date="2023-09", what="A seminar was held.", checked="2023-10-01")
    queue = "/admin/desk/stale-assessments/"
    page = reviewer.get(queue).content.decode()
    address = f"/admin/assess/{judged.action_id}/nothing-new/?seen={judged.pk}&amp;next={queue}"
    assert f'action="{address}"' in page
    answer = reviewer.post(address.replace("&amp;", "&"), follow=True)
    assert answer.redirect_chain == [(queue, 302)]
    assert "Nothing waits here." in answer.content.decode()
    public = client.get(judged.action.get_absolute_url()).content.decode()
    day = f"{today().day} {today():%B} {today().year}"
    assert f"checked {day}" in public
    assert "Judged by the editors, September 2023" in public


def test_one_click_on_a_passed_window_and_the_way_to_its_meeting(reviewer: Client) -> None:
    agreed = action(due="2023")
    page = reviewer.get("/admin/desk/window-passed/").content.decode()
    assert f"/admin/assess/?meeting={agreed.meeting_id}" in page
    assert "Checked, nothing found" in page
    one_click(reviewer, agreed, seen="")
    one_click(reviewer, agreed, seen="")
    assert ActionUpdate.objects.get().evidence == "no-evidence"
    assert "Nothing waits here." in reviewer.get("/admin/desk/window-passed/").content.decode()


def test_one_click_after_somebody_elses_update_records_nothing(reviewer: Client) -> None:
    judged = update()
    update(action=judged.action, what="The office opened.")
    answer = one_click(reviewer, judged.action, seen=judged.pk)
    assert answer.status_code == 302
    assert ActionUpdate.objects.count() == 2


def test_one_click_on_the_page_keeps_what_is_typed_elsewhere(reviewer: Client) -> None:
    one, two, _three = three()
    form = sent(reviewer, at(one), {one: {"evidence": "completed", "what": "Half typed"}})
    answer = reviewer.post(at(one), form | {"_nothing_new": two.pk})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half typed" in page
    assert "data-wrong" not in page
    assert [entry.action for entry in ActionUpdate.objects.all()] == [two]
    untouched = sent(reviewer, at(one), {})
    assert reviewer.post(at(one), untouched | {"_nothing_new": one.pk}).status_code == 302


def test_one_click_stands_on_the_page_of_the_action(reviewer: Client) -> None:
    judged = update()
    page = reviewer.get(f"/admin/agreements/agreedaction/{judged.action_id}/change/").content.decode()
    assert "Checked, nothing new" in page
    assert f"/admin/assess/{judged.action_id}/nothing-new/?seen={judged.pk}" in page


def test_it_leads_back_within_the_site_alone(reviewer: Client) -> None:
    agreed = action()
    answer = one_click(reviewer, agreed, seen="", next="https://evil.example/")
    assert answer["Location"] == f"/admin/agreements/agreedaction/{agreed.pk}/change/"
    assert one_click(reviewer, agreed, seen="x").status_code == 400
    assert reviewer.get(f"/admin/assess/{agreed.pk}/nothing-new/").status_code == 405


# Who may -------------------------------------------------------------------------------------------------------------


def test_editors_do_not_assess(client: Client) -> None:
    agreed = action(due="2023")
    for address in (at(agreed), f"/admin/assess/{agreed.pk}/nothing-new/"):
        assert client.post(address).status_code == 302
    editor = of_role("Editor")
    assert editor.get(at(agreed)).status_code == 403
    assert editor.post(at(agreed)).status_code == 403
    assert one_click(editor, agreed).status_code == 403
    for page in ("/admin/desk/window-passed/", f"/admin/agreements/agreedaction/{agreed.pk}/change/"):
        assert "nothing-new" not in editor.get(page).content.decode()
    assert "assess-actions" not in editor.get(f"/admin/agreements/meeting/{agreed.meeting_id}/change/").content.decode()
    assert not ActionUpdate.objects.exists()


def test_who_may_assess_but_not_publish_leaves_what_readers_see(client: Client) -> None:
    assessor = of_role("Editor")
    user = User.objects.get(username="Editor")
    user.user_permissions.add(Permission.objects.get(codename="add_actionupdate"))
    seen, draft = action(), action(meeting=meeting(publication="draft"))
    assert assessor.get(at(seen)).status_code == 403
    assert one_click(assessor, seen).status_code == 403
    assert one_click(assessor, draft).status_code == 302
    assert ActionUpdate.objects.get().action == draft


def test_a_meeting_and_an_agreement_lead_to_their_assessment(reviewer: Client) -> None:
    agreed, owed = action(), action(agreement=agreement())
    for kind, pk in (("meeting", agreed.meeting_id), ("agreement", owed.agreement_id)):
        assert "assess-actions" in reviewer.get(f"/admin/agreements/{kind}/{pk}/change/").content.decode()
        answer = reviewer.get(f"/admin/agreements/{kind}/{pk}/assess-actions/")
        assert answer["Location"] == f"/admin/assess/?{kind}={pk}"
