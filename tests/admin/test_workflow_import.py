"""A rule of the workflow that an import does not go round."""

from typing import Any

import pytest

from agreements.curation.workflow import new_states
from tests.admin.people import account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("strict", [True, False])
def test_nobody_publishes_what_they_import_under_four_eyes(settings: Any, strict: bool) -> None:
    settings.FOUR_EYES = strict
    states = new_states(account("Reviewer"), ["agreement", "meeting", "body"])
    assert ("published" in states) is not strict
