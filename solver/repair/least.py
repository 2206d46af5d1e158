"""Least disturbance: the fewest people disturbed for the least shortfall, from below and from above."""

from copy import copy
from math import inf

from solver.model.result import Goal
from solver.repair import time_limit
from solver.repair.optimisation import Extra, Manner, Optimisation, Step, Values, rank
from solver.repair.workbench import Workbench
from solver.state.sketch import Sketch

FIRST: tuple[Goal, ...] = (Goal.REQUIRED, Goal.GUARANTEES)
"""Goals that come before the number of people disturbed."""
STEPS: tuple[Step, ...] = (*FIRST, Extra.DISTURBED)


class LeastDisturbance:
    """The search for it, from what is only cancelled."""

    def __init__(self, bench: Workbench, cancelled: Sketch, *, lawful: bool) -> None:
        self._bench, self._cancelled, self._lawful = bench, cancelled, lawful
        self._work = time_limit.FOR_FEWEST * bench.work
        self._begun: list[Optimisation] = []
        self._fewest = 0
        """People who are disturbed at least, for the least shortfall."""

    def find(self) -> Optimisation:
        """The best that was found, with what is proved of it.

        Is there a repair without any shortfall that disturbs nobody, one, a few? Where none does, any number is tried:
        what is found then says from above how many suffice, and whether fewer do is asked until the answer is no.
        """
        least = self._bench.for_fewest(self._cancelled, 0, legal=self._lawful)
        if least.at_best(STEPS):
            least.optimise(STEPS, 0)
            return least
        least = self._from_below() or self._from_above()
        least = self._lower(least) if least.legal else least
        self._bench.work += time_limit.SHARE_BESIDE * self._used
        return least

    def _from_below(self) -> Optimisation | None:
        """One with as little shortfall as any schedule could have; None if there is none, or it was not found."""
        limits: Values = {goal: self._bench.release.limits[goal] for goal in FIRST}
        most_of_all = time_limit.FEW if self._bench.large else self._bench.everyone
        self._fewest = self._bench.serving.disturbed_at_least(limits[Goal.GUARANTEES])
        for most in (*time_limit.SOME, most_of_all):
            if most > most_of_all or not self._has_time:
                break
            if most < self._fewest:
                continue
            some = self._holding(limits, most)
            manner = Manner.PLAIN if most == most_of_all else Manner.BELOW
            some.optimise([Extra.DISTURBED], self._left * time_limit.SHARE_OF_SOME, manner)
            if some.legal:
                some.bounds.update((goal, limits[goal]) for goal in FIRST)
                return some
            if some.impossible:
                self._fewest = most + 1
        return None

    def _from_above(self) -> Optimisation:
        """One with the least shortfall, if it can be found, whatever number of people that takes."""
        most = time_limit.FEW if self._bench.large else self._bench.everyone
        every = self._bench.for_fewest(self._cancelled, most, legal=self._lawful)
        self._begun.append(every)
        every.optimise(STEPS, self._left * time_limit.SHARE_OF_SOME, Manner.CORES)
        if not every.at_best(FIRST):
            self._fewest = self._bench.serving.disturbed_at_least(every.values[Goal.GUARANTEES])
        return every

    def _lower(self, found: Optimisation) -> Optimisation:
        """The same with fewer people, as long as there is one."""
        shortfall: Values = {goal: found.values[goal] for goal in FIRST}
        proved: Values = {goal: found.bounds[goal] for goal in FIRST if goal in found.bounds}
        while (number := found.values[Extra.DISTURBED]) > self._fewest and not found.proves([Extra.DISTURBED]):
            if not self._has_time:
                break
            lower = self._holding(shortfall, number - 1)
            lower.optimise([Extra.DISTURBED], self._left, Manner.BELOW)
            if lower.impossible:
                self._fewest = number
            if not lower.legal:
                break
            found = lower
        found.bounds.update(proved)
        found.bounds[Extra.DISTURBED] = max(self._fewest, found.bounds.get(Extra.DISTURBED, 0))
        return found

    def _holding(self, shortfall: Values, most: int) -> Optimisation:
        """With that shortfall, and at most so many people: whether there is one, and then with how many."""
        some = self._bench.for_fewest(self._cancelled, most, legal=False, fewest=self._fewest)
        some.hold(shortfall)
        self._begun.append(some)
        return some

    @property
    def _used(self) -> float:
        return self._bench.serving.work + sum(one.work + one.making for one in self._begun)

    @property
    def _left(self) -> float:
        return -inf if self._bench.run.over() else self._work - self._used

    @property
    def _has_time(self) -> bool:
        last = self._begun[-1].making if self._begun else 0.0
        return self._left > time_limit.FOR_ONE * last


def the_lesser(least: Optimisation, more: Optimisation) -> Optimisation:
    """Least disturbance: what was looked for, or more met where that has come to disturb fewer, or is worth more.

    The bounds of more met hold for as many people as it may disturb, so for fewer as well.
    """
    order = (*STEPS, Goal.VALUE)
    if not (least.legal and more.legal) or rank(least.values, order) <= rank(more.values, order):
        return least
    lesser = copy(more)
    lesser.bounds = dict(more.bounds)
    if Extra.DISTURBED in least.bounds and all(more.values[goal] <= least.values[goal] for goal in FIRST):
        lesser.bounds[Extra.DISTURBED] = least.bounds[Extra.DISTURBED]
    return lesser
