"""The busy-pattern relaxation: how few breaks there can be if nobody asks who meets whom.

People who are alike walk together through the slots, from idle to busy and back; what counts is how many of them take
each step. Everyone is busy in as many slots as is certain of them, and where it is certain. In every slot those who are
busy are at most twice as many as places, and exactly twice a number of meetings where nobody else comes along.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ortools.sat.python import cp_model

from solver.bounds.flow import places_of
from solver.bounds.per_agent import Agendas
from solver.state.index import Index

LARGEST = 60_000
"""Above so many steps the relaxation takes too long."""

State = tuple[int, int]
"""Busy slots so far, no more than are certain; 0 not begun today, 1 the last counting slot was busy, 2 idle since."""


@dataclass(frozen=True, slots=True)
class AgentKind:
    """What matters of an agent: agents of a kind are alike."""

    counting: int
    may: int
    must: int
    busy: int
    exact: bool
    """Whether it is busy in no more slots than are certain."""
    helps: bool
    """Whether it is ever a candidate for a role."""


def pattern_model(index: Index, agendas: Agendas) -> cp_model.CpModel | None:
    """The relaxation; its least objective is a bound on the breaks of all schedules with such agendas.

    None if it is too large, or if slots overlap in time.
    """
    kinds = Counter(_kinds(index, agendas))
    steps = sum(6 * (kind.busy + 1) * len(index.day_of) for kind in kinds)
    if index.some_overlap or steps > LARGEST:
        return None
    model = cp_model.CpModel()
    walks = _Walks(index, model)
    for kind, number in kinds.items():
        walks.walk(kind, number)
    some_help = any(kind.helps for kind in kinds)
    for present, places in zip(walks.busy, places_of(index), strict=True):
        held = model.new_int_var(0, places, "")
        model.add(sum(present) <= 2 * held) if some_help else model.add(sum(present) == 2 * held)
    model.minimize(sum(walks.ends))
    return model


def _kinds(index: Index, agendas: Agendas) -> Iterator[AgentKind]:
    helping = {agent for case in index.cases for role in case.roles for agent in role}
    known = zip(index.counting, agendas.may, agendas.must, agendas.busy, agendas.most, strict=True)
    for agent, (counting, may, must, busy, most) in enumerate(known):
        if may:
            yield AgentKind(counting, may, must, busy, busy == most, agent in helping)


class _Walks:
    def __init__(self, index: Index, model: cp_model.CpModel) -> None:
        self._index, self._model = index, model
        self.busy: list[list[cp_model.IntVar]] = [[] for _ in index.day_of]
        self.ends: list[cp_model.IntVar] = []

    def walk(self, kind: AgentKind, number: int) -> None:
        """So many people of a kind go from the first slot to the last; steps after a break are `ends`."""
        slots, may, certain = kind.counting | kind.may, kind.may, kind.busy
        here: dict[State, list[cp_model.IntVar] | int] = {(0, 0): number}
        for slot, day in enumerate(self._index.day_of):
            if not slots >> slot & 1:
                continue
            there: dict[State, list[cp_model.IntVar]] = defaultdict(list)
            ahead = ((may >> slot) >> 1).bit_count()
            for (done, state), arrived in here.items():
                before = state if self._same_day(slots, slot, day) else 0
                steps = []
                if may >> slot & 1 and not (kind.exact and done == certain):
                    step = self._model.new_int_var(0, number, "")
                    steps.append(step)
                    there[min(certain, done + 1), 1].append(step)
                    if not kind.helps:
                        self.busy[slot].append(step)
                    if before == 2:
                        self.ends.append(step)
                if not kind.must >> slot & 1 and ahead >= certain - done:
                    step = self._model.new_int_var(0, number, "")
                    steps.append(step)
                    there[done, 2 if before and kind.counting >> slot & 1 else before].append(step)
                self._model.add(sum(steps) == (arrived if isinstance(arrived, int) else sum(arrived)))
            here = dict(there)

    def _same_day(self, slots: int, slot: int, day: int) -> bool:
        """Whether there was a slot of this day before."""
        return bool(slots & self._index.day_masks[day] & ((1 << slot) - 1))
