"""Relaxation to single agents: the breaks and the waiting of the best agenda of each person alone.

Certain are the meetings that every schedule with the values reached so far has (`Certain`), with people who are the
only ones to go. Who else is there, and whether the meetings fit into the slots of such an agenda, is forgotten. The sum
over all people is a bound, and it names who must wait.
"""

from dataclasses import dataclass, field
from functools import cache

from solver.model.bits import bits
from solver.state.index import Index

PRICES = (0, 1, 3, 100)
"""What a break is taken to cost beside its idle slots."""
IMPOSSIBLE = 1 << 20
"""More breaks than there can be slots: no such agenda."""


@dataclass(slots=True)
class Certain:
    """What all schedules have in common that are still of interest."""

    starts: list[int]
    """For each request, the first slots in which it may be."""
    placed: set[int] = field(default_factory=set)
    """Requests that all of them place."""

    @classmethod
    def of(cls, index: Index) -> "Certain":
        """What the problem alone makes certain."""
        obligatory = {case.number for case in index.cases if case.pinned or index.problem.place_all}
        return cls([case.starts for case in index.cases], obligatory)

    def learn(self, never: list[tuple[int, int]], always: list[int]) -> None:
        """Take in (request, slot) pairs that are not of interest, and requests that are always placed."""
        for number, slot in never:
            self.starts[number] &= ~(1 << slot)
        self.placed.update(always)


@dataclass(slots=True)
class Agendas:
    """For each agent: slots with a meeting that are possible, that are certain, and how many at least and at most."""

    may: list[int]
    must: list[int]
    busy: list[int]
    most: list[int]

    @classmethod
    def of(cls, index: Index, certain: Certain) -> "Agendas":
        """What follows from the meetings."""
        known = cls(*([0] * len(index.free) for _ in range(4)))
        for case in index.cases:
            starts = certain.starts[case.number]
            for agent in case.people if starts else ():
                known.most[agent] += case.length
                for slot in bits(starts):
                    known.may[agent] |= index.span(slot, case.length)
            if case.number in certain.placed and starts:
                always = index.span(starts.bit_length() - 1, case.length) if not starts & (starts - 1) else 0
                for agent in case.certain:
                    known.must[agent] |= always
                    known.busy[agent] += case.length
        return known

    @property
    def complete(self) -> bool:
        """Whether all that is possible is certain."""
        return self.busy == self.most


def unavoidable_breaks(index: Index, agendas: Agendas) -> list[int]:
    """The fewest breaks of each agent; 0 for everybody where slots overlap in time, which is not looked into."""
    return _unavoidable(index, agendas, of_break=1, of_idle=0)


def unavoidable_waiting(index: Index, agendas: Agendas, breaks: int) -> int:
    """The fewest idle slots of all agents together, whose breaks are together at most `breaks`.

    Whatever a break is taken to cost (Lagrange): no schedule has less waiting than what its waiting and breaks cost
    together, less what so many breaks cost. 0 where slots overlap in time.
    """
    costs = ((price, sum(_unavoidable(index, agendas, of_break=price, of_idle=1))) for price in PRICES)
    return max(0, *(cost - price * breaks for price, cost in costs))


def _unavoidable(index: Index, agendas: Agendas, *, of_break: int, of_idle: int) -> list[int]:
    if index.some_overlap:
        return [0] * len(index.free)
    return [
        _least(index, agent, known, of_break, of_idle) if known[2] > 1 else 0
        for agent, known in enumerate(zip(agendas.may, agendas.must, agendas.busy, strict=True))
    ]


def _least(index: Index, agent: int, known: tuple[int, int, int], of_break: int, of_idle: int) -> int:
    """Dynamic programming: the least cost of breaks and idle slots with `busy` slots or more of `may`, all of `must`.

    0 if nothing fits.
    """
    index.poll_stop()
    may, must, busy = known
    slots, counting = list(bits(index.counting[agent] | may)), index.counting[agent]

    @cache
    def best(position: int, left: int, state: int) -> int:
        """State within the day: 0 no meeting yet, 1 the last counting slot was busy, 2 idle since, 3 no more come."""
        if position == len(slots):
            return IMPOSSIBLE if left else 0
        slot = slots[position]
        if position and index.day_of[slot] != index.day_of[slots[position - 1]]:
            state = 0
        found = IMPOSSIBLE
        if may >> slot & 1 and state != 3:
            found = of_break * (state == 2) + best(position + 1, max(0, left - 1), 1)
        if not must >> slot & 1:
            if state in (0, 3) or not counting >> slot & 1:
                found = min(found, best(position + 1, left, state))
            else:
                over = best(position + 1, left, 3)
                found = min(found, over, of_idle + best(position + 1, left, 2))
        return found

    least = best(0, busy, 0)
    return 0 if least >= IMPOSSIBLE else least
