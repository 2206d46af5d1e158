"""Search that forgives spelling: words that nobody has are replaced by those that are spelled alike."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from matchmaker.base.likeness import most_alike
from matchmaker.base.names import fold
from matchmaker.base.tags import tags

MOST_WORDS = 8
"""Words of a search that are looked for; further ones are ignored."""
ALIKE = 78
"""Least likeness of two words, 0 to 100: "nivelio" and "nivelyo" have 86, "sginature" and "signature" 89."""
SPELLINGS = 4
"""Most words that one word is taken for."""
LISTS = 8
"""Texts whose vocabulary is remembered: names of members change less often than somebody searches."""


def searched_words(text: str) -> tuple[str, ...]:
    """Return the words of a search, folded."""
    return tuple(dict.fromkeys(fold(text[:200]).split()))[:MOST_WORDS]


@lru_cache(LISTS)
def vocabulary(text: str) -> frozenset[str]:
    """Return the words of a text, folded, and those of the list of tags."""
    parts = frozenset(re.findall(r"[^\W_]+", text.casefold()))
    folded = (word if word.isascii() else fold(word) for word in parts)
    return frozenset(word for word in folded if len(word) > 2) | _words_of_tags()


@cache
def _words_of_tags() -> frozenset[str]:
    names = (fold(name) for tag in tags().values() for name in tag.names.values())
    return frozenset(word for name in names for word in name.split() if len(word) > 2)


def spellings(words: Sequence[str], known: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return for each word what to look for: itself where a known word holds it, else those that are most alike."""
    listed = list(known)
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        if len(word) < 4 or any(word in other for other in listed):
            found[word] = (word,)
            continue
        found[word] = tuple(most_alike(word, listed, least=ALIKE, most=SPELLINGS)) or (word,)
    return found
