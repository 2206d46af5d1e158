"""Who goes: the choice of a delegate for each side of a meeting that goes to a slot."""

from solver.search.arrays import LENGTH, NEXT, ProblemArrays
from solver.search.compiled import compiled
from solver.search.move import Move
from solver.search.rules import one_place_at_a_time, people_are_there
from solver.search.state import State
from solver.search.xorshift import pick

OTHERS = 4
"""One choice in so many prefers somebody else, as long as that one is idle."""


@compiled
def idle(f: ProblemArrays, s: State, agent: int, slot: int, length: int) -> bool:
    """Whether the agent has no meeting at that time, nor one too far away."""
    part = slot
    for _ in range(length):
        if not one_place_at_a_time(f, s.busy, agent, part):
            return False
        part = f.slot[part, NEXT]
    return True


@compiled
def choose(f: ProblemArrays, s: State, q: Move, n: int) -> None:
    """Who goes to the n-th meeting of the change: the present delegate, unless away, or an idle candidate."""
    for side in range(2):
        request = q.meeting[n]
        first = f.candidate_first[2 * request + side]
        number = f.candidate_first[2 * request + side + 1] - first
        if number == 1:
            q.delegate[n, side] = f.candidates[first]
            continue
        own, length = q.delegate[n, side], f.request[request, LENGTH]
        there = own >= 0 and people_are_there(f, own, q.goal[n], length)
        if there and pick(s.random, OTHERS) > 0:
            continue
        begins = pick(s.random, number)
        for k in range(number):
            agent = f.candidates[first + (begins + k) % number]
            if people_are_there(f, agent, q.goal[n], length):
                if idle(f, s, agent, q.goal[n], length):
                    q.delegate[n, side] = agent
                    break
                if not there:
                    q.delegate[n, side] = agent
                    there = True
        if q.delegate[n, side] < 0:
            q.delegate[n, side] = f.candidates[first]
