"""Parts that pages of entities share: the first rows of a list, how many there are in all, and where.

What could be long is bounded and leads to its list.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse

from agreements.models import Agreement, AgreementCard, MeetingCard
from agreements.models.listed import listed_meetings
from agreements.pages.rows import AgreementRow, MeetingRow, agreement_rows, meeting_rows

LATEST = F("earliest").desc(nulls_last=True)


@dataclass(frozen=True)
class Part[R]:
    """The first rows of a list, how many there are in all, and the address of the whole."""

    rows: list[R]
    count: int
    url: str

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


def list_url(entity: str, **parameters: str | list[str]) -> str:
    address = reverse(f"{entity}-list")
    return f"{address}?{urlencode(parameters, doseq=True)}" if parameters else address


def latest_meetings(
    cards: QuerySet[MeetingCard], most: int, on: date, count: int | None = None, **parameters: str
) -> Part[MeetingRow]:
    """By their cards, since a page may be about very many: three queries, two where the count is known."""
    keys = list(cards.order_by(LATEST, "pk").values_list("pk", flat=True)[:most])
    rows = meeting_rows(listed_meetings(keys), on)
    return Part(list(rows), cards.count() if count is None else count, list_url("meeting", **parameters))


def latest_agreements(
    cards: QuerySet[AgreementCard], most: int, count: int | None = None, **parameters: str
) -> Part[AgreementRow]:
    keys = list(cards.order_by(LATEST, "pk").values_list("pk", flat=True)[:most])
    found = Agreement.published.for_list().in_bulk(keys)
    rows = agreement_rows([found[key] for key in keys if key in found])
    return Part(list(rows), cards.count() if count is None else count, list_url("agreement", **parameters))
