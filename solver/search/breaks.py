"""Fewer breaks for the same meetings: simulated annealing over Kempe chains.

A chain swaps two slots for a group of meetings that are tied together by the people they share, so that nobody is ever
in two meetings at once. Who goes for a side may change as well. The set of placed requests stays as it is, and with it
every goal before the breaks.
"""

from collections.abc import Callable
from math import exp
from random import Random

from solver.index import Index, bits
from solver.place_kinds import PlaceKinds
from solver.run import Run
from solver.search.agendas import ILLEGAL, Agendas
from solver.sketch import Choice, Sketch

WARM, COLD = 0.5, 0.08
"""Temperatures in breaks: what makes things worse by that much is accepted in one of e cases."""
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
    search = _Search(index, kinds, sketch, Random(run.settings.seed))  # noqa: S311  not for secrets
    limit, begun = run.settings.deterministic_limit, run.seconds
    steps, done = 0, 0.0
    while search.movable and done < 1 and not enough(search.best) and not run.over():
        heat = WARM * (COLD / WARM) ** done
        for _ in range(LOOK):
            search.step(heat)
        steps += LOOK
        done = (run.seconds - begun) / seconds if limit is None else steps / (limit * STEPS_PER_SECOND)
    return search.best_sketch


class _Search:
    def __init__(self, index: Index, kinds: PlaceKinds, sketch: Sketch, random: Random) -> None:
        self._index, self._kinds, self._chance = index, kinds, random.random
        self._agendas = Agendas(index, sketch)
        self._slot = {number: choice.slot for number, choice in sketch.items()}
        self._people = {n: [*choice.agents, *index.cases[n].third_parties] for n, choice in sketch.items()}
        self._kind = {number: choice.kind for number, choice in sketch.items()}
        self._at: list[dict[int, int]] = [{} for _ in index.free]
        self._busy = [0] * len(index.free)
        self._room = [
            [kinds.capacity(kind, slot) for slot in range(len(index.problem.slots))]
            for kind in range(len(kinds.members))
        ]
        for number, choice in sketch.items():
            for slot in bits(index.span(choice.slot, index.cases[number].length)):
                self._room[choice.kind][slot] -= 1
                for agent in self._people[number]:
                    self._at[agent][slot] = number
                    self._busy[agent] |= 1 << slot
        self._starts = {n: index.cases[n].starts if index.cases[n].length == 1 else 0 for n in sketch}
        self._targets = {n: list(bits(starts)) for n, starts in self._starts.items()}
        self.movable = sorted(n for n, starts in self._starts.items() if starts & (starts - 1))
        self._ordered = {n for n in sketch if index.cases[n].after or index.followers.get(n)}
        self._now = sum(self._agendas.breaks(agent, busy) for agent, busy in enumerate(self._busy))
        self.best, self.best_sketch = self._now, sketch

    def step(self, heat: float) -> None:
        """Try one move; keep it if it is no worse, or by chance."""
        number = self.movable[int(self._chance() * len(self.movable))]
        targets = self._targets[number]
        slot = targets[int(self._chance() * len(targets))]
        if self._chance() < 0.25 or slot == self._slot[number]:
            self._hand_over(number, slot, heat)
        else:
            self._swap(number, slot, heat)
        if self._now < self.best:
            self.best = self._now
            self.best_sketch = {
                n: Choice(slot, (self._people[n][0], self._people[n][1]), self._kind[n])
                for n, slot in self._slot.items()
            }

    def _accepts(self, change: int, heat: float) -> bool:
        return change <= 0 or self._chance() < exp(-change / heat)

    def _swap(self, number: int, target: int, heat: float) -> None:
        """The chain of meetings in two slots that begins with this one changes sides."""
        source = self._slot[number]
        chain = self._chain(number, source, target)
        if chain is None:
            return
        flip, touched = 1 << source | 1 << target, set[int]()
        for n in chain:
            touched.symmetric_difference_update(self._people[n])
        change = 0
        for agent in touched:
            after = self._agendas.breaks(agent, self._busy[agent] ^ flip)
            if after == ILLEGAL:
                return
            change += after - self._agendas.breaks(agent, self._busy[agent])
        if not self._accepts(change, heat):
            return
        goes = {n: target if self._slot[n] == source else source for n in chain}
        if not self._house(goes) or not self._in_order(goes):
            return
        for n in chain:
            for agent in self._people[n]:
                self._at[agent].pop(self._slot[n], None)
        for n, slot in goes.items():
            self._slot[n] = slot
            for agent in self._people[n]:
                self._at[agent][slot] = n
        for agent in touched:
            self._busy[agent] ^= flip
        self._now += change

    def _chain(self, number: int, source: int, target: int) -> set[int] | None:
        """Meetings that have to change sides together; None if one of them cannot."""
        chain, todo = {number}, [number]
        while todo:
            n = todo.pop()
            goal = target if self._slot[n] == source else source
            if not self._starts[n] >> goal & 1:
                return None
            for agent in self._people[n]:
                other = self._at[agent].get(goal)
                if other is not None and other not in chain:
                    chain.add(other)
                    todo.append(other)
        return chain

    def _hand_over(self, number: int, slot: int, heat: float) -> None:
        """The meeting moves to a slot in which others of its candidates have time."""
        case, people, before = self._index.cases[number], self._people[number], self._slot[number]
        picked = [side[int(self._chance() * len(side))] for side in case.sides]
        after = [*picked, *people[2:]]
        masks = {agent: self._busy[agent] & ~(1 << before) for agent in people}
        for agent in after:
            mask = masks.get(agent, self._busy[agent])
            if mask >> slot & 1:
                return
            masks[agent] = mask | 1 << slot
        change = 0
        for agent, mask in masks.items():
            breaks = self._agendas.breaks(agent, mask)
            if breaks == ILLEGAL:
                return
            change += breaks - self._agendas.breaks(agent, self._busy[agent])
        if not self._accepts(change, heat):
            return
        goes = {number: slot}
        if not self._house(goes) or not self._in_order(goes):
            return
        for agent in people:
            del self._at[agent][before]
        self._people[number], self._slot[number] = after, slot
        for agent in after:
            self._at[agent][slot] = number
        for agent, mask in masks.items():
            self._busy[agent] = mask
        self._now += change

    def _house(self, goes: dict[int, int]) -> bool:
        """Give the moved meetings room, in their kind of place or another that they may use; False if there is none."""
        before = {n: self._kind[n] for n in goes}
        for n in goes:
            self._room[self._kind[n]][self._slot[n]] += 1
        housed = []
        for n, slot in goes.items():
            kind = self._free_kind(n, slot)
            if kind is None:
                break
            self._room[kind][slot] -= 1
            self._kind[n] = kind
            housed.append(n)
        else:
            return True
        for n in housed:
            self._room[self._kind[n]][goes[n]] += 1
        for n, kind in before.items():
            self._kind[n] = kind
            self._room[kind][self._slot[n]] -= 1
        return False

    def _free_kind(self, number: int, slot: int) -> int | None:
        if self._room[self._kind[number]][slot] > 0:
            return self._kind[number]
        kinds = self._kinds.open_to(self._index.cases[number], slot)
        return next((kind for kind in kinds if self._room[kind][slot] > 0), None)

    def _in_order(self, goes: dict[int, int]) -> bool:
        """Whether meetings that follow others still do."""
        slots, index = self._index.problem.slots, self._index
        for n in self._ordered.intersection(goes):
            pairs = [(earlier, n) for earlier in index.cases[n].after] + [(n, f) for f in index.followers.get(n, ())]
            for first, second in pairs:
                if first not in self._slot or second not in self._slot:
                    continue
                span = index.span(goes.get(first, self._slot[first]), index.cases[first].length)
                begins = slots[goes.get(second, self._slot[second])].start
                if slots[span.bit_length() - 1].end > begins:
                    return False
        return True
