"""How alike two texts are: the share of signs that both have in the same order (normalised indel similarity)."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 100."""
    return fuzz.ratio(one, other)


def most_alike(text: str, known: Iterable[str], *, least: float, most: int = 1) -> list[str]:
    """Return at most `most` of the known texts whose likeness with `text` is `least` or more, the likest first."""
    found = process.extract(text, list(known), scorer=fuzz.ratio, score_cutoff=least, limit=most)
    return [one for one, _likeness, _place in found]
