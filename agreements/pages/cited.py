"""The citations of a page's facts with their sources: two queries, however many kinds of fact there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from agreements.models import ActionUpdate, Citation, Source


@dataclass(frozen=True)
class Cited:
    """By what is cited: its name among `source.CITED`, and its id."""

    citations: dict[tuple[str, int], list[Citation]]

    def of(self, name: str, pk: int) -> list[Citation]:
        return self.citations.get((name, pk), [])


def cited(*, updates: Sequence[ActionUpdate] = (), **facts: Iterable[int]) -> Cited:
    """`cited(meeting=[7], action=[3, 4])`: ids rather than joins, so that PostgreSQL asks one index for each kind.

    `updates` name their sources themselves, and get them here.
    """
    wanted = {name: list(ids) for name, ids in facts.items()}
    found: list[Citation] = []
    if any(wanted.values()):
        either = Q.create([(f"{name}__in", ids) for name, ids in wanted.items() if ids], connector=Q.OR)
        found = list(Citation.objects.filter(either))
    named = {pk for update in updates for pk in (update.source_id, update.second_source_id) if pk}
    sources = Source.objects.in_bulk(named | {citation.source_id for citation in found})
    by_fact: dict[tuple[str, int], list[Citation]] = defaultdict(list)
    for citation in found:
        citation.source = sources[citation.source_id]
        name, pk = next((name, pk) for name in wanted if (pk := getattr(citation, f"{name}_id")))
        by_fact[name, pk].append(citation)
    for update in updates:
        update.source = sources.get(update.source_id)
        update.second_source = sources.get(update.second_source_id)
    return Cited(by_fact)
