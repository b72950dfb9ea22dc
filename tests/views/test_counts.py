"""Every count on the pages of relations, bodies, parties and topics is a link to exactly so many rows."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from agreements.models import Body, Party, Relation, Topic
from agreements.views.listings import LISTINGS
from tests.views.test_lists import heading

pytestmark = pytest.mark.usefixtures("corpus", "db")

LINK = re.compile(r"<a\b([^>]*\bdata-count=[^>]*)>")
ADDRESS, COUNT = re.compile(r'href="([^"]+)"'), re.compile(r'data-count="(\d+)"')
FOLDERS = {"people": "person", "bodies": "body", "parties": "party"}


def swept(client: Client, model: type) -> Iterator[tuple[str, int]]:
    """Each count with its link, on the pages of every third of these records."""
    for record in model.published.order_by("pk")[::3]:  # type: ignore[attr-defined]
        page = client.get(record.get_absolute_url()).content.decode()
        for link in LINK.findall(page):
            [address], [count] = ADDRESS.findall(link), COUNT.findall(link)
            yield unescape(address), int(count)


def rows_behind(address: str) -> int:
    """As the list counts them, without drawing it."""
    path, query = urlsplit(address).path, urlsplit(address).query
    folder = path.strip("/")
    listing = LISTINGS[FOLDERS.get(folder, folder.removesuffix("s"))]
    on = timezone.localdate()
    filters = listing.filters(QueryDict(query), listing.cards(on), on=on)
    assert filters.is_valid(), (address, filters.problems)
    return filters.narrowed().count()


def some_years(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Of the thousands of bars, each for a year, a part; of all other counts every one."""
    years = [count for count in counts if "from=" in count[0]]
    return [count for count in counts if "from=" not in count[0]] + years[::12]


@pytest.mark.parametrize(("model", "least"), [(Relation, 200), (Body, 120), (Party, 230), (Topic, 150)])
def test_every_count_is_the_number_of_rows_its_link_opens(
    client: Client, model: type, least: int, record_property: Callable[[str, object], None]
) -> None:
    counts = some_years(dict.fromkeys(swept(client, model)))
    record_property("counts followed", len(counts))
    wrong = {address: (said, rows) for address, said in counts if (rows := rows_behind(address)) != said}
    assert wrong == {}
    assert len(counts) > least, f"only {len(counts)} counts were followed"


def test_what_is_counted_by_the_filters_is_what_the_page_lists(client: Client) -> None:
    for address, said in list(dict.fromkeys(swept(client, Relation)))[::80]:
        assert heading(client, address).startswith(f"{said} "), address
