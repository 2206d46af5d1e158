"""The decisions: does a request begin in a slot, who goes for each party, which kind of place it uses.

Variables exist only for combinations that are possible when nothing else is scheduled.
"""

from collections import defaultdict

from ortools.sat.python import cp_model

from solver.model.bits import bits
from solver.state.case import Case
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds

Literal = cp_model.IntVar


class Variables:
    """All literals of the model, by what they say."""

    def __init__(self, index: Index, model: cp_model.CpModel) -> None:
        self.index = index
        self.model = model
        self.kinds = PlaceKinds(index)
        self.placed: list[Literal] = []
        self.begins: list[dict[int, Literal]] = []
        """For each request, by first slot."""
        self.goes: list[dict[tuple[int, int, int], Literal]] = []
        """For each request, by (party, first slot, agent)."""
        self.housed: list[dict[tuple[int, int], Literal]] = []
        """For each request, by (first slot, kind of place)."""
        self.occupied: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        """What makes an agent busy in a slot, by (agent, slot)."""
        self.meetings: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        """The possible meetings of an agent in a day, by (agent, day)."""
        self.using: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        """The possible meetings in a kind of place, by (kind, slot)."""
        self.break_ends: dict[int, list[Literal]] = {}
        """By agent, once they are asked for (`solver.exact.agendas`)."""
        self.begun: dict[tuple[int, int], list[Literal | None]] = {}
        """Whether an agent had a meeting before each counting slot of a day, by (agent, day)."""
        self.engaged: dict[tuple[int, int], Literal] = {}
        """Whether an agent has a meeting at the time of a slot that others overlap, by (agent, slot)."""
        self._busy: dict[tuple[int, int], Literal] = {}
        for case in index.polled_cases():
            self._decide(case)

    def busy(self, agent: int, slot: int) -> Literal:
        """Whether the agent has a meeting in the slot."""
        if (agent, slot) not in self._busy:
            occupied = self.occupied[agent, slot]
            literal = occupied[0] if len(occupied) == 1 else self.model.new_bool_var("")
            if len(occupied) != 1:
                self.model.add(sum(occupied) == literal)
            self._busy[agent, slot] = literal
        return self._busy[agent, slot]

    def slots_of(self, agent: int) -> list[int]:
        """Slots in which the agent may have a meeting."""
        return [slot for slot in bits(self.index.free[agent]) if (agent, slot) in self.occupied]

    def _decide(self, case: Case) -> None:
        begins = {slot: self.model.new_bool_var("") for slot in bits(case.starts)}
        self.begins.append(begins)
        self.placed.append(self.model.new_bool_var(""))
        self.goes.append({})
        self.housed.append({})
        for slot, begin in begins.items():
            for party in range(len(case.parties)):
                able = self.index.candidates(case, party, slot)
                for agent in able:
                    literal = begin if len(able) == 1 else self.model.new_bool_var("")
                    self.goes[-1][party, slot, agent] = literal
                    self._occupy(case, agent, slot, literal)
            kinds = self.kinds.open_to(case, slot)
            for kind in kinds:
                literal = begin if len(kinds) == 1 else self.model.new_bool_var("")
                self.housed[-1][slot, kind] = literal
                for part in bits(self.index.span(slot, case.length)):
                    self.using[kind, part].append(literal)

    def _occupy(self, case: Case, agent: int, slot: int, literal: Literal) -> None:
        self.meetings[agent, self.index.day_of[slot]].append(literal)
        for part in bits(self.index.span(slot, case.length)):
            self.occupied[agent, part].append(literal)
