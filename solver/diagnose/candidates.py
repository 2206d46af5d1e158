"""Candidate fixes: counted from what is the only thing in the way of a request in a slot, before any is tried."""

from collections import defaultdict
from typing import NamedTuple

from solver.model.bits import bits
from solver.model.fix import FixKind
from solver.state.board import Board
from solver.state.case import Case
from solver.state.index import Index

MOST_PLACES = 5
"""More places in a slot than that are no single change any more."""
MOST_SLOTS = 200
"""Slots of a request that are looked at."""


class Candidate(NamedTuple):
    """A change that could let requests in."""

    kind: FixKind
    subject: str
    slots: tuple[str, ...]


class Candidates:
    """Changes worth trying: for each, the requests that it alone keeps out of one of their slots."""

    def __init__(self, index: Index, board: Board) -> None:
        self._index, self._board = index, board
        self._slots_of: dict[tuple[FixKind, str], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        """For each kind and subject, the slots in which each request could be, where one thing only is in the way."""
        self._blocks = {
            slot: (n, day) for n, block in enumerate(index.blocks) for slot in block for day in (index.day_of[slot],)
        }

    def add(self, case: Case) -> None:
        """Note what alone keeps the request out of each of its slots."""
        index, board = self._index, self._board
        request = index.problem.requests[case.number]
        if frozenset(side.delegation for side in request.sides) in index.problem.vetoes:
            return
        full = self._full(case)
        allowed = index.all_slots if request.slots is None else index.mask(request.slots)
        parties = case.parties
        for slot in list(bits(allowed))[:MOST_SLOTS]:
            if (slot, case.length) not in index.spans or board.out_of_order(case.number, slot) is not None:
                continue
            unable = [n for n, party in enumerate(parties) if not any(board.could(a, slot, case.length) for a in party)]
            placed = board.place(case.number, slot) is not None
            if len(unable) + len(full) + (not placed) != 1:
                continue
            if full:
                self._note(FixKind.DELEGATION_LIMIT, full[0], case, slot)
            elif unable:
                self._note_party(case, unable[0], parties[unable[0]], slot)
            else:
                self._note(FixKind.PLACES, index.problem.slots[slot].venue, case, slot)

    def best(self) -> list[tuple[Candidate, list[int]]]:
        """The changes, those that could bring most value first, with the requests that they could let in."""
        found: dict[Candidate, list[int]] = {}
        for (kind, subject), requests in self._slots_of.items():
            for slots in self._extents(kind, requests):
                names = tuple(self._index.problem.slots[slot].id for slot in slots)
                inside = [number for number, own in requests.items() if not slots or own.intersection(slots)]
                found[Candidate(kind, subject, names)] = inside
        return sorted(found.items(), key=lambda item: -self._most_value(*item))

    def _most_value(self, candidate: Candidate, numbers: list[int]) -> int:
        """The most value that the change could bring: a place or a person has one meeting at a time."""
        values = sorted((self._index.cases[number].value for number in numbers), reverse=True)
        kind, _, slots = candidate
        if kind in (FixKind.PLACES, FixKind.TIME):
            values = values[: len(slots) if kind is FixKind.TIME or len(slots) > 1 else MOST_PLACES]
        return sum(values)

    def _extents(self, kind: FixKind, requests: dict[int, set[int]]) -> list[tuple[int, ...]]:
        """Single slots, blocks and days of a change of time or place; other changes are for all slots."""
        if kind not in (FixKind.PLACES, FixKind.TIME):
            return [()]
        slots = sorted(set().union(*requests.values()))
        wider: dict[object, list[int]] = defaultdict(list)
        for slot in slots:
            block, day = self._blocks[slot]
            wider["block", block].append(slot)
            wider["day", day].append(slot)
        return list(dict.fromkeys([*((slot,) for slot in slots), *map(tuple, wider.values())]))

    def _note(self, kind: FixKind, subject: str, case: Case, slot: int) -> None:
        self._slots_of[kind, subject][case.number].add(slot)

    def _note_party(self, case: Case, party: int, people: tuple[int, ...], slot: int) -> None:
        index, board = self._index, self._board
        for agent in people:
            name = index.problem.agents[agent].id
            if not index.starts(agent, case.length) >> slot & 1:
                self._note(FixKind.TIME, name, case, slot)
            elif not board.in_the_way(agent, slot, case.length):
                self._note(FixKind.PERSONAL_LIMIT, name, case, slot)
        if party < 2 and not case.pinned:
            self._note(FixKind.DELEGATE, index.problem.delegations[case.delegations[party]].id, case, slot)

    def _full(self, case: Case) -> list[str]:
        """The delegations of the request that have all the meetings that they may have."""
        board, problem = self._board, self._index.problem
        full = []
        for side, number in enumerate(case.delegations):
            one = problem.delegations[number]
            received = one.maximum_received if case.received(side) else None
            if (one.maximum is not None and board.met[number] >= one.maximum) or (
                received is not None and board.received[number] >= received
            ):
                full.append(one.id)
        return full
