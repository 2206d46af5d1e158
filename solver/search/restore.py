"""Undo log and whole schedules: undo several changes, go back to the best schedule, take over a given one.

Meetings are lifted and set down without asking any rule, since where they go was legal before.
"""

from solver.search.arrays import BIT, DAY, LENGTH, NEAR, NEXT, STAYS, WORD, Ints, ProblemArrays
from solver.search.compiled import compiled
from solver.search.costs import breaks_of, count, excess, gains, stays, upsets, waiting_of
from solver.search.move import JOURNALED, KIND, PEOPLE, REQUEST, SLOT, Move, parties
from solver.search.state import (
    BREAKS,
    CHANGED_COUNT,
    DISPLACED,
    DISTURBED,
    EXCESS,
    GOALS,
    MOVED,
    WAITING,
    State,
    join_row,
    leave_row,
    note_change,
    note_missing,
    note_present,
    occupy,
    write,
)
from solver.state.rows import ROW_KIND, ROW_PEOPLE, ROW_SLOT


@compiled
def keep_journal(s: State, q: Move) -> None:
    """Begin an undo log: note where meetings were, so that several changes can be undone together."""
    q.numbers[JOURNALED] = 0
    for goal in range(GOALS):
        q.saved[goal] = s.costs[goal]


@compiled
def close_journal(q: Move) -> None:
    """Commit: the changes stay."""
    q.numbers[JOURNALED] = -1


@compiled
def room_in_journal(q: Move) -> bool:
    """Whether one more change can be noted."""
    return q.numbers[JOURNALED] + q.meeting.shape[0] <= q.journal.shape[0]


@compiled
def undo(f: ProblemArrays, s: State, q: Move) -> None:
    """Roll back to where the journal began."""
    number = q.numbers[JOURNALED]
    q.numbers[JOURNALED] = -1
    for n in range(number):
        _lift(f, s, q, q.journal[n, REQUEST])
    for n in range(number):
        request = q.journal[n, REQUEST]
        if q.journal[n, SLOT] >= 0 and s.slot_of[request] < 0 and _is_first(q, n):
            for k in range(parties(f, request)):
                s.who[f.party_first[request] + k] = q.journal[n, PEOPLE + k]
            _put(f, s, q, request, q.journal[n, SLOT], q.journal[n, KIND])
    for goal in range(GOALS):
        s.costs[goal] = q.saved[goal]


@compiled
def _is_first(q: Move, n: int) -> bool:
    for k in range(n):
        if q.journal[k, REQUEST] == q.journal[n, REQUEST]:
            return False
    return True


@compiled
def _lift(f: ProblemArrays, s: State, q: Move, request: int) -> None:
    slot = s.slot_of[request]
    if slot < 0:
        return
    occupy(f, s, request, slot, s.kind_of[request], 1)
    write(f, s, request, slot, -1)
    leave_row(f, s, request)
    _set_days(f, s, request, slot, -1)
    count(f, s, q.delta, request, -1)
    s.slot_of[request] = -1
    note_missing(s, request)


@compiled
def _put(f: ProblemArrays, s: State, q: Move, request: int, slot: int, kind: int) -> None:
    s.slot_of[request] = slot
    s.kind_of[request] = kind
    occupy(f, s, request, slot, kind, -1)
    write(f, s, request, slot, request)
    join_row(f, s, request)
    _set_days(f, s, request, slot, 1)
    count(f, s, q.delta, request, 1)
    note_present(s, request)


@compiled
def _set_days(f: ProblemArrays, s: State, request: int, slot: int, step: int) -> None:
    """Busy slots, meetings a day, breaks and what disturbs the people of a meeting that comes or goes."""
    for k in range(f.party_first[request], f.party_first[request + 1]):
        agent = s.who[k]
        part = slot
        for _ in range(f.request[request, LENGTH]):
            s.busy[agent, f.slot[part, WORD]] ^= f.slot[part, BIT]
            part = f.slot[part, NEXT]
        s.per_day[agent, f.slot[slot, DAY]] += step
        s.with_breaks[s.breaks[agent]] -= 1
        s.breaks[agent] = breaks_of(f, agent, s.busy, agent)
        s.with_breaks[s.breaks[agent]] += 1
        s.waits[agent] = waiting_of(f, agent, s.busy, agent)
        if f.rules[NEAR]:
            before = s.upset[agent] > 0
            s.upset[agent] += step * upsets(f, request, slot, agent)
            s.gained[agent] += step * gains(f, request)
            s.numbers[DISPLACED] += int(s.upset[agent] > 0) - int(before)


@compiled
def return_to_best(f: ProblemArrays, s: State, q: Move) -> None:
    """Make the schedule the best one again."""
    q.numbers[JOURNALED] = -1
    number = s.numbers[CHANGED_COUNT]
    for n in range(number):
        _lift(f, s, q, s.changed[n])
    for n in range(number):
        request = s.changed[n]
        s.has_changed[request] = 0
        if s.best_slot[request] >= 0:
            for k in range(f.party_first[request], f.party_first[request + 1]):
                s.who[k] = s.best_who[k]
            _put(f, s, q, request, s.best_slot[request], s.best_kind[request])
    s.numbers[CHANGED_COUNT] = 0
    for goal in range(GOALS):
        s.costs[goal] = s.best_costs[goal]


@compiled
def set_down(f: ProblemArrays, s: State, q: Move, given: Ints) -> None:
    """Take over a given schedule, which must be legal."""
    q.numbers[JOURNALED] = -1
    for goal in range(GOALS):
        q.delta[goal] = 0
    for request in range(given.shape[0]):
        note_change(s, request)
        _lift(f, s, q, request)
    for request in range(given.shape[0]):
        if given[request, ROW_SLOT] >= 0:
            for k in range(parties(f, request)):
                s.who[f.party_first[request] + k] = given[request, ROW_PEOPLE + k]
            _put(f, s, q, request, given[request, ROW_SLOT], given[request, ROW_KIND])
    q.delta[BREAKS] = -s.costs[BREAKS]
    q.delta[WAITING] = -s.costs[WAITING]
    q.delta[DISTURBED] = -s.costs[DISTURBED]
    for agent in range(s.breaks.shape[0]):
        q.delta[BREAKS] += s.breaks[agent]
        q.delta[WAITING] += s.waits[agent]
        q.delta[DISTURBED] += 1 if s.upset[agent] > 0 or s.gained[agent] > 0 else 0
    if f.rules[NEAR]:
        q.delta[MOVED] = -s.costs[MOVED]
        for request in range(given.shape[0]):
            kept = stays(f, request, s.slot_of[request], s.who[f.party_first[request] : f.party_first[request + 1]])
            q.delta[MOVED] += 1 if f.reference[request, STAYS] >= 0 and not kept else 0
        q.delta[EXCESS] = excess(f, s, s.numbers[DISPLACED]) - s.costs[EXCESS]
    for goal in range(GOALS):
        s.costs[goal] += q.delta[goal]
