"""Slots of an agenda that count as a break or as waiting when they are idle."""

from collections.abc import Iterable, Mapping, Sequence

from solver.model.bits import bits
from solver.model.parts import Agent


def without_lunch(agenda: int, agent: Agent, slot_number: Mapping[str, int]) -> int:
    """An agent's slots without those of which it keeps one free: an idle one at that time is lunch."""
    lunch: Iterable[str] = frozenset().union(*agent.keep_one_free)
    return agenda & ~sum(1 << slot_number[slot] for slot in lunch)


def hours(counting: int, overlaps: Sequence[int]) -> int:
    """The counting slots without those that overlap an earlier one of these; `overlaps` for each slot."""
    chosen = 0
    for slot in bits(counting):
        if not overlaps[slot] & chosen:
            chosen |= 1 << slot
    return chosen
