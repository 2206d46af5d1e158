"""The hard rules in compiled code, one function each, named as in `solver.validate.rules`.

They judge a `Move`: what the agendas of everybody touched would be, and where meetings would go. Vetoes, allowed
slots, pins and booths are in the lists of first slots and kinds of place (`starts` and `kinds` of `ProblemArrays`).
"""

from solver.search.arrays import (
    BEGINS,
    BIT,
    CLASHING,
    DAY,
    DELEGATION,
    ENDS,
    LENGTH,
    MAX_PER_DAY,
    MAXIMUM,
    MAXIMUM_RECEIVED,
    NEXT,
    PROFILE,
    SIDE_COLUMNS,
    SPREAD,
    WORD,
    Ints,
    ProblemArrays,
)
from solver.search.compiled import compiled
from solver.search.move import COUNT, TOUCHED, Move, holds
from solver.search.state import MET, RECEIVED, State


@compiled
def slots_are_allowed(f: ProblemArrays, request: int, slot: int) -> bool:
    """A meeting begins where its request allows, somebody of each side is there, and some place is open."""
    return f.starts[request, f.slot[slot, WORD]] & f.slot[slot, BIT] != 0


@compiled
def people_are_there(f: ProblemArrays, agent: int, slot: int, length: int) -> bool:
    """The agent is available all the time."""
    part = slot
    for _ in range(length):
        if part < 0 or f.free[agent, f.slot[part, WORD]] & f.slot[part, BIT] == 0:
            return False
        part = f.slot[part, NEXT]
    return True


@compiled
def one_place_at_a_time(f: ProblemArrays, agendas: Ints, j: int, slot: int) -> bool:
    """The slot, and every slot that it excludes (travel), is idle in an agenda."""
    if not f.rules[CLASHING]:
        return agendas[j, f.slot[slot, WORD]] & f.slot[slot, BIT] == 0
    for word in range(agendas.shape[1]):
        if agendas[j, word] & f.clashes[slot, word] != 0:
            return False
    return True


@compiled
def take_time(f: ProblemArrays, q: Move, j: int, agent: int, slot: int, length: int) -> bool:
    """The agent's time for a meeting, if there is any."""
    if not people_are_there(f, agent, slot, length):
        return False
    part = slot
    for _ in range(length):
        if not one_place_at_a_time(f, q.agenda, j, part):
            return False
        part = f.slot[part, NEXT]
    part = slot
    for _ in range(length):
        q.agenda[j, f.slot[part, WORD]] |= f.slot[part, BIT]
        part = f.slot[part, NEXT]
    q.meetings[j, f.slot[slot, DAY]] += 1
    return True


@compiled
def full_set(f: ProblemArrays, agent: int, agendas: Ints, j: int) -> int:
    """A set of slots of which one should stay idle (lunch, too many in a row) and none does, or -1."""
    profile = f.agent[agent, PROFILE]
    for n in range(f.limit_first[profile], f.limit_first[profile + 1]):
        full = True
        for word in range(f.limits.shape[1]):
            if f.limits[n, word] & ~agendas[j, word] != 0:
                full = False
                break
        if full:
            return n
    return -1


@compiled
def full_day(f: ProblemArrays, agent: int, meetings: Ints, j: int) -> int:
    """A day with more meetings than the agent wants, or -1."""
    most = f.agent[agent, MAX_PER_DAY]
    for day in range(meetings.shape[1]):
        if meetings[j, day] > most:
            return day
    return -1


@compiled
def agenda_keeps_limits(f: ProblemArrays, q: Move, j: int) -> bool:
    """Most a day, most in a row, one slot kept free."""
    agent = q.touched[j]
    return full_day(f, agent, q.meetings, j) < 0 and full_set(f, agent, q.agenda, j) < 0


@compiled
def delegations_keep_their_limits(f: ProblemArrays, s: State, q: Move) -> bool:
    """Most meetings, and most received, of the delegations of meetings that come in (already counted)."""
    for n in range(q.numbers[COUNT]):
        request = q.meeting[n]
        if s.slot_of[request] < 0 and q.goal[n] >= 0:
            for side in range(2):
                delegation = f.side[request, side * SIDE_COLUMNS + DELEGATION]
                if s.standing[delegation, MET] > f.delegation[delegation, MAXIMUM]:
                    return False
                if s.standing[delegation, RECEIVED] > f.delegation[delegation, MAXIMUM_RECEIVED]:
                    return False
    return True


@compiled
def last_slot(f: ProblemArrays, request: int, slot: int) -> int:
    """The last slot of a meeting."""
    part = slot
    for _ in range(f.request[request, LENGTH] - 1):
        part = f.slot[part, NEXT]
    return part


@compiled
def order_is_kept(f: ProblemArrays, s: State, q: Move, n: int) -> bool:
    """The meeting begins after those that must be over earlier, and is over before those that follow."""
    request, goal = q.meeting[n], q.goal[n]
    if goal < 0:
        return True
    for k in range(f.order_first[request], f.order_first[request + 1]):
        other = f.order_with[k]
        there = q.goal[q.place[other]] if holds(q, other) else s.slot_of[other]
        if there < 0:
            continue
        if f.order_after[k]:
            if f.slot[last_slot(f, other, there), ENDS] > f.slot[goal, BEGINS]:
                return False
        elif f.slot[last_slot(f, request, goal), ENDS] > f.slot[there, BEGINS]:
            return False
    return True


@compiled
def breaks_are_spread(f: ProblemArrays, s: State, q: Move) -> bool:
    """The numbers of breaks of any two agents differ by no more than the spread."""
    for j in range(q.numbers[TOUCHED]):
        s.with_breaks[s.breaks[q.touched[j]]] -= 1
        s.with_breaks[q.breaks[j]] += 1
    fewest, most = -1, 0
    for number in range(s.with_breaks.shape[0]):
        if s.with_breaks[number] > 0:
            most = number
            if fewest < 0:
                fewest = number
    for j in range(q.numbers[TOUCHED]):
        s.with_breaks[s.breaks[q.touched[j]]] += 1
        s.with_breaks[q.breaks[j]] -= 1
    return most - fewest <= f.rules[SPREAD]


@compiled
def places_have_room(f: ProblemArrays, s: State, request: int, slot: int, kind: int) -> bool:
    """Capacity: whether the kind of place has room for the meeting all the time."""
    part = slot
    for _ in range(f.request[request, LENGTH]):
        if s.room[kind, part] <= 0:
            return False
        part = f.slot[part, NEXT]
    return True
