"""Simulated annealing over all moves: what makes things worse is accepted by chance, less and less often."""

import numpy as np
from numpy.typing import NDArray

from solver.search.arrays import FOR_NOTHING, Ints, ProblemArrays
from solver.search.change import carry_out, forget, legal
from solver.search.compiled import compiled
from solver.search.move import COUNT, OUT, Move, add, begin, parties
from solver.search.moves_insert import gather_direct, gather_ejection, place_by_chain, place_directly
from solver.search.moves_swap import gather_chain
from solver.search.restore import close_journal, keep_journal, room_in_journal, undo
from solver.search.state import CHANGED_COUNT, FROZEN, GOALS, GUARANTEES, MISSING, MISSING_COUNT, State
from solver.search.xorshift import chance, pick

Floats = NDArray[np.float64]

INSERT_ONE_IN = 4
"""So many steps to one that tries to insert a missing request."""
EJECT_ONE_IN = 4
"""So many tries to insert by a chain to one in which others go out."""
CHAINS = 6
"""Tries to put what went out somewhere else."""
HOPELESS = 30.0


@compiled
def accepts(s: State, delta: Ints, weights: Floats) -> bool:
    """Metropolis criterion for a change: decided by the first frozen goal that it touches; if it touches none, always
    accepted if it is for the better by weight, else by chance."""
    if delta[MISSING] > 0 and s.best_costs[MISSING] == 0:
        return False
    for goal in range(s.numbers[FROZEN]):
        if delta[goal] != 0:
            return delta[goal] < 0
    total = 0.0
    for goal in range(GOALS):
        total += weights[goal] * delta[goal]
    if total <= 0.0:
        return True
    return total < HOPELESS and chance(s.random) < np.exp(-total)


@compiled
def decide(f: ProblemArrays, s: State, q: Move, weights: Floats) -> bool:
    """Carry out what is collected if it is legal and accepted."""
    if not legal(f, s, q):
        return False
    if not accepts(s, q.delta, weights):
        forget(f, s, q)
        return False
    carry_out(f, s, q)
    note_best(f, s)
    return True


@compiled
def note_best(f: ProblemArrays, s: State) -> None:
    """Keep the schedule if it is better than the best one, goal by goal in their order."""
    for goal in range(GOALS):
        if s.costs[goal] > s.best_costs[goal]:
            return
        if s.costs[goal] < s.best_costs[goal]:
            break
        if goal == GOALS - 1:
            return
    for n in range(s.numbers[CHANGED_COUNT]):
        request = s.changed[n]
        s.has_changed[request] = 0
        s.best_slot[request] = s.slot_of[request]
        s.best_kind[request] = s.kind_of[request]
        for k in range(f.party_first[request], f.party_first[request + 1]):
            s.best_who[k] = s.who[k]
    s.numbers[CHANGED_COUNT] = 0
    for goal in range(GOALS):
        s.best_costs[goal] = s.costs[goal]


@compiled
def anneal(f: ProblemArrays, s: State, q: Move, weights: Floats, steps: int) -> None:
    """So many steps; the weights say what one unit of each goal counts against chance."""
    requests = f.request.shape[0]
    if requests == 0:
        return
    for _ in range(steps):
        if s.numbers[MISSING_COUNT] > 0 and pick(s.random, INSERT_ONE_IN) == 0:
            request = s.missing[pick(s.random, s.numbers[MISSING_COUNT])]
        else:
            request = pick(s.random, requests)
        number = f.start_first[request + 1] - f.start_first[request]
        if number == 0:
            continue
        slot = f.start_slots[f.start_first[request] + pick(s.random, number)]
        if s.slot_of[request] < 0:
            insert(f, s, q, request, slot, weights)
        elif slot != s.slot_of[request]:
            if gather_chain(f, s, q, request, s.slot_of[request], slot):
                decide(f, s, q, weights)
        elif f.request[request, FOR_NOTHING]:
            _drop(f, s, q, request)
        else:
            _hand_over(f, s, q, request, weights)


@compiled
def _hand_over(f: ProblemArrays, s: State, q: Move, request: int, weights: Floats) -> None:
    """Somebody else goes for one of the parties, at the same time."""
    party = pick(s.random, parties(f, request))
    first = f.candidate_first[f.party_first[request] + party]
    number = f.candidate_first[f.party_first[request] + party + 1] - first
    if number > 1:
        begin(q)
        add(f, s, q, request, s.slot_of[request])
        q.delegate[0, party] = f.candidates[first + pick(s.random, number)]
        decide(f, s, q, weights)


@compiled
def _drop(f: ProblemArrays, s: State, q: Move, request: int) -> None:
    """What only a guarantee could be a reason for goes out when none needs it."""
    begin(q)
    add(f, s, q, request, OUT)
    if legal(f, s, q):
        if q.delta[GUARANTEES] <= 0:
            carry_out(f, s, q)
            note_best(f, s)
        else:
            forget(f, s, q)


@compiled
def insert(f: ProblemArrays, s: State, q: Move, request: int, slot: int, weights: Floats) -> None:
    """Insertion: a missing request comes into a slot, in one of three ways."""
    if f.request[request, FOR_NOTHING]:
        if gather_direct(f, s, q, request, slot) and legal(f, s, q):
            if q.delta[GUARANTEES] < 0 and accepts(s, q.delta, weights):
                carry_out(f, s, q)
                note_best(f, s)
            else:
                forget(f, s, q)
    elif gather_direct(f, s, q, request, slot):
        decide(f, s, q, weights)
    elif pick(s.random, EJECT_ONE_IN) > 0:
        source = pick(s.random, f.slot.shape[0])
        if source != slot and gather_chain(f, s, q, request, source, slot):
            decide(f, s, q, weights)
    else:
        _eject(f, s, q, request, slot, weights)


@compiled
def _eject(f: ProblemArrays, s: State, q: Move, request: int, slot: int, weights: Floats) -> None:
    """Ejection: others go out for it, and in again where they can; all of it is undone unless it is accepted."""
    if not gather_ejection(f, s, q, request, slot) or not legal(f, s, q):
        return
    number = q.numbers[COUNT] - 1
    for n in range(number):
        q.ejected[n] = q.meeting[n + 1]
    keep_journal(s, q)
    carry_out(f, s, q)
    for n in range(number):
        other = q.ejected[n]
        if not room_in_journal(q) or f.request[other, FOR_NOTHING]:
            break
        if not place_directly(f, s, q, other):
            place_by_chain(f, s, q, other, CHAINS)
    for goal in range(GOALS):
        q.delta[goal] = s.costs[goal] - q.saved[goal]
    if accepts(s, q.delta, weights):
        close_journal(q)
        note_best(f, s)
    else:
        undo(f, s, q)
