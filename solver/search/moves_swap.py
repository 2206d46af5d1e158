"""Kempe chains: what has to move when a meeting goes to another slot.

The meetings there of the same people come back to where it was, those of their partners go as well, and so on. For a
meeting of several slots two spans of that length change places. A meeting that is out can begin a chain as if it came
from any slot: those in its way then have to go there.
"""

from solver.search.arrays import LENGTH, NEXT, ProblemArrays
from solver.search.compiled import compiled
from solver.search.delegates import choose
from solver.search.move import COUNT, Move, add, begin, holds, parties
from solver.search.rules import slots_are_allowed
from solver.search.state import State


@compiled
def gather_chain(f: ProblemArrays, s: State, q: Move, request: int, source: int, target: int) -> bool:
    """Collect the Kempe chain in which the request goes from one slot to another; False if some meeting cannot."""
    length = f.request[request, LENGTH]
    if not _set_interval(f, q, source, target, length):
        return False
    begin(q)
    add(f, s, q, request, target)
    choose(f, s, q, 0)
    return _close(f, s, q, length)


@compiled
def drag_along(f: ProblemArrays, s: State, q: Move, other: int, length: int) -> bool:
    """Collect a meeting of one of the two spans; it goes to the other one. False if it cannot."""
    goal = -1
    for direction in range(2):
        for n in range(length):
            if q.interval[direction, n] == s.slot_of[other] and n + f.request[other, LENGTH] <= length:
                goal = q.interval[1 - direction, n]
    if goal < 0 or not slots_are_allowed(f, other, goal) or not add(f, s, q, other, goal):
        return False
    choose(f, s, q, q.numbers[COUNT] - 1)
    return True


@compiled
def _set_interval(f: ProblemArrays, q: Move, source: int, target: int, length: int) -> bool:
    one, two = source, target
    for n in range(length):
        if one < 0 or two < 0 or one == target or two == source:
            return False
        q.interval[0, n] = one
        q.interval[1, n] = two
        one, two = f.slot[one, NEXT], f.slot[two, NEXT]
    return True


@compiled
def _close(f: ProblemArrays, s: State, q: Move, length: int) -> bool:
    """Collect whatever is in the way of those collected, until nothing is."""
    n = 0
    while n < q.numbers[COUNT]:
        request = q.meeting[n]
        for k in range(parties(f, request)):
            agent = q.delegate[n, k]
            part = q.goal[n]
            for _ in range(f.request[request, LENGTH]):
                for c in range(f.clash_first[part], f.clash_first[part + 1]):
                    other = s.at[agent, f.clash_slots[c]]
                    if other >= 0 and not holds(q, other) and not drag_along(f, s, q, other, length):
                        return False
                part = f.slot[part, NEXT]
        n += 1
    return True
