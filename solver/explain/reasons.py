"""Reasons with witnesses: for each request that is not scheduled the first reason that holds.

The shape of `Reason.witness`, per code ("party": a delegation's id for a side, the role's own id for a role):

* VETOED: `{}`.
* NO_COMMON_SLOT: `{"away": {slot: [party, ...]}}`, for each allowed slot the parties with nobody free, or those
  that have too few different people free between them.
* PERSON_FULL: `{"party": delegation, "limit": "maximum" | "maximum_received"}`, or
  `{"party": party, "agents": {agent: "slots" | "max_per_day"}}`: every free slot of each candidate is taken, or lies
  in a day that has all the meetings that the agent wants.
* PLACES_FULL: `{"slots": [slot, ...]}`: in these everybody could, but no allowed place is open and has room; in every
  other allowed slot somebody could not.
* WORTH_LESS: `{"slot", "place", "agents": [agent, ...], "requests": [request, ...], "brings": int, "costs": int}`:
  the cheapest exchange, which requests would go to make room in that seat, and the values gained and lost (it may also
  cost a required request or a guarantee). Without "slot" for a request that nobody gains from.
* BLOCKED: `{"slots": {slot: [obstacle, ...]}}`, for each allowed slot what is in the way, enough to rule it out:
  `{"kind": "away", "agent"}`, `{"kind": "meeting", "agent", "requests": [...]}`,
  `{"kind": "limit", "agent", "limit": "max_per_day" | "max_in_a_row" | "keep_one_free"}` for every candidate of one
  party, or for so many that no different people are left for all parties; or `{"kind": "order", "request"}`; or
  `{"kind": "places"}`; or `{"kind": "spread"}` (breaks would be too unequal).
* NOT_EXPLAINED: `{}`, for what was not looked into because of a stop, or what would still fit.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from solver.explain.exchange import cheapest_exchange
from solver.model.bits import bits
from solver.model.distinct import distinct, shared
from solver.model.problem import Problem
from solver.model.result import ObstacleKind, Reason, ReasonCode
from solver.model.schedule import Schedule
from solver.state.board import Board
from solver.state.case import Case
from solver.state.last_index import index_of
from solver.state.promises import promises

Witness = dict[str, Any]


def explain(
    problem: Problem, schedule: Schedule, *, proved: bool, should_stop: Callable[[], bool] | None = None
) -> tuple[Reason, ...]:
    """One reason for each request that is not in the schedule; `proved`: its value is the best possible.

    There is a reason for each even when asked to stop: only the cheapest exchanges are not looked for any more.
    """
    board = Board(index_of(problem), schedule)
    return reasons(board, proved=proved, should_stop=should_stop or (lambda: False))


def reasons(
    board: Board,
    *,
    proved: bool,
    should_stop: Callable[[], bool],
    give_up: Callable[[], bool] = lambda: False,
) -> tuple[Reason, ...]:
    """The same for a board, beginning with the most valuable; after `give_up` says so, nothing is looked into."""
    explainer, requests = _Explainer(board, proved, should_stop), board.index.problem.requests
    missing = [case for case in board.index.cases if case.number not in board.seats]
    found: dict[int, Reason] = {}
    for case in sorted(missing, key=lambda case: -case.value):
        if give_up():
            break
        found[case.number] = explainer.reason(case)
    return tuple(
        found.get(case.number) or Reason(request=requests[case.number].id, code=ReasonCode.NOT_EXPLAINED)
        for case in missing
    )


class _Explainer:
    def __init__(self, board: Board, proved: bool, should_stop: Callable[[], bool]) -> None:
        self.index, self.board, self.proved, self.should_stop = board.index, board, proved, should_stop
        self._left: dict[tuple[int, int], int] = {}

    def reason(self, case: Case) -> Reason:
        """The first reason that holds, from the one that no schedule can change to the one of this schedule."""
        problem = self.index.problem
        request = problem.requests[case.number]
        if frozenset(side.delegation for side in request.sides) in problem.vetoes:
            return Reason(request=request.id, code=ReasonCode.VETOED)
        for code, find in (
            (ReasonCode.NO_COMMON_SLOT, self._no_common_slot),
            (ReasonCode.PERSON_FULL, self._person_full),
            (ReasonCode.PLACES_FULL, self._places_full),
            (ReasonCode.WORTH_LESS, self._worth_less),
        ):
            witness = find(case)
            if witness is not None:
                return Reason(request=request.id, code=code, witness=witness)
        if self.board.opening(case.number) is not None:
            return Reason(request=request.id, code=ReasonCode.NOT_EXPLAINED)
        return Reason(request=request.id, code=ReasonCode.BLOCKED, witness=self._blocked(case))

    def _slots(self, case: Case) -> list[int]:
        """Allowed first slots from which it fits into the block, whether or not anybody is free."""
        names = self.index.problem.requests[case.number].slots
        allowed = self.index.all_slots if names is None else self.index.mask(names)
        return [slot for slot in bits(allowed) if (slot, case.length) in self.index.spans]

    def _party(self, case: Case, party: int) -> str:
        return self.index.problem.requests[case.number].party_names[party]

    def _slot(self, slot: int) -> str:
        return self.index.problem.slots[slot].id

    def _agent(self, agent: int) -> str:
        return self.index.problem.agents[agent].id

    def _request(self, number: int) -> str:
        return self.index.problem.requests[number].id

    def _no_common_slot(self, case: Case) -> Witness | None:
        away = {}
        for slot in self._slots(case):
            free = [self.index.candidates(case, party, slot) for party in range(len(case.parties))]
            absent = [n for n, able in enumerate(free) if not able]
            if not absent and shared(free) and distinct(free) is None:
                absent = list(range(len(free)))
            if not absent:
                return None
            away[self._slot(slot)] = [self._party(case, n) for n in absent]
        return {"away": away}

    def _person_full(self, case: Case) -> Witness | None:
        full = self.board.full(case.number)
        if full is not None:
            return {"party": self.index.problem.delegations[full[0]].id, "limit": full[1]}
        for n, party in enumerate(case.parties):
            limits = {self._agent(agent): self._exhausted(agent) for agent in party}
            if all(limits.values()):
                return {"party": self._party(case, n), "agents": limits}
        return None

    def _exhausted(self, agent: int) -> str | None:
        """What the agent has no more of: free slots, or meetings a day; None if it could still meet."""
        limit, why = self.index.problem.agents[agent].max_per_day, "slots"
        for slot in bits(self.index.free[agent]):
            if self.board.busy[agent] & self.index.clashes[slot]:
                continue
            if limit is None or self.board.per_day[agent, self.index.day_of[slot]] < limit:
                return None
            why = "max_per_day"
        return why

    def _able(self, case: Case) -> list[int]:
        """First slots in which all parties still could, and no order is broken."""
        left = sum(1 << slot for slot in self._slots(case))
        for party in case.parties:
            left &= reduce(or_, (self._could(agent, case.length) for agent in party), 0)
        found = [slot for slot in bits(left) if self.board.out_of_order(case.number, slot) is None]
        if not shared(case.parties):
            return found

        def able(slot: int) -> list[list[int]]:
            return [[a for a in party if self._could(a, case.length) >> slot & 1] for party in case.parties]

        return [slot for slot in found if distinct(able(slot)) is not None]

    def _could(self, agent: int, length: int) -> int:
        """First slots in which the agent could take one more meeting; the schedule does not change, so it is kept."""
        if (agent, length) not in self._left:
            left = self.index.starts(agent, length)
            if length == 1:
                for slot in bits(self.board.busy[agent]):
                    left &= ~self.index.clashes[slot]
            could = (slot for slot in bits(left) if self.board.could(agent, slot, length))
            self._left[agent, length] = sum(1 << slot for slot in could)
        return self._left[agent, length]

    def _places_full(self, case: Case) -> Witness | None:
        able = self._able(case)
        if not able or any(self.board.place(case.number, slot) is not None for slot in able):
            return None
        return {"slots": [self._slot(slot) for slot in able]}

    def _worth_less(self, case: Case) -> Witness | None:
        if not case.value and not case.required and not promises(self.index).short(self.board.met, case):
            return {"requests": [], "brings": 0, "costs": 0}
        exchange = cheapest_exchange(self.board, case) if self.proved and not self.should_stop() else None
        if exchange is None or exchange.loss < (0, 0, 0):
            return None
        return {
            "slot": self._slot(exchange.seat.slot),
            "place": self.index.problem.places[exchange.seat.place].id,
            "agents": [self._agent(agent) for agent in exchange.seat.agents],
            "requests": [self._request(number) for number in exchange.removed],
            "brings": case.value,
            "costs": sum(self.index.cases[number].value for number in exchange.removed),
        }

    def _blocked(self, case: Case) -> Witness:
        return {"slots": {self._slot(slot): self._obstacles(case, slot) for slot in self._slots(case)}}

    def _obstacles(self, case: Case, slot: int) -> list[Witness]:
        earlier = self.board.out_of_order(case.number, slot)
        if earlier is not None:
            return [{"kind": ObstacleKind.ORDER, "request": self._request(earlier)}]
        there: list[list[int]] = []
        everything: list[Witness] = []
        for party in case.parties:
            obstacles = {agent: self._obstacle(agent, slot, case.length) for agent in party}
            found = [obstacle for obstacle in obstacles.values() if obstacle is not None]
            if len(found) == len(party):
                return found
            everything += [one for one in found if one not in everything]
            there.append([agent for agent, obstacle in obstacles.items() if obstacle is None])
        if distinct(there) is None:
            return everything
        return [{"kind": ObstacleKind.PLACES if self.board.place(case.number, slot) is None else ObstacleKind.SPREAD}]

    def _obstacle(self, agent: int, slot: int, length: int) -> Witness | None:
        if not self.index.starts(agent, length) >> slot & 1:
            return {"kind": ObstacleKind.AWAY, "agent": self._agent(agent)}
        meetings = self.board.in_the_way(agent, slot, length)
        if meetings:
            return {
                "kind": ObstacleKind.MEETING,
                "agent": self._agent(agent),
                "requests": [*map(self._request, meetings)],
            }
        limit = self.board.limit(agent, slot, length)
        return None if limit is None else {"kind": ObstacleKind.LIMIT, "agent": self._agent(agent), "limit": limit}
