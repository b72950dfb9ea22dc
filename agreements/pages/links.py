"""Links to what the public may see, and plain words for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from agreements.models import Party


@dataclass(frozen=True)
class Link:
    """`url` is "" where there is no public page: the text then stands alone."""

    text: str
    url: str = ""
    detail: str = ""


def public_links(parties: Iterable[Party]) -> dict[str, Link]:
    """One query for the parties of a page, by code."""
    wanted = {party.pk: party for party in parties}
    public = set(Party.published.filter(pk__in=wanted).values_list("pk", flat=True))
    return {pk: Link(str(party), party.get_absolute_url() if pk in public else "") for pk, party in wanted.items()}
