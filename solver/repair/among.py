"""How many meetings so few people can have with each other: the densest part of a schedule, counted from small ones up.

Let f(k) be the most among k people. Leave one of them out, each in turn: a meeting of s people stays k - s times, so
f(k) <= k f(k - 1) / (k - s). Whether so many are possible is then asked of sets of people that grow: who has the fewest
meetings in a set of k people with n meetings has 2n / k of them at most, so that k - 1 people have the others, and so
on down to two. Sets that have fewer meetings than that need not be looked at: few are left.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from solver.model.bits import bits

MOST_SETS = 10_000
"""Sets of people that are looked at for one number of people: with more, what is known by then is the answer."""
SECONDS_OF_A_SET = 5e-6
"""Seconds of a processor for each of them."""


class Among:
    """Counts for one schedule; its meetings are given as their people."""

    def __init__(self, meetings: Sequence[Collection[int]]) -> None:
        self._all = len(meetings)
        self._together = max((len({*people}) for people in meetings), default=2)
        """The most people in one meeting."""
        self._pairs = Counter(frozenset(people) for people in meetings)
        number = {person: place for place, person in enumerate(sorted(set().union(*self._pairs)))}
        self._layers: list[list[int]] = [[] for _ in number]
        """For each person, whom they meet at least once, at least twice, and so on."""
        self._edges: list[tuple[int, int]] = []
        """Two people who meet, and how often."""
        if all(len(pair) == _TWO for pair in self._pairs):
            for pair, times in self._pairs.items():
                one, other = (number[person] for person in sorted(pair))
                self._edges.append((1 << one | 1 << other, times))
                for person, met in ((one, other), (other, one)):
                    layers = self._layers[person]
                    layers += [0] * (times - len(layers))
                    for layer in range(times):
                        layers[layer] |= 1 << met
        self._known: dict[int, int] = {}
        self.work = 0.0
        """Seconds of a processor that the counting has taken, by the sets that it has looked at."""

    def most(self, people: int) -> int:
        """The most of the meetings that have all people among so many: never too few, and nearly always exact."""
        for number in range(len(self._known), people + 1):
            self._known[number] = self._most(number)
        return self._known[people]

    def _most(self, people: int) -> int:
        fewer = self._known.get(people - 1, 0)
        at_most = self._all
        if people > self._together:
            at_most = min(at_most, people * fewer // (people - self._together))
        if not self._edges:
            return at_most
        for meetings in range(at_most, fewer, -1):
            if self._is_there(people, meetings) is not False:
                return meetings
        return fewer

    def _is_there(self, people: int, meetings: int) -> bool | None:
        """Whether so few people have so many meetings; None if there are too many sets to look at."""
        needed = [meetings]
        for number in range(people, _TWO, -1):
            needed.append(needed[-1] - 2 * needed[-1] // number)
        needed.reverse()  # for two people, for three, and so on
        sets = {pair: times for pair, times in self._edges if times >= needed[0]} if people >= _TWO else {}
        for number, wanted in enumerate(needed[1:], start=_TWO + 1):
            larger: dict[int, int] = {}
            for chosen, met in sets.items():
                self._enlarge(larger, chosen, met, number, wanted)
                if len(larger) > MOST_SETS:
                    self.work += SECONDS_OF_A_SET * len(larger)
                    return None
            self.work += SECONDS_OF_A_SET * (len(sets) + len(larger))
            sets = larger
        return bool(sets)

    def _enlarge(self, larger: dict[int, int], chosen: int, met: int, number: int, wanted: int) -> None:
        """Add the sets of up to that number of people that a set leads to, if they have as many meetings as wanted.

        Nobody in a set is without a meeting: who has the fewest is left out together with those who meet nobody else.
        """
        if met >= wanted:
            larger[chosen] = met
        near = 0
        for person in bits(chosen):
            near |= self._layers[person][0]
        for person in bits(near & ~chosen):
            more = met + sum((layer & chosen).bit_count() for layer in self._layers[person])
            if more >= wanted:
                larger[chosen | 1 << person] = more
        if chosen.bit_count() + _TWO <= number:
            for pair, times in self._edges:
                if not pair & (chosen | near) and met + times >= wanted:
                    larger[chosen | pair] = met + times


_TWO = 2
