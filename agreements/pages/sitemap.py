"""Every public page, for search engines: its addresses in files that stay small, however long the record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet, Sum
from django.db.models.functions import Cast
from django.urls import reverse

from agreements.models import (
    ActionCard,
    AgreementCard,
    BodyCard,
    FacetCount,
    Institution,
    MeetingCard,
    Party,
    PersonCard,
    Relation,
    SourceCard,
    Topic,
)
from agreements.pages.freshness import last_change
from agreements.pages.kept import kept

# A file may hold 50,000 addresses: these in each language are 20,000.
RECORDS_A_FILE = 5000


@dataclass(frozen=True)
class Section:
    """The records of one list. `rows` are cards, or what cards name: of a record itself it would have to be found out
    whether it is public. `address` makes the last part of its path of `columns`."""

    entity: str
    rows: Callable[[], QuerySet]
    columns: tuple[str, ...]
    address: Callable[..., str] = str

    def paths(self, number: int) -> Iterator[str]:
        """One query, of a page of them. Those before it are passed over by their keys, and not looked up."""
        first, start = reverse(f"{self.entity}-list"), (number - 1) * RECORDS_A_FILE
        keys = self.rows().order_by("pk").values("pk")[start : start + RECORDS_A_FILE]
        rows = self.rows().filter(pk__in=keys).order_by("pk").values_list(*self.columns)
        for values in rows.iterator(chunk_size=RECORDS_A_FILE):
            yield f"{first}{self.address(*values)}/"


def _named(model: type[Model], facet: str) -> Callable[[], QuerySet]:
    """What a card names, of which the database keeps count. To ask of each topic whether something published reaches it
    takes seconds where there are very many records."""
    key = model._meta.pk

    def rows() -> QuerySet:
        counts = FacetCount.objects.filter(facet=facet).values("value").annotate(left=Sum("change"))
        keys = counts.filter(left__gt=0).annotate(key=Cast("value", key)).values("key")
        return model._default_manager.filter(pk__in=keys)

    return rows


def _of_action(meeting: str | None, agreement: str | None, number: int) -> str:
    return f"{meeting or agreement}-a{number}"


SECTIONS = (
    Section("meeting", MeetingCard.objects.all, ("meeting__slug",)),
    Section(
        "action",
        ActionCard.objects.all,
        ("action__meeting__slug", "action__agreement__slug", "action__number"),
        _of_action,
    ),
    Section("agreement", AgreementCard.objects.all, ("agreement__slug",)),
    Section("body", BodyCard.objects.all, ("body__slug",)),
    Section("relation", _named(Relation, "relation"), ("slug",)),
    Section("party", _named(Party, "parties"), ("code",), str.lower),
    Section("person", PersonCard.objects.all, ("person__slug",)),
    Section("institution", _named(Institution, "institutions"), ("slug",)),
    Section("topic", _named(Topic, "topics"), ("code",)),
    Section("source", SourceCard.objects.all, ("pk",)),
)
BY_ENTITY = {section.entity: section for section in SECTIONS}
# Of what is no record.
PAGES = "pages"


@dataclass(frozen=True)
class Files:
    """`changed` is the day of the last change of anything published. Of a single page no such day is known: it shows
    what is recorded elsewhere, too, and a date that is too early keeps a search engine from looking again."""

    names: list[tuple[str, int]]
    changed: date | None


def files(on: date) -> Files:
    """Counted once for each version of the record."""
    return kept(_files, on)


def _files(_on: date) -> Files:
    counts = {section.entity: section.rows().count() for section in SECTIONS}
    names = [
        (entity, number) for entity, count in counts.items() for number in range(1, -(-count // RECORDS_A_FILE) + 1)
    ]
    return Files([(PAGES, 1), *names], last_change())


def pages() -> Iterator[str]:
    for name in ("home", *(f"{section.entity}-list" for section in SECTIONS), "calendar", "about"):
        yield reverse(name)
