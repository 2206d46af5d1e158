"""How alike two texts are: the share of signs that both have in the same order (normalised indel similarity)."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 100."""
    return fuzz.ratio(one, other)


def most_alike(text: str, known: Iterable[str], *, least: float, most: int = 1) -> list[str]:
    """Return the known texts whose likeness with `text` is `least` or more: at most `most`, the likest first.

    Of equally like ones, the first in the order of their signs.
    """
    found = process.extract(text, list(known), scorer=fuzz.ratio, score_cutoff=least, limit=None)
    best = sorted((-score, one) for one, score, _place in found)
    return [one for _score, one in best[:most]]
