"""What is counted over very many rows, once for each version of the record and each day, and then known here."""

from collections.abc import Callable
from datetime import date
from typing import Any

from agreements.models import RecordVersion

# A process keeps the latest made of these, and no more.
MOST_KEPT = 500
_KEPT: dict[tuple[Any, ...], tuple[int, date, Any]] = {}


def kept[T](make: Callable[..., T], on: date, *about: str | int) -> T:
    """What `make(on, *about)` gives, made anew when the record or the day has changed. It must not depend on the
    language.

    The version is read first: what changes meanwhile is filed under the number before it, and made anew on the next.
    """
    version = RecordVersion.now()
    known = _KEPT.get((make, *about))
    if known is None or known[:2] != (version, on):
        _KEPT.pop((make, *about), None)
        known = _KEPT[make, *about] = (version, on, make(on, *about))
        if len(_KEPT) > MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
    value: T = known[2]
    return value


def forget() -> None:
    """For tests, whose record changes without a commit."""
    _KEPT.clear()
