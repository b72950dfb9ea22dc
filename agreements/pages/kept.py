"""What is counted over the whole record, once for each version of it and each day, and then known to this process."""

from collections.abc import Callable
from datetime import date
from typing import Any

from agreements.models import RecordVersion

_KEPT: dict[Callable[[date], Any], tuple[int, date, Any]] = {}


def kept[T](make: Callable[[date], T], on: date) -> T:
    """What `make(on)` gives, made anew when the record or the day has changed. It must not depend on the language.

    The version is read first: what changes meanwhile is filed under the number before it, and made anew on the next.
    """
    version = RecordVersion.now()
    known = _KEPT.get(make)
    if known is None or known[:2] != (version, on):
        known = _KEPT[make] = (version, on, make(on))
    value: T = known[2]
    return value


def forget() -> None:
    """For tests, whose record changes without a commit."""
    _KEPT.clear()
