"""Several actions assessed in one go, and “checked, nothing new” by one click."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import ActionUpdate, AgreedAction, Source
from tests.world import action, agreement, body, citation, meeting, source, update

pytestmark = pytest.mark.django_db
PROVEN = {"evidence": "limited", "basis": "independent-source", "what": "A seminar was announced."}


def today() -> Any:
    return timezone.localdate()


@pytest.fixture
def reviewer() -> Client:
    return of_role("Reviewer")


def of_role(role: str) -> Client:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


def three() -> list[AgreedAction]:
    held = meeting(date="2023-06-02")
    citation(meeting=held, source=source(url="https://example.org/communique", title="Joint communiqué"))
    return [action(meeting=held, number=number, due="2023") for number in (1, 2, 3)]


def at(agreed: AgreedAction) -> str:
    return f"/admin/assess/?meeting={agreed.meeting_id}"


def sent(client: Client, address: str, written: dict[AgreedAction, dict[str, Any]], **given: Any) -> Any:
    """The page as it was opened, with what is written in some of its rows."""
    page = client.get(address).context["page"]
    form: dict[str, Any] = {"checked": today().isoformat()}
    for row in page.rows:
        form |= {f"a{row.action.pk}-seen": row.seen, f"a{row.action.pk}-judged": row.judged}
    for agreed, values in written.items():
        form |= {f"a{agreed.pk}-{name}": value for name, value in values.items()}
    return form | given


def test_three_actions_are_assessed_in_one_go_and_a_blank_row_is_untouched(reviewer: Client) -> None:
    one, two, three_ = three()
    unlooked = action(meeting=one.meeting, number=4)
    written = {
        one: {**PROVEN, "source": "https://example.org/communique", "date": "September 2023"},
        two: {**PROVEN, "source_address": "https://news.example/held?utm_source=x", "evidence": "completed"}
        | {"basis": "two-independent-sources", "second_source": "https://example.org/communique", "date": "2023-11-05"},
        three_: {"evidence": "no-evidence", "what": "Searched both ministries' sites."},
    }
    answer = reviewer.post(at(one), sent(reviewer, at(one), written))
    assert answer.status_code == 302
    told = [ActionUpdate.objects.get(action=agreed) for agreed in (one, two, three_)]
    assert [one.evidence for one in told] == ["limited", "completed", "no-evidence"]
    assert {one.checked for one in told} == {today()}
    assert str(told[0].date) == "September 2023"
    assert told[1].source
    assert told[1].source.url == "https://news.example/held"
    assert not unlooked.updates.exists()


def test_one_wrong_row_saves_none_and_everything_typed_stays(reviewer: Client) -> None:
    one, two, _three = three()
    written = {
        one: {**PROVEN, "source": "https://example.org/communique"},
        two: {**PROVEN, "basis": "two-independent-sources", "source_address": "https://new.example/a"},
    }
    answer = reviewer.post(at(one), sent(reviewer, at(one), written))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The second of the two independent sources is missing." in page
    assert page.count("A seminar was announced.") == 2
    assert "https://new.example/a" in page
    assert not ActionUpdate.objects.exists()
    assert not Source.objects.filter(url="https://new.example/a").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"source": ""}, "A source is missing"),
        ({"source_address": "no address", "source": ""}, "Enter a valid URL"),
        ({"source_address": "https://other.example/"}, "Choose a source or paste one, not both."),
        ({"basis": "hearsay"}, "not one of the available choices"),
        ({"date": "never"}, "data-wrong"),
        ({"what": "x\0y"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_stand_is_told_at_its_field(reviewer: Client, given: dict[str, str], told: str) -> None:
    one, *_ = three()
    row = {**PROVEN, "source": "https://example.org/communique", **given}
    answer = reviewer.post(at(one), sent(reviewer, at(one), {one: row}))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not ActionUpdate.objects.exists()


def test_a_day_to_come_and_an_empty_page_are_refused(reviewer: Client) -> None:
    one, *_ = three()
    row = {**PROVEN, "source": "https://example.org/communique"}
    tomorrow = (today() + timedelta(days=1)).isoformat()
    answer = reviewer.post(at(one), sent(reviewer, at(one), {one: row}, checked=tomorrow))
    assert (answer.status_code, "still to come" in answer.content.decode()) == (400, True)
    answer = reviewer.post(at(one), sent(reviewer, at(one), {}))
    assert (answer.status_code, "Nothing is filled in" in answer.content.decode()) == (400, True)


def test_what_somebody_entered_meanwhile_is_told_once_and_nothing_typed_is_lost(reviewer: Client) -> None:
    one, two, _three = three()
    row = {**PROVEN, "source": "https://example.org/communique"}
    form = sent(reviewer, at(one), {one: row, two: row})
    update(action=two, what="The office opened.", evidence="substantial")
    answer = reviewer.post(at(one), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody entered an update meanwhile: “The office opened.”" in page
    assert page.count("A seminar was announced.") == 2
    assert ActionUpdate.objects.count() == 1
    shown = {f"a{row.action.pk}-seen": row.seen for row in answer.context["page"].rows}
    assert reviewer.post(at(one), form | shown).status_code == 302
    assert ActionUpdate.objects.count() == 3


def test_an_update_of_a_row_nobody_wrote_in_is_no_hindrance(reviewer: Client) -> None:
    one, two, _three = three()
    form = sent(reviewer, at(one), {one: {**PROVEN, "source": "https://example.org/communique"}})
    update(action=two)
    assert reviewer.post(at(one), form).status_code == 302


def test_what_was_written_about_a_deleted_action_is_given_back(reviewer: Client) -> None:
    one, two, _three = three()
    form = sent(reviewer, at(one), {two: {**PROVEN, "what": "Long typed words."}})
    two.delete()
    answer = reviewer.post(at(one), form)
    assert answer.status_code == 400
    assert "Long typed words." in answer.content.decode()


def test_a_body_shows_the_open_actions_of_its_meetings_and_an_agreement_its_own(reviewer: Client) -> None:
    group = body()
    first, second = (meeting(body=group, ordinal=number, date=f"20{number + 10}") for number in (1, 2))
    done = update(action=action(meeting=first), evidence="dropped").action
    open_ = [action(meeting=second), action(meeting=first, number=2)]
    gone = meeting(body=group, ordinal=3, publication="withdrawn", withdrawn_reason="Twice.")
    action(meeting=gone)
    shown = reviewer.get(f"/admin/assess/?body={group.pk}").context["page"].rows
    assert [row.action for row in shown] == open_
    assert done.pk not in [row.action.pk for row in shown]
    owed = action(agreement=agreement())
    shown = reviewer.get(f"/admin/assess/?agreement={owed.agreement_id}").context["page"].rows
    assert [row.action for row in shown] == [owed]


def test_a_hundred_at_a_time_and_it_says_how_many_are_left(reviewer: Client) -> None:
    held = meeting()
    for number in range(1, 104):
        action(meeting=held, number=number)
    first = reviewer.get(f"/admin/assess/?meeting={held.pk}")
    assert (len(first.context["page"].rows), first.context["page"].left) == (100, 3)
    assert "3 more actions on the next pages" in first.content.decode()
    assert len(reviewer.get(f"/admin/assess/?meeting={held.pk}&page=2").context["page"].rows) == 3


def test_twice_the_rows_ask_the_same_number_of_questions(reviewer: Client) -> None:
    group = body()

    def add(ordinal: int) -> None:
        held = meeting(body=group, ordinal=ordinal)
        citation(meeting=held)
        update(action=action(meeting=held))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reviewer.get(f"/admin/assess/?body={group.pk}").status_code == 200
        return len(asked)

    for ordinal in (1, 2):
        add(ordinal)
    questions()
    once = questions()
    for ordinal in (3, 4):
        add(ordinal)
    assert questions() == once


@pytest.mark.parametrize("asked", ["", "?meeting=x", "?meeting=1&body=1", "?meeting=-1", "?meeting=" + "9" * 30])
def test_a_question_that_is_none_is_refused(reviewer: Client, asked: str) -> None:
    assert reviewer.get(f"/admin/assess/{asked}").status_code == 400


def test_what_is_not_there_is_not_found(reviewer: Client) -> None:
    held = action().meeting
    assert held is not None
    for asked in ("?meeting=999999999", f"?meeting={held.pk}&page=0", f"?meeting={held.pk}&page=x"):
        assert reviewer.get(f"/admin/assess/{asked}").status_code == 404
    assert reviewer.post("/admin/assess/999999999/nothing-new/").status_code == 404


# One click -----------------------------------------------------------------------------------------------------------


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
