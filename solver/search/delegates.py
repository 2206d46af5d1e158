"""Who goes: the choice of somebody for each party of a meeting that goes to a slot."""

from solver.search.arrays import LENGTH, NEXT, ProblemArrays
from solver.search.compiled import compiled
from solver.search.move import Move, parties
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
    """Who goes to the n-th meeting of the change: those who went so far, unless away, or idle candidates."""
    request = q.meeting[n]
    for party in range(parties(f, request)):
        first = f.candidate_first[f.party_first[request] + party]
        number = f.candidate_first[f.party_first[request] + party + 1] - first
        if number == 1:
            q.delegate[n, party] = f.candidates[first]
            continue
        own, length = q.delegate[n, party], f.request[request, LENGTH]
        there = own >= 0 and not _goes_already(q, n, party, own) and people_are_there(f, own, q.goal[n], length)
        if there and pick(s.random, OTHERS) > 0:
            continue
        begins = pick(s.random, number)
        for k in range(number):
            agent = f.candidates[first + (begins + k) % number]
            if not _goes_already(q, n, party, agent) and people_are_there(f, agent, q.goal[n], length):
                if idle(f, s, agent, q.goal[n], length):
                    q.delegate[n, party] = agent
                    break
                if not there:
                    q.delegate[n, party] = agent
                    there = True
        if q.delegate[n, party] < 0:
            q.delegate[n, party] = f.candidates[first]


@compiled
def _goes_already(q: Move, n: int, party: int, agent: int) -> bool:
    """Whether the agent is chosen for an earlier party; the two sides have nobody in common."""
    for other in range(party if party > 1 else 0):
        if q.delegate[n, other] == agent:
            return True
    return False
