"""Insertion moves: a missing request comes in where everybody is free, by a chain, or with others ejected for it."""

from solver.search.arrays import (
    BIT,
    DAY,
    DELEGATION,
    DEMAND,
    LENGTH,
    MAX_PER_DAY,
    MAXIMUM,
    MAXIMUM_RECEIVED,
    NEXT,
    OBLIGATORY,
    RECEIVES,
    SIDE_COLUMNS,
    WORD,
    ProblemArrays,
)
from solver.search.change import carry_out, legal
from solver.search.compiled import compiled
from solver.search.delegates import choose, idle
from solver.search.move import COUNT, OUT, Move, add, add_anew, begin_days, holds, parties, touch
from solver.search.moves_swap import gather_chain
from solver.search.rules import full_day, full_set, places_have_room
from solver.search.state import MET, MISSING, RECEIVED, State
from solver.search.xorshift import pick

PROBES = 8
"""Tries to find somebody who could go out."""


@compiled
def gather_direct(f: ProblemArrays, s: State, q: Move, request: int, slot: int) -> bool:
    """Collect the request alone, for a slot; False if somebody is busy or no place is free."""
    add_anew(f, s, q, request, slot)
    choose(f, s, q, 0)
    length = f.request[request, LENGTH]
    for k in range(parties(f, request)):
        if not idle(f, s, q.delegate[0, k], slot, length):
            return False
    return kind_with_room(f, s, request, slot) >= 0


@compiled
def kind_with_room(f: ProblemArrays, s: State, request: int, slot: int) -> int:
    """A kind of place that the request may use and that has room, or -1."""
    demand = f.request[request, DEMAND]
    for k in range(f.kind_first[demand], f.kind_first[demand + 1]):
        if places_have_room(f, s, request, slot, f.kinds[k]):
            return f.kinds[k]
    return -1


@compiled
def place_directly(f: ProblemArrays, s: State, q: Move, request: int) -> bool:
    """Put the request into the first slot, from a random one on, in which all is free."""
    first = f.start_first[request]
    number = f.start_first[request + 1] - first
    begins = pick(s.random, number)
    for n in range(number):
        slot = f.start_slots[first + (begins + n) % number]
        if gather_direct(f, s, q, request, slot) and legal(f, s, q):
            carry_out(f, s, q)
            return True
    return False


@compiled
def place_by_chain(f: ProblemArrays, s: State, q: Move, request: int, tries: int) -> bool:
    """Put the request into some slot, with what is in its way elsewhere; False if no try succeeds."""
    first = f.start_first[request]
    number = f.start_first[request + 1] - first
    for _ in range(tries):
        target = f.start_slots[first + pick(s.random, number)]
        source = pick(s.random, f.slot.shape[0])
        if source != target and gather_chain(f, s, q, request, source, target) and legal(f, s, q):
            carry_out(f, s, q)
            return True
    return False


@compiled
def gather_ejection(f: ProblemArrays, s: State, q: Move, request: int, slot: int) -> bool:
    """Collect the request for a slot, and whatever has to go out for it; False if something cannot go."""
    add_anew(f, s, q, request, slot)
    choose(f, s, q, 0)
    return (
        _empty_agendas(f, s, q, request, slot)
        and _empty_place(f, s, q, request, slot)
        and _empty_limits(f, s, q, request, slot)
        and _empty_delegations(f, s, q, request)
    )


@compiled
def _goes_out(f: ProblemArrays, s: State, q: Move, other: int) -> bool:
    """Collect a meeting that goes out; obligatory ones only while not all of them are in."""
    if holds(q, other):
        return True
    if f.request[other, OBLIGATORY] and s.best_costs[MISSING] == 0:
        return False
    return add(f, s, q, other, OUT)


@compiled
def _empty_agendas(f: ProblemArrays, s: State, q: Move, request: int, slot: int) -> bool:
    for k in range(parties(f, request)):
        agent = q.delegate[0, k]
        part = slot
        for _ in range(f.request[request, LENGTH]):
            for c in range(f.clash_first[part], f.clash_first[part + 1]):
                other = s.at[agent, f.clash_slots[c]]
                if other >= 0 and not _goes_out(f, s, q, other):
                    return False
            part = f.slot[part, NEXT]
    return True


