"""Who may wish for whom, by category: presets as sets of exclusions."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import product

Exclusions = frozenset[tuple[int, int]]
"""Pairs of categories, by id: delegations of the first may not wish for those of the second."""


class MeetingPreset(StrEnum):
    """Who meets whom in a usual kind of event."""

    EVERYBODY = "everybody"
    ACROSS = "across"
    """Nobody within their own category: buyers with sellers."""
    WITH_HOSTS = "with_hosts"
    """One category with all others, and these not among each other."""


def preset_exclusions(preset: MeetingPreset, categories: Sequence[int], hosts: int | None = None) -> Exclusions:
    """Return what a preset excludes among categories with meetings; `hosts` is the one that all others meet."""
    pairs = product(categories, categories)
    if preset is MeetingPreset.ACROSS:
        return frozenset(pair for pair in pairs if pair[0] == pair[1])
    if preset is MeetingPreset.WITH_HOSTS:
        return frozenset(pair for pair in pairs if pair.count(hosts) != 1) if hosts in categories else frozenset()
    return frozenset()
