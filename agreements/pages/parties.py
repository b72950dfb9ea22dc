"""The parties, which are few and named on every page: read once for each version of the record."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from agreements.models import Party
from agreements.pages.kept import kept
from agreements.wording import commas


def _all(_on: date) -> dict[str, Party]:
    return {party.code: party for party in Party.objects.all()}


def known_parties(on: date) -> dict[str, Party]:
    """All parties by their codes."""
    return kept(_all, on)


def relation_named(two: tuple[str, str], codes: list[str], known: dict[str, Party]) -> str:
    """ "Morocco and Spain", further parties after them. `two` are the codes of the relation, `codes` those of all
    parties to a record."""
    first, second = _in_order(two, known)
    pair = gettext("%(first)s and %(second)s") % {"first": first, "second": second}
    further = _in_order([code for code in codes if code not in two], known)
    return gettext("%(relation)s, with %(others)s") % {"relation": pair, "others": commas(further)} if further else pair


def owed_by(owing: list[str], codes: list[str], known: dict[str, Party]) -> str:
    """Who owes an action: "both parties" where all of a pair do. `codes` are those of all parties to its record."""
    if len(owing) > 1 and len(owing) == len(codes):
        return gettext("both parties") if len(owing) == 2 else gettext("all parties")
    return commas(_in_order(owing, known))


def _in_order(codes: Iterable[str], known: dict[str, Party]) -> list[Party]:
    return sorted((known[code] for code in codes), key=lambda party: party.sort_key)
