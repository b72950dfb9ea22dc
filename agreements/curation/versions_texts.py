"""Two wordings of one text, with the part marked in which they differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Sort(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Piece:
    sort: Sort
    text: str


# Words on both sides of a difference, so that its place can be recognised.
AROUND = 6
# Comparing takes the product of both lengths: what is longer once its equal ends are off is shown whole.
MOST_WORDS = 600
# Below this share of common words, two texts are read more easily one after the other.
ALIKE = 0.4


def compared(before: str, after: str) -> list[Piece]:
    """Pieces that make up `before` without the new ones and `after` without the gone ones, but for what was left out of
    long stretches that both have."""
    return list(_shortened(_compared(_words(before), _words(after))))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _compared(before: list[str], after: list[str]) -> list[Piece]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    was, became = before[start : len(before) - end], after[start : len(after) - end]
    pieces = [(Sort.SAME, before[:start]), *_middle(was, became), (Sort.SAME, before[len(before) - end :])]
    if sum(len(words) for sort, words in pieces if sort == Sort.SAME) < ALIKE * max(len(before), len(after)):
        pieces = [(Sort.GONE, before), (Sort.NEW, after)]
    return [Piece(sort, "".join(words)) for sort, words in pieces if words]


def _common(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _middle(was: list[str], became: list[str]) -> Iterator[tuple[Sort, list[str]]]:
    if max(len(was), len(became)) > MOST_WORDS:
        yield from ((Sort.GONE, was), (Sort.NEW, became))
        return
    for what, i, j, k, m in SequenceMatcher(None, was, became, autojunk=False).get_opcodes():
        if what == "equal":
            yield Sort.SAME, was[i:j]
        else:
            yield from ((Sort.GONE, was[i:j]), (Sort.NEW, became[k:m]))


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    for place, piece in enumerate(pieces):
        words = _words(piece.text)
        head = AROUND if place > 0 else 0
        tail = AROUND if place < len(pieces) - 1 else 0
        if piece.sort != Sort.SAME or len(words) <= head + tail + AROUND:
            yield piece
            continue
        if head:
            yield Piece(Sort.SAME, "".join(words[:head]))
        yield Piece(Sort.LEFT_OUT, "… ")
        if tail:
            yield Piece(Sort.SAME, "".join(words[-tail:]))
