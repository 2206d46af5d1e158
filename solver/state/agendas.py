"""Breaks and waiting in the agendas of all people at once; sets of slots are integers with one bit per slot.

An agent is *idle* in a counting slot that overlaps none of its meetings. A *break* is, in one day, a maximal run of
idle slots between two meetings; *waiting* are those of its slots that are hours (`Index.hours`).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from solver.model.bits import bits
from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.masks import truth

Flags = NDArray[np.bool_]


def breaks(index: Index, busy: Sequence[int]) -> Ints:
    """How many breaks each agent has; `busy` are the slots of its meetings, for each agent."""
    agendas = _Agendas(index, busy, index.counting)
    found = np.zeros(len(busy), dtype=np.int64)
    for day in index.day_masks:
        begun = np.zeros(len(busy), dtype=np.bool_)
        paused = begun.copy()
        for met, idle in agendas.of_day(day):
            found += met & paused
            begun |= met
            paused = (paused | (idle & begun)) & ~met
    return found


def waiting(index: Index, busy: Sequence[int]) -> Ints:
    """How many hours each agent is idle between the first and the last meeting of a day."""
    agendas = _Agendas(index, busy, index.hours)
    found = np.zeros(len(busy), dtype=np.int64)
    for day in index.day_masks:
        begun = np.zeros(len(busy), dtype=np.bool_)
        since = np.zeros(len(busy), dtype=np.int64)
        for met, idle in agendas.of_day(day):
            found += since * met
            begun |= met
            since = (since + (begun & idle)) * ~met
    return found


class _Agendas:
    """A row for each slot, in which each agent has a place."""

    def __init__(self, index: Index, busy: Sequence[int], counting: Sequence[int]) -> None:
        self._index = index
        self._busy, self._counting = _by_slot(index, busy), _by_slot(index, counting)
        self._overlaps = truth(index.overlaps, len(index.day_of)) if index.some_overlap else None

    def of_day(self, day: int) -> Iterator[tuple[Flags, Flags]]:
        """For each slot of a day, in their order: who has a meeting in it, and who is idle."""
        slots = np.array(list(bits(day)), dtype=np.int64)
        met = engaged = self._busy[slots]
        if self._overlaps is not None:
            near = np.flatnonzero(self._overlaps[slots].any(axis=0))
            engaged = self._overlaps[np.ix_(slots, near)] @ self._busy[near]
        return zip(met, self._counting[slots] & ~engaged, strict=True)


def _by_slot(index: Index, masks: Sequence[int]) -> Flags:
    return np.ascontiguousarray(truth(masks, len(index.day_of)).T)
