"""Schedules with few breaks: simulated annealing over chains that swap two slots (`solver.b2bsp.kernel`)."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain
from time import perf_counter
from typing import NamedTuple

import numpy as np

from solver.b2bsp.instance import Instance
from solver.b2bsp.kernel import OUT, Arrays, agenda_price, broken, run
from solver.model.bits import bits

DISORDER = 2.0
"""Price in breaks of an order that is broken."""
LOOK = 20_000
"""Steps between two looks at what others have found."""
MOST_SLOTS = 62
"""The busy slots of a person are one word."""


class CoolingRounds(NamedTuple):
    """Rounds of simulated annealing, each slower than the one before."""

    warm: float
    """Temperatures in breaks: what makes things worse by that much is accepted in one of e cases."""
    cold: float
    first: int
    """Steps of the first round."""
    longer: int
    """How much longer the next one is."""
    longest: int
    """Steps of the longest round."""


FREE = CoolingRounds(0.3, 0.1, first=100_000, longer=2, longest=40_000_000)
ORDERED = CoolingRounds(0.5, 0.15, first=100_000, longer=16, longest=20_000_000)
"""With precedences: warmer, because mending an order costs breaks for a while; and slower, which is worth more than
beginning again."""


class Annealing:
    """A schedule that gets better by `rounds`."""

    def __init__(self, instance: Instance, seed: int, *, lowest: int = 0) -> None:
        """`lowest` is the fewest breaks that anybody may have; with the spread it says the most."""
        self.instance = instance
        self.schedule: list[int] | None = None
        """The best one that keeps every rule."""
        self.breaks: int | None = None
        most = instance.slots if instance.spread is None else lowest + instance.spread
        self._arrays = _arrays(instance, seed, lowest, most)
        self._put_what_is_certain()
        self._count()

    def rounds(self, goal: Callable[[], int], seconds: float | None = None) -> Iterator[None]:
        """Cool down again and again, each time more slowly; yields after every `LOOK` steps, ends at the goal.

        With `seconds` it ends after the longest round, or after a shorter one that fits into so many by the clock.
        """
        arrays, cooling = self._arrays, ORDERED if self.instance.orders else FREE
        steps, done, begun, is_last = cooling.first, 0, perf_counter(), False
        while len(arrays.movable):
            self._count()
            looks = max(1, steps // LOOK)
            for look in range(looks):
                warm, cold = (
                    cooling.warm * (cooling.cold / cooling.warm) ** ((look + part) / looks) for part in (0, 1)
                )
                run(arrays, LOOK, warm, cold, float(goal()))
                self._note()
                yield
                if self.breaks is not None and self.breaks <= goal():
                    return
            if is_last:
                break
            done, steps = done + steps, min(cooling.longer * steps, cooling.longest)
            if seconds is not None:
                passed = perf_counter() - begun
                fitting = round(done / passed * max(0.0, seconds - passed))
                is_last = steps == cooling.longest or fitting < 2 * steps
                steps = min(fitting, cooling.longest) if is_last else steps
        self._note()
        yield

    def _note(self) -> None:
        """Keep the best schedule if it is legal and better than the one before."""
        best = self._arrays.best
        if best.min(initial=0) >= 0:
            schedule = [int(slot) for slot in best]
            breaks = self.instance.cost(schedule)
            if (self.breaks is None or breaks < self.breaks) and self.instance.allows(schedule):
                self.schedule, self.breaks = schedule, breaks

    def _put_what_is_certain(self) -> None:
        arrays = self._arrays
        for meeting, domain in enumerate(self.instance.domains):
            if domain.bit_count() == 1:
                slot = domain.bit_length() - 1
                arrays.slot_of[meeting] = slot
                arrays.used[slot] += 1
                for person in self.instance.pairs[meeting]:
                    arrays.at[person, slot] = meeting
                    arrays.busy[person] |= 1 << slot
        arrays.best[:] = arrays.slot_of

    def _count(self) -> None:
        arrays = self._arrays
        cost = OUT * int((arrays.slot_of < 0).sum())
        cost += sum(agenda_price(busy, *arrays.fair) for busy in arrays.busy)
        for meeting, slot in enumerate(arrays.slot_of):
            if slot >= 0:
                cost += DISORDER / 2 * broken(arrays, meeting, slot)
        arrays.costs[:] = cost


def load_compiled() -> None:
    """Compile the steps, or load them from the cache, before a clock begins."""
    annealing = Annealing(Instance(people=3, slots=3, pairs=((0, 1), (1, 2)), domains=(7, 7), tables=(1, 1, 1)), seed=0)
    next(annealing.rounds(lambda: 0))


def _arrays(instance: Instance, seed: int, fewest: int, most: int) -> Arrays:
    meetings = len(instance.pairs)
    choices = [list(bits(domain)) for domain in instance.domains]
    orders: list[list[tuple[int, int]]] = [[] for _ in instance.pairs]
    for earlier, later in instance.orders:
        orders[earlier].append((later, 0))
        orders[later].append((earlier, 1))
    flat = list(chain.from_iterable(orders))
    return Arrays(
        pairs=np.array(instance.pairs, dtype=np.int64).reshape(meetings, 2),
        domains=_ints(instance.domains),
        choice_first=_first(choices),
        choices=_ints(list(chain.from_iterable(choices))),
        movable=_ints([meeting for meeting, own in enumerate(choices) if len(own) > 1]),
        tables=_ints(instance.tables),
        order_first=_first(orders),
        order_with=_ints([other for other, _ in flat]),
        order_after=_ints([after for _, after in flat]),
        fair=_ints([fewest, most]),
        disorder=np.array([DISORDER], dtype=np.float64),
        slot_of=np.full(meetings, -1, dtype=np.int64),
        at=np.full((instance.people, instance.slots), -1, dtype=np.int64),
        busy=np.zeros(instance.people, dtype=np.int64),
        used=np.zeros(instance.slots, dtype=np.int64),
        best=np.full(meetings, -1, dtype=np.int64),
        seen=np.zeros(meetings + 1, dtype=np.int64),
        chain=np.zeros(meetings + 3, dtype=np.int64),
        costs=np.zeros(2, dtype=np.float64),
        random=np.array([0x9E3779B97F4A7C15 ^ (seed * 0x2545F4914F6CDD1D + 1) & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64),
    )


def _ints(numbers: Sequence[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


def _first(lists: Sequence[Sequence[object]]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return _ints([0, *accumulate(len(own) for own in lists)])
