from datetime import date

import pytest

from agreements.models import RecordVersion
from agreements.pages.kept import kept

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_it_is_made_once_for_each_version_and_each_day() -> None:
    made: list[date] = []

    def make(on: date) -> int:
        made.append(on)
        return len(made)

    assert [kept(make, TODAY), kept(make, TODAY)] == [1, 1]
    RecordVersion.objects.create(moves=1, transaction=0)
    assert kept(make, TODAY) == 2
    assert kept(make, date(2026, 11, 25)) == 3
