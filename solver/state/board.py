"""A schedule that is being made: who is busy when, which places are taken, and whether one more meeting fits."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise, product, repeat
from typing import NamedTuple

import numpy as np

from solver.model.bits import bits
from solver.model.schedule import Assignment, Schedule
from solver.state.agendas import breaks
from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.masks import masks
from solver.state.rows import trimmed


class Seat(NamedTuple):
    """Where a request sits, in numbers."""

    slot: int
    place: int
    agents: tuple[int, ...]
    """Who goes for each party."""


SeatRows = Ints
"""A schedule in numbers, in any order: request, slot, place, then the agents, with -1 after those of shorter ones."""
PEOPLE = 3


class Board:
    """Places requests one by one, keeping all hard rules (pins, and `place_all`, are the caller's business)."""

    def __init__(self, index: Index, schedule: Schedule | None = None) -> None:
        self.index = index
        self.seats: dict[int, Seat] = {}
        self.busy = [0] * len(index.free)
        self.at: list[dict[int, int]] = [{} for _ in index.free]
        """For each agent, the request in each of its busy slots."""
        self.per_day: dict[tuple[int, int], int] = defaultdict(int)
        self.taken: dict[tuple[int, int], int] = defaultdict(int)
        """Meetings by (place, slot)."""
        self._searched: dict[tuple[int, int, int], int] = {}
        """How many places of a demand are known to be of no use, by (demand, slot, length), until one is vacated."""
        self.met = [0] * len(index.problem.delegations)
        self.received = [0] * len(index.problem.delegations)
        self._rows = [agent.max_in_a_row for agent in index.problem.agents]
        self._kept = [tuple(index.mask(kept) for kept in agent.keep_one_free) for agent in index.problem.agents]
        if schedule:
            self._put_all(_rows(index, schedule))

    @classmethod
    def of(cls, index: Index, rows: SeatRows) -> "Board":
        """With many requests at once: a row of request, slot, place and agents for each."""
        board = cls(index)
        board._put_all(rows)
        return board

    def schedule(self) -> Schedule:
        """The placed requests as a schedule."""
        problem = self.index.problem
        requests, slots, places, agents = (
            [item.id for item in items] for items in (problem.requests, problem.slots, problem.places, problem.agents)
        )
        return Schedule(
            {
                requests[number]: Assignment(
                    request=requests[number],
                    slot=slots[slot],
                    place=places[place],
                    agents=tuple([agents[agent] for agent in who]),
                )
                for number in sorted(self.seats)
                for slot, place, who in (self.seats[number],)
            }
        )

    def put(self, request: int, seat: Seat) -> None:
        """Place a request, without asking whether it fits."""
        self.seats[request] = seat
        self._count(request, seat, 1)
        for agent in seat.agents:
            for slot in self._span(request, seat):
                self.busy[agent] |= 1 << slot
                self.at[agent][slot] = request

    def take(self, request: int) -> Seat:
        """Remove a placed request."""
        seat = self.seats.pop(request)
        self._searched.clear()
        self._count(request, seat, -1)
        for agent in seat.agents:
            for slot in self._span(request, seat):
                self.busy[agent] &= ~(1 << slot)
                self.at[agent].pop(slot, None)
        return seat

    def could(self, agent: int, slot: int, length: int) -> bool:
        """Whether the agent could take one more meeting there."""
        if not self.index.starts(agent, length) >> slot & 1:
            return False
        return not self.in_the_way(agent, slot, length) and self.limit(agent, slot, length) is None

    def in_the_way(self, agent: int, slot: int, length: int) -> list[int]:
        """The agent's meetings at that time, or too near to travel."""
        blocked = 0
        for part in bits(self.index.span(slot, length)):
            blocked |= self.index.clashes[part]
        return sorted({self.at[agent][other] for other in bits(self.busy[agent] & blocked)})

    def limit(self, agent: int, slot: int, length: int) -> str | None:
        """The limit of the agent that one more meeting there would break."""
        item = self.index.problem.agents[agent]
        if item.max_per_day is not None and self.per_day[agent, self.index.day_of[slot]] >= item.max_per_day:
            return "max_per_day"
        busy = self.busy[agent] | self.index.span(slot, length)
        if any(kept & ~busy == 0 for kept in self._kept[agent]):
            return "keep_one_free"
        row = self._rows[agent]
        return "max_in_a_row" if row is not None and self.index.longest_row(busy) > row else None

    def full(self, request: int) -> tuple[int, str] | None:
        """The delegation of the request that has all the meetings it may have, and which maximum that is."""
        case = self.index.cases[request]
        for side, number in enumerate(case.delegations):
            delegation = self.index.problem.delegations[number]
            if delegation.maximum is not None and self.met[number] >= delegation.maximum:
                return number, "maximum"
            limit = delegation.maximum_received
            if limit is not None and case.received(side) and self.received[number] >= limit:
                return number, "maximum_received"
        return None

    def out_of_order(self, request: int, slot: int) -> int | None:
        """A placed request that would have to be earlier or later than this one."""
        case, slots = self.index.cases[request], self.index.problem.slots
        end = slots[self._last(request, slot)].end
        for other in case.after:
            if other in self.seats and slots[self._last(other, self.seats[other].slot)].end > slots[slot].start:
                return other
        for other in self.index.followers.get(request, ()):
            if other in self.seats and slots[self.seats[other].slot].start < end:
                return other
        return None

    def place(self, request: int, slot: int) -> int | None:
        """The first allowed place with room, own booths before others."""
        case, index = self.index.cases[request], self.index
        span, key = index.span(slot, case.length), (case.demand, slot, case.length)
        parts = list(bits(span))
        places = index.demands[case.demand]
        for n in range(self._searched.get(key, 0), len(places)):
            place = places[n]
            if span & ~index.open[place]:
                continue
            capacity = index.problem.places[place].capacity
            if all(self.taken.get((place, part), 0) < capacity for part in parts):
                self._searched[key] = n
                return place
        self._searched[key] = len(places)
        return None

    def opening(self, request: int, starts: int | None = None) -> Seat | None:
        """The earliest seat in which the request fits, if there is one (only in `starts`, if given)."""
        case = self.index.cases[request]
        if self.full(request) is not None:
            return None
        for slot in bits(case.starts if starts is None else case.starts & starts):
            able = [[a for a in party if self.could(a, slot, case.length)] for party in case.parties]
            if not all(able) or self.out_of_order(request, slot) is not None:
                continue
            place = self.place(request, slot)
            if place is None:
                continue
            for agents in product(*able):
                seat = Seat(slot, place, agents)
                if len(set(agents)) == len(agents) and self._spreads(request, seat):
                    return seat
        return None

    def _spreads(self, request: int, seat: Seat) -> bool:
        allowed = self.index.problem.break_spread
        if allowed is None:
            return True
        self.put(request, seat)
        found = breaks(self.index, self.busy)
        self.take(request)
        return int(np.ptp(found)) <= allowed

    def _last(self, request: int, slot: int) -> int:
        return self.index.span(slot, self.index.cases[request].length).bit_length() - 1

    def _span(self, request: int, seat: Seat) -> list[int]:
        length = self.index.cases[request].length
        return [seat.slot] if length == 1 else list(bits(self.index.span(seat.slot, length)))

    def _count(self, request: int, seat: Seat, step: int) -> None:
        case = self.index.cases[request]
        for side, delegation in enumerate(case.delegations):
            self.met[delegation] += step
            self.received[delegation] += step * case.received(side)
        for slot in self._span(request, seat):
            self.taken[seat.place, slot] += step
        for agent in seat.agents:
            self.per_day[agent, self.index.day_of[seat.slot]] += step

    def _put_all(self, rows: SeatRows) -> None:
        """What `put` does one by one, on an empty board."""
        index, days, slots = self.index, len(self.index.day_masks), len(self.index.day_of)
        columns, (numbers, begins, places, *who) = index.columns, rows.T
        agents: Iterable[tuple[int, ...]] = zip(*(column.tolist() for column in who), strict=True)
        there = rows[:, PEOPLE:].T >= 0
        if not there.all():
            agents = map(trimmed, agents)
        seats = zip(begins.tolist(), places.tolist(), agents, strict=True)
        self.seats = dict(zip(numbers.tolist(), map(tuple.__new__, repeat(Seat), seats), strict=False))
        begin_of = np.full(len(index.cases), -1, dtype=np.int64)
        begin_of[numbers] = begins
        requests, people = np.broadcast_to(numbers, there.shape)[there], rows[:, PEOPLE:].T[there]
        self._agendas(requests, people, begin_of)
        day_of = np.array(index.day_of, dtype=np.int64)
        self.per_day.update(_counted(people * days + day_of[begin_of[requests]], days))
        meetings, parts = _parts(index, begins, columns.length[numbers])
        self.taken.update(_counted(places[meetings] * slots + parts, slots))
        delegations, received = columns.delegations[numbers], columns.received[numbers]
        self.met = np.bincount(delegations.ravel(), minlength=len(self.met)).tolist()
        self.received = np.bincount(delegations[received], minlength=len(self.met)).tolist()

    def _agendas(self, requests: Ints, people: Ints, begin_of: Ints) -> None:
        """Who is where when: `people` has somebody of the request in the same row of `requests`."""
        which, parts = _parts(self.index, begin_of[requests], self.index.columns.length[requests])
        order = np.argsort(people[which], kind="stable")
        requests, people, parts = requests[which][order], people[which][order], parts[order]
        busy = np.zeros((len(self.busy), len(self.index.day_of)), dtype=np.bool_)
        busy[people, parts] = True
        self.busy = masks(busy)
        ends = np.cumsum(np.bincount(people, minlength=len(self.busy))).tolist()
        agenda = list(zip(parts.tolist(), requests.tolist(), strict=True))
        self.at = [dict(agenda[begin:end]) for begin, end in pairwise((0, *ends))]


def _rows(index: Index, schedule: Schedule) -> SeatRows:
    rows = [
        (
            index.request_number[assignment.request],
            index.slot_number[assignment.slot],
            index.place_number[assignment.place],
            *(index.agent_number[agent] for agent in assignment.agents),
            *([-1] * (index.width - len(assignment.agents))),
        )
        for assignment in schedule.assignments.values()
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), PEOPLE + index.width)


def _parts(index: Index, begins: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """The slots that meetings cover, and which meeting covers each of them."""
    covering, parts = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for length in np.unique(lengths).tolist():
        which = np.flatnonzero(lengths == length)
        covering.append(np.repeat(which, length))
        parts.append(index.parts(length)[begins[which]].ravel())
    return np.concatenate(covering), np.concatenate(parts)


def _counted(keys: Ints, width: int) -> dict[tuple[int, int], int]:
    """How often each key comes, taken apart into its row and its column."""
    times = np.bincount(keys)
    found = np.flatnonzero(times)
    pairs = zip((found // width).tolist(), (found % width).tolist(), strict=True)
    return dict(zip(pairs, times[found].tolist(), strict=True))
