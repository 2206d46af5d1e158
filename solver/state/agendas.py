"""Breaks and waiting in the agendas of all people at once; sets of slots are integers with one bit per slot.

A *break* is, in one day, a maximal run of idle counting slots between two meetings; *waiting* are its slots, of those
at the same time (in two venues) only the first.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.masks import bits, truth

Flags = NDArray[np.bool_]


def breaks(index: Index, busy: Sequence[int]) -> Ints:
    """How many breaks each agent has; `busy` are the slots of its meetings, for each agent."""
    agendas = _Agendas(index, busy)
    found = np.zeros(len(busy), dtype=np.int64)
    for day in index.day_masks:
        begun = np.zeros(len(busy), dtype=np.bool_)
        idle = begun.copy()
        for slot, engaged in agendas.of_day(day):
            met = engaged & agendas.counting[slot]
            found += met & begun & idle
            begun |= met
            idle = (idle | agendas.counting[slot]) & ~met
    return found


def waiting(index: Index, busy: Sequence[int]) -> Ints:
    """How many hours each agent is idle between the first and the last meeting of a day."""
    agendas = _Agendas(index, busy)
    hours = _by_slot(index, index.hours)
    found = np.zeros(len(busy), dtype=np.int64)
    for day in index.day_masks:
        begun = np.zeros(len(busy), dtype=np.bool_)
        since = np.zeros(len(busy), dtype=np.int64)
        for slot, engaged in agendas.of_day(day):
            met = engaged & agendas.counting[slot]
            found += since * met
            begun |= met
            since = (since + (begun & hours[slot] & ~engaged)) * ~met
    return found


class _Agendas:
    """A row for each slot, in which each agent has a place."""

    def __init__(self, index: Index, busy: Sequence[int]) -> None:
        slots = len(index.day_of)
        self._busy = _by_slot(index, busy)
        self._overlaps = truth(index.overlaps, slots) if index.some_overlap else None
        self.counting = _by_slot(index, index.counting) | self._busy

    def of_day(self, day: int) -> Iterator[tuple[int, Flags]]:
        """The slots of a day in their order, and who is then in a meeting of that day, in this slot or one that
        overlaps it."""
        slots = list(bits(day))
        engaged = self._busy[slots]
        if self._overlaps is not None:
            engaged = self._overlaps[np.ix_(slots, slots)] @ engaged
        return zip(slots, engaged, strict=True)


def _by_slot(index: Index, masks: Sequence[int]) -> Flags:
    return np.ascontiguousarray(truth(masks, len(index.day_of)).T)
