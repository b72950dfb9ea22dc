"""Words put beside each other, in the language of the page."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import get_format
from django.utils.numberformat import format as number_format
from django.utils.translation import pgettext


def commas(parts: Iterable[Any]) -> str:
    """ "Madrid, Spain"; what is empty is left out. Arabic has a comma of its own."""
    return str(pgettext("between the items of a list", ", ")).join(str(part) for part in parts if part)


def grouped(number: int) -> str:
    """ "10,000", by the sign of the language. In groups of three also in Arabic, which Django leaves undivided."""
    separator = get_format("THOUSAND_SEPARATOR")
    return number_format(number, ".", grouping=3, thousand_sep=separator, force_grouping=True, use_l10n=True)
