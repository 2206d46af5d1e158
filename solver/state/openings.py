"""Where a request could go if one of its sides had somebody more to send: advice on what would help, not a search."""

from solver.model.bits import bits
from solver.model.problem import Problem
from solver.model.schedule import Schedule
from solver.state.board import Board
from solver.state.last_index import index_of


class Openings:
    """What is open in one schedule."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self._index = index_of(problem)
        self._board = Board(self._index, schedule)

    def beside(self, request: str, delegation: str) -> tuple[str, ...]:
        """Return the slots in which all parties but `delegation` could (own limits kept) and a place is free."""
        problem = self._index.problem
        case = self._index.cases[self._index.request_number[request]]
        side = [one.delegation for one in problem.requests[case.number].sides].index(delegation)
        others = [party for number, party in enumerate(case.parties) if number != side]
        names = problem.requests[case.number].slots
        allowed = self._index.all_slots if names is None else self._index.mask(names)
        return tuple(
            problem.slots[slot].id
            for slot in bits(allowed)
            if (slot, case.length) in self._index.spans
            and all(any(self._board.could(agent, slot, case.length) for agent in party) for party in others)
            and self._board.out_of_order(case.number, slot) is None
            and self._board.place(case.number, slot) is not None
        )
