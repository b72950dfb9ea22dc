"""Two people at the same moment, on a database that both write to for good."""

from collections.abc import Iterator

import pytest

from tests.browser.desk import KEY, Desk, served_desk

CAST = f"""
from threading import Barrier, Thread
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from agreements.models import Meeting
settings.ALLOWED_HOSTS = ["*"]
people = [User.objects.get_or_create(username=name, is_staff=True)[0] for name in ("first", "second")]
for user in people:
    user.groups.set(Group.objects.filter(name="Reviewer"))
record = Meeting.objects.get(slug="{KEY}")
told, ready = [], Barrier(2)
def at_once(do):
    def one(user):
        try:
            do(user)
        except Exception as error:
            told.append(repr(error))
        finally:
            connection.close()
    threads = [Thread(target=one, args=(user,)) for user in people]
    for thread in threads: thread.start()
    for thread in threads: thread.join(30)
"""
STEP = (
    CAST
    + """
from agreements.curation.workflow import STEPS, Refused, take
step, before = STEPS["{step}"], "{before}"
Meeting.objects.filter(pk=record.pk).update(publication=before)
def press(user):
    ready.wait(10)
    try:
        with transaction.atomic():
            take(Meeting.objects.get(pk=record.pk), step, user, "Because.", before)
        told.append("taken")
    except Refused as refused:
        told.append(str(refused))
at_once(press)
record.refresh_from_db()
print("told", record.publication == step.to, *sorted(told), sep="|")
"""
)
SAVE = (
    CAST
    + """
from django.test import Client
from django.test.utils import override_settings, setup_test_environment
setup_test_environment()
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
from tests.admin.pages import current_values
page = f"/admin/agreements/meeting/{record.pk}/change/"
def save(user):
    client = Client()
    client.force_login(user)
    values = current_values(client, page) | {"city": f"City of {user}", "_note": "As the source says."}
    ready.wait(20)
    told.append(client.post(page, values).status_code)
at_once(save)
record.refresh_from_db()
print("told", record.city in ("City of first", "City of second"), *sorted(told), sep="|")
"""
)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with served_desk() as served:
        yield served


@pytest.mark.parametrize(("step", "before"), [("publish", "in-review"), ("withdraw", "published")])
def test_of_two_who_press_at_once_one_is_told_that_the_other_was_first(desk: Desk, step: str, before: str) -> None:
    said = desk.shell.run(STEP.replace("{step}", step).replace("{before}", before))
    assert "told|True|Somebody changed where it stands meanwhile" in said
    assert said.count("|taken") == 1


def test_of_two_who_save_at_once_one_is_asked_and_nothing_is_written_over(desk: Desk) -> None:
    desk.shell.run(CAST + "Meeting.objects.filter(pk=record.pk).update(publication='draft')")
    assert "told|True|200|302" in desk.shell.run(SAVE)
