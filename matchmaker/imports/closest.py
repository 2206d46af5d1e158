"""Suggestions for a cell that names nothing known."""

from collections.abc import Iterable

from matchmaker.base.likeness import most_alike
from matchmaker.base.names import fold

FEW = 6
"""So many accepted texts are all suggested where none is close."""


def closest(text: str, accepted: Iterable[str]) -> tuple[str, ...]:
    """Return up to three accepted texts that are most like `text`; all of them where they are few and none is close."""
    by_fold = {fold(one): one for one in accepted}
    near = most_alike(fold(text), by_fold, least=70, most=3)
    if near or len(by_fold) > FEW:
        return tuple(by_fold[one] for one in near)
    return tuple(by_fold.values())
