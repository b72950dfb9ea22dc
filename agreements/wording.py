"""Words put beside each other, in the language of the page."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext


def commas(parts: Iterable[Any]) -> str:
    """ "Madrid, Spain"; what is empty is left out. Arabic has a comma of its own."""
    return str(pgettext("between the items of a list", ", ")).join(str(part) for part in parts if part)
