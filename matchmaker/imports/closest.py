"""Suggestions for a cell that names nothing known."""

from collections.abc import Iterable
from difflib import get_close_matches

from matchmaker.base.names import fold

FEW = 6
"""So many accepted texts are all suggested where none is close."""


def closest(text: str, accepted: Iterable[str]) -> tuple[str, ...]:
    """Return up to three accepted texts that are most like `text`; all of them where they are few and none is close."""
    by_fold = {fold(one): one for one in accepted}
    near = get_close_matches(fold(text), by_fold, n=3, cutoff=0.7)
    if near or len(by_fold) > FEW:
        return tuple(by_fold[one] for one in near)
    return tuple(by_fold.values())