@compiled
def _empty_place(f: ProblemArrays, s: State, q: Move, request: int, slot: int) -> bool:
    """Some meeting of the slot goes out if no allowed kind of place has room, unless one that goes gives room."""
    if kind_with_room(f, s, request, slot) >= 0:
        return True
    demand = f.request[request, DEMAND]
    for n in range(1, q.numbers[COUNT]):
        for k in range(f.kind_first[demand], f.kind_first[demand + 1]):
            if s.kind_of[q.meeting[n]] == f.kinds[k]:
                return True
    for _ in range(PROBES if s.row_count[slot] > 0 else 0):
        other = s.rows[f.row_first[slot] + pick(s.random, s.row_count[slot])]
        for k in range(f.kind_first[demand], f.kind_first[demand + 1]):
            if s.kind_of[other] == f.kinds[k]:
                return _goes_out(f, s, q, other)
    return False


@compiled
def _empty_limits(f: ProblemArrays, s: State, q: Move, request: int, slot: int) -> bool:
    """Where a day or a row would be too full, one of its meetings goes out."""
    begin_days(q)
    for k in range(parties(f, request)):
        agent = q.delegate[0, k]
        if (
            f.agent[agent, MAX_PER_DAY] > f.slot.shape[0]
            and f.limit_first[f.agent[agent, 0]] == f.limit_first[f.agent[agent, 0] + 1]
        ):
            continue
        j = touch(s, q, agent)
        for n in range(1, q.numbers[COUNT]):
            _take_out_of(f, s, q, j, agent, q.meeting[n])
        part = slot
        for _ in range(f.request[request, LENGTH]):
            q.agenda[j, f.slot[part, WORD]] |= f.slot[part, BIT]
            part = f.slot[part, NEXT]
        q.meetings[j, f.slot[slot, DAY]] += 1
        day = full_day(f, agent, q.meetings, j)
        if day >= 0 and not _one_of(f, s, q, j, agent, day, -1):
            return False
        full = full_set(f, agent, q.agenda, j)
        if full >= 0 and not _one_of(f, s, q, j, agent, -1, full):
            return False
    return True


@compiled
def _take_out_of(f: ProblemArrays, s: State, q: Move, j: int, agent: int, other: int) -> None:
    slot = s.slot_of[other]
    if s.at[agent, slot] != other:
        return
    part = slot
    for _ in range(f.request[other, LENGTH]):
        q.agenda[j, f.slot[part, WORD]] &= ~f.slot[part, BIT]
        part = f.slot[part, NEXT]
    q.meetings[j, f.slot[slot, DAY]] -= 1


@compiled
def _one_of(f: ProblemArrays, s: State, q: Move, j: int, agent: int, day: int, full: int) -> bool:
    """Some meeting of the agent in a day, or in a set of slots, goes out."""
    slots = f.slot.shape[0]
    begins = pick(s.random, slots)
    for n in range(slots):
        slot = (begins + n) % slots
        other = s.at[agent, slot]
        inside = f.slot[slot, DAY] == day if full < 0 else f.limits[full, f.slot[slot, WORD]] & f.slot[slot, BIT] != 0
        if other >= 0 and inside and not holds(q, other) and _goes_out(f, s, q, other):
            _take_out_of(f, s, q, j, agent, other)
            return True
    return False


@compiled
def _empty_delegations(f: ProblemArrays, s: State, q: Move, request: int) -> bool:
    """Where a delegation has all the meetings it may have, one of them goes out."""
    for side in range(2):
        column = side * SIDE_COLUMNS
        delegation = f.side[request, column + DELEGATION]
        received = f.side[request, column + RECEIVES] and (
            s.standing[delegation, RECEIVED] >= f.delegation[delegation, MAXIMUM_RECEIVED]
        )
        if s.standing[delegation, MET] < f.delegation[delegation, MAXIMUM] and not received:
            continue
        if not _another_of(f, s, q, delegation, received):
            return False
    return True


@compiled
def _another_of(f: ProblemArrays, s: State, q: Move, delegation: int, received: bool) -> bool:
    first = f.asked_first[delegation]
    number = f.asked_first[delegation + 1] - first
    for _ in range(PROBES):
        other = f.asked[first + pick(s.random, number)]
        if s.slot_of[other] < 0:
            continue
        side = 0 if f.side[other, DELEGATION] == delegation else 1
        if received and not f.side[other, side * SIDE_COLUMNS + RECEIVES]:
            continue
        return _goes_out(f, s, q, other)
    return False
