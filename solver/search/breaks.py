"""Fewer breaks for the same meetings: simulated annealing over Kempe chains.

A chain swaps two slots for a group of meetings that are tied together by the people they share, so that nobody is ever
in two meetings at once. Who goes for a side may change as well. The set of placed requests stays as it is, and with it
every goal before the breaks.
"""

from collections.abc import Callable, Mapping
from math import exp
from random import Random

from solver.index import Index, bits
from solver.place_kinds import PlaceKinds
from solver.run import Run
from solver.search.state import State
from solver.sketch import Sketch

WARM, COLD = 0.5, 0.08
"""Temperatures in breaks: what makes things worse by that much is accepted in one of e cases."""
HAND_OVER = 0.25
"""Share of the moves that send others of the candidates instead of swapping slots."""
STEPS_PER_SECOND = 20_000
"""Steps that stand for a deterministic second."""
LOOK = 200
"""Steps between two looks at the clock."""


def fewer_breaks(
    index: Index,
    kinds: PlaceKinds,
    sketch: Sketch,
    run: Run,
    *,
    seconds: float,
    enough: Callable[[int], bool] = lambda breaks: breaks == 0,
) -> Sketch:
    """The best rearrangement of the sketch found in the time; ends early when the number of breaks is `enough`."""
    search = _Annealing(State(index, kinds, sketch), Random(run.settings.seed))  # noqa: S311  not for secrets
    limit, begun = run.settings.deterministic_limit, run.seconds
    steps, done = 0, 0.0
    while search.movable and done < 1 and not enough(search.best) and not run.over():
        heat = WARM * (COLD / WARM) ** done
        for _ in range(LOOK):
            search.step(heat)
        steps += LOOK
        done = (run.seconds - begun) / seconds if limit is None else steps / (limit * STEPS_PER_SECOND)
    return search.best_sketch


class _Annealing:
    def __init__(self, state: State, random: Random) -> None:
        self._state, self._chance = state, random.random
        self._targets = {n: list(bits(state.starts[n])) for n in state.slot}
        self.movable = sorted(n for n, targets in self._targets.items() if len(targets) > 1)
        self._now = sum(state.agendas.breaks(agent, busy) for agent, busy in enumerate(state.busy))
        self.best, self.best_sketch = self._now, state.sketch()

    def step(self, heat: float) -> None:
        """Try one move; keep it if it is no worse, or by chance."""
        number = self.movable[int(self._chance() * len(self.movable))]
        targets = self._targets[number]
        slot = targets[int(self._chance() * len(targets))]
        if self._chance() < HAND_OVER or slot == self._state.slot[number]:
            self._hand_over(number, slot, heat)
        else:
            self._swap(number, slot, heat)
        if self._now < self.best:
            self.best, self.best_sketch = self._now, self._state.sketch()

    def _swap(self, number: int, target: int, heat: float) -> None:
        """The chain of meetings in two slots that begins with this one changes sides."""
        source = self._state.slot[number]
        goes = self._state.chain([number], source, target)
        if goes is not None:
            self._try(goes, {}, self._state.flipped(goes, source, target), heat)

    def _hand_over(self, number: int, slot: int, heat: float) -> None:
        """The meeting moves to a slot in which others of its candidates have time."""
        state, people = self._state, self._state.people[number]
        sides = self._state.index.cases[number].sides
        after = [*(side[int(self._chance() * len(side))] for side in sides), *people[2:]]
        masks = {agent: state.busy[agent] & ~(1 << state.slot[number]) for agent in people}
        for agent in after:
            mask = masks.get(agent, state.busy[agent])
            if mask >> slot & 1:
                return
            masks[agent] = mask | 1 << slot
        self._try({number: slot}, {number: after}, masks, heat)

    def _try(
        self, goes: Mapping[int, int], people: Mapping[int, list[int]], masks: Mapping[int, int], heat: float
    ) -> None:
        change = self._state.cost(masks)
        if change is None or (change > 0 and self._chance() >= exp(-change / heat)):
            return
        if self._state.in_order(goes) and self._state.house(goes):
            self._state.move(goes, people, masks)
            self._now += change
