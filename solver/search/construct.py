"""Greedy construction of a first schedule in compiled code."""

from solver.search.anneal import note_best
from solver.search.arrays import FOR_NOTHING, Ints, ProblemArrays
from solver.search.change import carry_out, forget, legal
from solver.search.compiled import compiled
from solver.search.move import Move
from solver.search.moves_insert import gather_direct, place_by_chain
from solver.search.state import BREAKS, GUARANTEES, State

CHAINS = 20
"""Tries to make room for a request that fits nowhere."""


@compiled
def construct(f: ProblemArrays, s: State, q: Move, order: Ints, begins: int, ends: int) -> None:
    """Place the requests of a part of the order, each in the first slot that costs no break, or the fewest."""
    for n in range(begins, ends):
        request = order[n]
        if s.slot_of[request] < 0:
            slot = _best_slot(f, s, q, request)
            if slot >= 0:
                if gather_direct(f, s, q, request, slot) and legal(f, s, q):
                    carry_out(f, s, q)
            elif not f.request[request, FOR_NOTHING]:
                place_by_chain(f, s, q, request, CHAINS)
    note_best(f, s)


@compiled
def _best_slot(f: ProblemArrays, s: State, q: Move, request: int) -> int:
    best, fewest = -1, 1 << 30
    for k in range(f.start_first[request], f.start_first[request + 1]):
        slot = f.start_slots[k]
        if gather_direct(f, s, q, request, slot) and legal(f, s, q):
            breaks, needed = q.delta[BREAKS], q.delta[GUARANTEES] < 0
            forget(f, s, q)
            if f.request[request, FOR_NOTHING] and not needed:
                return -1
            if breaks < fewest:
                best, fewest = slot, breaks
            if breaks <= 0:
                break
    return best
