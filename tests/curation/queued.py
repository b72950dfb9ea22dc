"""What a queue holds, for tests: the words of its rows, or the keys they open."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User

from agreements.curation.queues import BY_CODE, COUNTED_UP_TO
from agreements.curation.queues_rows import Row, asked_for

TODAY = date(2026, 11, 24)


def rows(code: str, *parties: str, user: Any = None, on: date = TODAY) -> list[Row]:
    """All of them; that they are as many as the count says is asserted on the way."""
    asked = asked_for(user or User(pk=0), on, parties)
    found = BY_CODE[code].finds.rows(asked, 0, 50)
    assert BY_CODE[code].finds.count(asked, COUNTED_UP_TO) == len(found)
    return found


def opened(code: str, *parties: str, user: Any = None) -> list[int | None]:
    """The keys of what the rows open, in their order."""
    return [row.opens.pk for row in rows(code, *parties, user=user)]
