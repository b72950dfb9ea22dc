"""Names that may be one person's, and addresses that tell namesakes apart."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.text import slugify

from agreements.folding import fold

# Below this two names of the same party are not worth a person's time; "Zarouali"/"Zerouali" is 0.94.
NEAR = 0.86


def near(one: str, other: str) -> bool:
    """Whether two names may be one person's: a typo, a transliteration, or the same words in another order."""
    words, others = sorted(fold(one).split()), sorted(fold(other).split())
    if words == others:
        return True
    matcher = SequenceMatcher(None, " ".join(words), " ".join(others), autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def free_slug(text: str, taken: Iterable[str], fallback: str) -> str:
    """A slug of at most 110 characters that is not taken; namesakes get -2, -3 ..."""
    base = slugify(fold(text))[:110].strip("-") or fallback
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
