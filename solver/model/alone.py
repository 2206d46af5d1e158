"""What one delegation could have alone: the best of its requests that its own people could attend.

This is the definition of *reachable alone*, which guarantees, fairness and satisfaction are measured by; so the judge
reads it too. Each person is in one place at a time, in all slots of a meeting and with the time to travel, and has no
more meetings in a day than wanted; at most so many requests count in all. Everything else is the caller's: where the
other side and each role have somebody free. Tests compare it with enumeration.

Meetings of one slot, where slots that exclude each other do so all together (two venues with the same hours), are a
matching. Otherwise bounds and a greedy packing nearly always meet, and if not, branch and bound closes the gap.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import NamedTuple, Protocol

from solver.model.bits import bits
from solver.model.seating import Cell, Seating

NODES, DEEPEST = 5_000, 300
"""Most steps of branch and bound, and most requests; the best packing by then counts, which can be had in any case."""


Taken = dict[int, int]
"""For each person, the slots in which nothing else is possible."""


class Times(Protocol):
    """The slots of a problem by their numbers."""

    @property
    def day_of(self) -> Sequence[int]: ...

    @property
    def clashes(self) -> Sequence[int]:
        """For each slot, the slots that nobody can be in as well, itself included."""
        ...

    def span(self, slot: int, length: int) -> int:
        """The slots that a meeting covers."""
        ...


class Wanted(NamedTuple):
    """A request as the delegation sees it."""

    value: int
    length: int
    starts: Sequence[tuple[int, int]]
    """Its own people who could go, each with the set of first slots."""


def best_worth(times: Times, wanted: Iterable[Wanted], most: int, per_day: Callable[[int], int | None]) -> int:
    """The most worth of at most `most` requests that fit together.

    `wanted` comes most valuable first, and is read no further than needed; `per_day` says how many meetings a person
    wants in a day.
    """
    possible = (one for one in wanted if any(mask for _, mask in one.starts))
    packing = _Packing(times, list(islice(possible, most)), most, per_day)
    best = sum(one.value for one in packing.wanted)
    if packing.greedy(packing.wanted) == best:
        return best
    packing.wanted += possible
    matched = packing.matched()
    return matched if packing.is_a_matching else _Branching(packing, min(matched, packing.bound())).best


class _Packing:
    """The requests that could be somewhere, most valuable first."""

    def __init__(self, times: Times, wanted: list[Wanted], most: int, per_day: Callable[[int], int | None]) -> None:
        self.wanted, self.most = wanted, most
        self._times, self._per_day = times, per_day
        self._excluded: dict[tuple[int, int], int] = {}

    def openings(self, one: Wanted, taken: Taken, meetings: Counter[Cell]) -> Iterator[Cell]:
        """Who could go when, beside those whose time is `taken`."""
        for agent, mask in one.starts:
            limit = self._per_day(agent)
            for slot in bits(mask & ~taken.get(agent, 0)):
                full = limit is not None and meetings[agent, self._times.day_of[slot]] >= limit
                if not full and not self._times.span(slot, one.length) & taken.get(agent, 0):
                    yield agent, slot

    def excluded(self, slot: int, length: int) -> int:
        """The slots in which nobody can be who has a meeting there."""
        key = slot, length
        if key not in self._excluded:
            self._excluded[key] = 0
            for part in bits(self._times.span(slot, length)):
                self._excluded[key] |= self._times.clashes[part]
        return self._excluded[key]

    def day(self, opening: Cell) -> Cell:
        """The person and the day of an opening."""
        return opening[0], self._times.day_of[opening[1]]

    def greedy(self, order: Iterable[Wanted]) -> int:
        """The worth of those that fit when each takes the first opening that is left."""
        taken: Taken = {}
        meetings: Counter[Cell] = Counter()
        number = worth = 0
        for one in order:
            opening = next(self.openings(one, taken, meetings), None)
            if opening is not None and number < self.most:
                agent, slot = opening
                taken[agent] = taken.get(agent, 0) | self.excluded(slot, one.length)
                meetings[self.day(opening)] += 1
                number, worth = number + 1, worth + one.value
        return worth

    def matched(self) -> int:
        """The most worth if each meeting took only its first slot, and excluded only those of its clique."""
        seating = Seating(self.day, self._per_day)
        number = worth = 0
        for place, one in enumerate(self.wanted):
            cells = ((agent, self._cliques[agent][slot]) for agent, mask in one.starts for slot in bits(mask))
            if number < self.most and seating.add(place, dict.fromkeys(cells)):
                number, worth = number + 1, worth + one.value
        return worth

    @cached_property
    def is_a_matching(self) -> bool:
        """Whether `matched` leaves nothing out of account."""
        if any(one.length > 1 for one in self.wanted):
            return False
        for cliques in self._cliques.values():
            used = sum(1 << slot for slot in cliques)
            for slot, name in cliques.items():
                if any(cliques[other] != name for other in bits(self._times.clashes[slot] & used)):
                    return False
        return True

    def bound(self) -> int:
        """What no packing can be worth more than, by the number of meetings and by the time that they take."""
        most = min(self.most, sum(self._longest_chain(agent) for agent in self._cliques))
        by_number = sum(one.value for one in self.wanted[:most])
        room, by_time = sum(len(set(cliques.values())) for cliques in self._cliques.values()), 0
        needs = ((self._need(one), one.value) for one in self.wanted)
        for need, value in sorted(needs, key=lambda pair: Fraction(-pair[1], pair[0])):
            by_time += value if need <= room else value * room // need
            room = max(0, room - need)
        return min(by_number, by_time)

    @cached_property
    def _cliques(self) -> dict[int, dict[int, int]]:
        """For each person who could go, the slots that they could use, in sets of one day that exclude each other; the
        first slot of a set stands for it."""
        used: dict[int, int] = defaultdict(int)
        for one in self.wanted:
            for agent, mask in one.starts:
                for slot in bits(mask):
                    used[agent] |= self._times.span(slot, one.length)
        return {agent: self._in_cliques(slots) for agent, slots in used.items()}

    def _in_cliques(self, left: int) -> dict[int, int]:
        name_of, day_of = {}, self._times.day_of
        while left:
            name = (left & -left).bit_length() - 1
            clique = candidates = self._times.clashes[name] & left
            for slot in bits(candidates):
                if clique >> slot & 1 and day_of[slot] == day_of[name]:
                    clique &= self._times.clashes[slot]
                    name_of[slot] = name
                else:
                    clique &= ~(1 << slot)
            left &= ~clique
        return name_of

    def _need(self, one: Wanted) -> int:
        """How many of these sets a meeting uses at least."""
        return min(
            len({self._cliques[agent][part] for part in bits(self._times.span(slot, one.length))})
            for agent, mask in one.starts
            for slot in bits(mask)
        )

    def _longest_chain(self, agent: int) -> int:
        """At most so many meetings of the person, whichever they are: of each two in a row none excludes the other."""
        options = {
            (slot, one.length) for one in self.wanted for who, mask in one.starts if who == agent for slot in bits(mask)
        }
        chains: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
        for slot, length in sorted(options):
            day, span = chains[self._times.day_of[slot]], self._times.span(slot, length)
            before = (number for option, number in day.items() if not self.excluded(*option) & span)
            day[slot, length] = 1 + max(before, default=0)
        limit = self._per_day(agent)
        longest = (max(day.values()) for day in chains.values())
        return sum(number if limit is None else min(number, limit) for number in longest)


class _Branching:
    """Branch and bound over the requests, each placed in every opening or left out; `best` is what it found."""

    def __init__(self, packing: _Packing, bound: int) -> None:
        self._packing, self._bound, self._nodes = packing, bound, NODES
        self._order = sorted(packing.wanted, key=lambda one: (-one.value, one.length, _freedom(one)))
        self._known: set[object] = set()
        self.best = max(
            packing.greedy(order) for order in (self._order, sorted(self._order, key=lambda one: one.length))
        )
        self._branch(0, {}, Counter(), 0, 0)

    def _branch(self, place: int, taken: Taken, meetings: Counter[Cell], number: int, worth: int) -> None:
        self.best = max(self.best, worth)
        rest = self._order[place : place + self._packing.most - number]
        if self.best == self._bound or worth + sum(one.value for one in rest) <= self.best:
            return
        state = place, number, worth, frozenset(taken.items()), frozenset(meetings.items())
        self._nodes -= 1
        if self._nodes < 0 or place >= DEEPEST or state in self._known:
            return
        self._known.add(state)
        one = rest[0]
        for agent, slot in self._packing.openings(one, taken, meetings):
            after = {**taken, agent: taken.get(agent, 0) | self._packing.excluded(slot, one.length)}
            counted = meetings + Counter([self._packing.day((agent, slot))])
            self._branch(place + 1, after, counted, number + 1, worth + one.value)
        self._branch(place + 1, taken, meetings, number, worth)


def _freedom(one: Wanted) -> int:
    return sum(mask.bit_count() for _, mask in one.starts)
