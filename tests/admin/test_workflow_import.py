"""A rule of the workflow that an import does not go round."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from agreements.curation.workflow import new_states

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("strict", [True, False])
def test_nobody_publishes_what_they_import_under_four_eyes(settings: Any, strict: bool) -> None:
    settings.FOUR_EYES = strict
    importer = User.objects.create_user("importer", is_staff=True)
    importer.groups.set(Group.objects.filter(name="Reviewer"))
    states = new_states(importer, ["agreement", "meeting", "body"])
    assert ("published" in states) is not strict
