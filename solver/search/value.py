"""More value: simulated annealing over exchanges, a request in and whatever is in its way out.

What was put out, and other requests that are missing, come back by chains (`solver.search.insertion`) where they can.
No exchange makes the goals before the value worse.
"""

from collections.abc import Callable, Sequence
from math import exp
from random import Random
from typing import TypeVar

from solver.index import Case, Index, bits
from solver.place_kinds import PlaceKinds
from solver.run import Run
from solver.scores import Scores
from solver.search.insertion import Inserting
from solver.search.state import State
from solver.sketch import Sketch

T = TypeVar("T")

WARM, COLD = 0.8, 0.06
"""Temperatures as parts of the mean value of a request."""
LOOK = 50
"""Steps between two looks at whether the value is enough."""
STEPS_PER_SECOND = 5_000
"""Steps that stand for a deterministic second."""


def more_value(
    index: Index,
    kinds: PlaceKinds,
    scores: Scores,
    sketch: Sketch,
    run: Run,
    *,
    seconds: float,
    enough: Callable[[int], bool],
) -> Sketch:
    """The most valuable sketch found in the time; ends early when the value is `enough`."""
    search = _Annealing(State(index, kinds, sketch), scores, Random(run.settings.seed))  # noqa: S311  not for secrets
    limit, begun, steps, done = run.settings.deterministic_limit, run.seconds, 0, 0.0
    while search.missing and done < 1 and not run.over():
        if steps % LOOK == 0 and enough(search.best):
            break
        search.step(WARM * (COLD / WARM) ** done)
        steps += 1
        done = (run.seconds - begun) / seconds if limit is None else steps / (limit * STEPS_PER_SECOND)
    return search.best_sketch


class _Annealing:
    def __init__(self, state: State, scores: Scores, random: Random) -> None:
        self._inserting, self._scores, self._chance = Inserting(state), scores, random.random
        self._state, self._index = state, state.index
        worth = [case.value for case in self._index.cases if case.value]
        self._mean = sum(worth) / max(1, len(worth))
        self.missing = self._inserting.missing()
        self._slots = {case.number: list(bits(case.starts)) for case in self._index.cases}
        self._now = sum(self._index.cases[number].value for number in state.slot)
        self.best, self.best_sketch = self._now, state.sketch()

    def step(self, heat: float) -> None:
        """One exchange, and what was put out back in elsewhere if it fits."""
        case = self._pick(self.missing)
        slot = self._pick(self._slots[case.number])
        people = [self._pick(self._index.candidates(case, side, slot)) for side in (0, 1)] + [*case.third_parties]
        out = self._in_the_way(case, slot, people)
        if not all(self._state.starts[n] and not self._index.cases[n].pinned for n in out):
            return
        required, short, value = self._scores.loss(self._inserting.met, case, out)
        if (required, short) > (0, 0) or (value > 0 and self._chance() >= exp(-value / (heat * self._mean))):
            return
        before = {n: self._state.choice(n) for n in out}
        for n in out:
            self._inserting.remove(self._index.cases[n])
        if self._inserting.full(case) or not self._inserting.squeeze(case, slot, people):
            for n, choice in before.items():
                self._inserting.put(self._index.cases[n], choice)
            return
        self._now += case.value
        for n in out:
            other = self._index.cases[n]
            self._now -= 0 if self._inserting.insert(other) else other.value
        self.missing = self._inserting.missing()
        if self._now > self.best:
            self.best, self.best_sketch = self._now, self._state.sketch()

    def _in_the_way(self, case: Case, slot: int, people: list[int]) -> list[int]:
        """The meetings of these people at that time; somebody in the places too, if these are full."""
        state = self._state
        out = {state.at[agent][slot] for agent in people if slot in state.at[agent]}
        kinds = state.kinds.open_to(case, slot)
        if any(state.room(kind, slot) for kind in kinds) or any(state.kind[n] in kinds for n in out):
            return sorted(out)
        sitting = [n for n, begins in state.slot.items() if begins == slot and state.kind[n] in kinds]
        return sorted(out | {self._pick(sitting)}) if sitting else sorted(out)

    def _pick(self, items: Sequence[T]) -> T:
        return items[int(self._chance() * len(items))]
