"""One person's day: how many breaks a set of busy slots has, and whether the person may have it at all."""

from collections import Counter

from solver.index import Index, bits
from solver.sketch import Sketch

ILLEGAL = -1


class Agendas:
    """Judges busy slots (as bit masks) agent by agent, and remembers what it judged."""

    def __init__(self, index: Index, sketch: Sketch) -> None:
        self._index = index
        self._spare: Counter[tuple[int, int]] = Counter()
        """Busy slots, by agent and day, that are not a meeting more: longer meetings are never moved."""
        for number, choice in sketch.items():
            case = index.cases[number]
            for agent in (*choice.agents, *case.third_parties):
                self._spare[agent, index.day_of[choice.slot]] += case.length - 1
        self._known: list[dict[int, int]] = [{} for _ in index.free]
        self._kept = [tuple(index.mask(kept) for kept in agent.keep_one_free) for agent in index.problem.agents]

    def breaks(self, agent: int, busy: int) -> int:
        """Breaks of the agent with these busy slots; ILLEGAL if a rule of the agent forbids them."""
        known = self._known[agent]
        found = known.get(busy)
        if found is None:
            found = known[busy] = self._judge(agent, busy)
        return found

    def _judge(self, agent: int, busy: int) -> int:
        index, person = self._index, self._index.problem.agents[agent]
        if busy & ~index.free[agent] or any(kept & ~busy == 0 for kept in self._kept[agent]):
            return ILLEGAL
        if any(busy & index.clashes[slot] != 1 << slot for slot in bits(busy)):
            return ILLEGAL
        if person.max_per_day is not None and any(
            (busy & day).bit_count() - self._spare[agent, n] > person.max_per_day
            for n, day in enumerate(index.day_masks)
        ):
            return ILLEGAL
        if person.max_in_a_row is not None and index.longest_row(busy) > person.max_in_a_row:
            return ILLEGAL
        return index.breaks(agent, busy)
