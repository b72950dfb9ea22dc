"""The results of the search: each hit with its record, what matched in it and where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext

from agreements.models import Topic
from agreements.pages.shown import SHOWN, Passage
from agreements.search.finding import Hit
from agreements.search.marking import Marker, Piece
from agreements.search.terms import Asked

MOST_SNIPPETS = 2


class Snippet(NamedTuple):
    """What matched, with the word for what it is; the words that were asked for are marked."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Result:
    kind: str
    url: str
    title: list[Piece]
    where: list[Piece]
    snippets: list[Snippet]


def records(hits: Iterable[Hit], *, told: bool) -> dict[Hit, Any]:
    """The records of the hits, in their order: a fixed number of queries for each kind among them."""
    hits = list(hits)
    known: dict[tuple[str, str], Any] = {}
    for code, shown in SHOWN.items():
        keys = [hit.key for hit in hits if hit.kind == code]
        if keys:
            rows = shown.told(shown.named()) if told else shown.named()
            known |= {(code, str(record.pk)): record for record in rows.filter(pk__in=keys)}
    return {hit: known[hit.kind, hit.key] for hit in hits if (hit.kind, hit.key) in known}


@dataclass(frozen=True)
class _Text:
    """All that is said of a hit, before it is marked."""

    hit: Hit
    record: Any
    title: str
    where: str
    passages: list[Passage]


def results(asked: Asked, hits: list[Hit]) -> Iterator[Result]:
    texts = [_text(hit, record) for hit, record in records(hits, told=True).items()]
    topics = _topics(asked, hits)
    everything = (text for one in texts for text in (one.title, one.where, *(passage.text for passage in one.passages)))
    marker = Marker(asked, [*everything, *map(str, topics.values())])
    for one in texts:
        yield Result(
            kind=SHOWN[one.hit.kind].label,
            url=one.record.get_absolute_url(),
            title=marker.pieces(one.title),
            where=marker.pieces(one.where),
            snippets=list(_snippets(one, marker, asked, topics)),
        )


def _text(hit: Hit, record: Any) -> _Text:
    shown = SHOWN[hit.kind]
    where = " · ".join(str(part) for part in shown.where(record) if part)
    return _Text(hit, record, shown.title(record), where, list(shown.passages(record)))


def _topics(asked: Asked, hits: list[Hit]) -> dict[int, Topic]:
    """Those that were asked for by name, of any hit."""
    wanted = {topic for term in asked.wanted for topic in term.topics} & {one for hit in hits for one in hit.topics}
    return Topic.objects.in_bulk(sorted(wanted)) if wanted else {}


def _snippets(text: _Text, marker: Marker, asked: Asked, topics: Mapping[int, Topic]) -> Iterator[Snippet]:
    """The passages that hold what neither title nor place does, the fullest first; then the topic that was named."""
    missing = set(range(len(asked.wanted))) - marker.found(text.title) - marker.found(text.where)
    found = [(passage, marker.found(passage.text)) for passage in text.passages]
    for _round in range(MOST_SNIPPETS):
        best = max(found, key=lambda one: len(one[1] & missing), default=None)
        if best is None or not best[1] & missing:
            break
        missing -= best[1]
        yield Snippet(str(best[0].label), marker.excerpt(best[0].text))
    named = {topic for number in missing for topic in asked.wanted[number].topics} & set(text.hit.topics)
    for topic in sorted(named & set(topics), key=lambda key: topics[key].position)[:1]:
        yield Snippet(gettext("Topic"), marker.pieces(str(topics[topic])))
