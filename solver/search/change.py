"""Delta evaluation of a move by every rule and every goal, and carrying it out.

`legal` asks the rules and computes what each goal would lose; `carry_out` or `forget` must follow if it says yes.
Meanwhile only room and the counts of the delegations are changed.
"""

from solver.search.arrays import BIT, DAY, DEMAND, LENGTH, NEAR, NEXT, SPREAD, WORD, ProblemArrays
from solver.search.compiled import compiled
from solver.search.costs import breaks_of, count, excess, gains, stays, upsets, waiting_of
from solver.search.move import (
    COUNT,
    HOUSED,
    JOURNALED,
    KIND,
    OUT,
    PEOPLE,
    REQUEST,
    SHIFTED,
    SLOT,
    TOUCHED,
    Move,
    begin_days,
    parties,
    touch,
)
from solver.search.rules import (
    agenda_keeps_limits,
    breaks_are_spread,
    delegations_keep_their_limits,
    order_is_kept,
    places_have_room,
    take_time,
)
from solver.search.state import (
    BREAKS,
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


@compiled
def legal(f: ProblemArrays, s: State, q: Move) -> bool:
    """Whether every rule is kept, and the cost of the change in `delta`; on False nothing is left to be undone."""
    begin_days(q)
    q.numbers[HOUSED] = 0
    for goal in range(GOALS):
        q.delta[goal] = 0
    number = q.numbers[COUNT]
    for n in range(number):
        _leave(f, s, q, n)
    for n in range(number):
        if q.goal[n] != OUT and not _enter(f, s, q, n):
            return False
    if not _agendas_are_kept(f, s, q):
        return False
    for n in range(number):
        if f.order_first[q.meeting[n] + 1] > f.order_first[q.meeting[n]] and not order_is_kept(f, s, q, n):
            return False
    if not _house(f, s, q):
        return False
    _count_all(f, s, q, 1)
    if f.rules[NEAR]:
        q.delta[EXCESS] = excess(f, s, s.numbers[DISPLACED] + q.numbers[SHIFTED]) - s.costs[EXCESS]
    if not delegations_keep_their_limits(f, s, q):
        forget(f, s, q)
        return False
    return True


@compiled
def _leave(f: ProblemArrays, s: State, q: Move, n: int) -> None:
    """Everybody's time in the old slots becomes free."""
    request = q.meeting[n]
    slot = s.slot_of[request]
    if slot < 0:
        return
    length = f.request[request, LENGTH]
    for k in range(f.party_first[request], f.party_first[request + 1]):
        j = touch(s, q, s.who[k])
        part = slot
        for _ in range(length):
            q.agenda[j, f.slot[part, WORD]] &= ~f.slot[part, BIT]
            part = f.slot[part, NEXT]
        q.meetings[j, f.slot[slot, DAY]] -= 1
        if f.rules[NEAR]:
            q.upset[j] -= upsets(f, request, slot, s.who[k])
            q.gained[j] -= gains(f, request)
    if f.rules[NEAR]:
        q.delta[MOVED] += stays(f, request, slot, s.who[f.party_first[request] : f.party_first[request + 1]])


@compiled
def _enter(f: ProblemArrays, s: State, q: Move, n: int) -> bool:
    """Everybody's time in the new slots is taken."""
    for k in range(parties(f, q.meeting[n])):
        agent = q.delegate[n, k]
        j = touch(s, q, agent)
        if not take_time(f, q, j, agent, q.goal[n], f.request[q.meeting[n], LENGTH]):
            return False
        if f.rules[NEAR]:
            q.upset[j] += upsets(f, q.meeting[n], q.goal[n], agent)
            q.gained[j] += gains(f, q.meeting[n])
    if f.rules[NEAR]:
        q.delta[MOVED] -= stays(f, q.meeting[n], q.goal[n], q.delegate[n])
    return True


@compiled
def _agendas_are_kept(f: ProblemArrays, s: State, q: Move) -> bool:
    """Personal limits of everybody touched, and what their breaks and their disturbance cost."""
    q.numbers[SHIFTED] = 0
    for j in range(q.numbers[TOUCHED]):
        agent = q.touched[j]
        if not agenda_keeps_limits(f, q, j):
            return False
        q.breaks[j] = breaks_of(f, agent, q.agenda, j)
        q.waits[j] = waiting_of(f, agent, q.agenda, j)
        q.delta[BREAKS] += q.breaks[j] - s.breaks[agent]
        q.delta[WAITING] += q.waits[j] - s.waits[agent]
        if f.rules[NEAR]:
            then, now = q.upset[j] > 0, s.upset[agent] > 0
            q.numbers[SHIFTED] += int(then) - int(now)
            q.delta[DISTURBED] += int(then or q.gained[j] > 0) - int(now or s.gained[agent] > 0)
    return f.rules[SPREAD] < 0 or breaks_are_spread(f, s, q)


@compiled
def _count_all(f: ProblemArrays, s: State, q: Move, step: int) -> None:
    """Meetings that come in or go out count for their delegations; a step of -1 takes it back."""
    for n in range(q.numbers[COUNT]):
        request = q.meeting[n]
        now, then = s.slot_of[request] >= 0, q.goal[n] != OUT
        if now != then:
            count(f, s, q.delta, request, step if then else -step)


@compiled
def _house(f: ProblemArrays, s: State, q: Move) -> bool:
    """Give every meeting room in its own kind of place, or in another one; False, and no change, if none is."""
    number = q.numbers[COUNT]
    for n in range(number):
        request = q.meeting[n]
        if s.slot_of[request] >= 0:
            occupy(f, s, request, s.slot_of[request], s.kind_of[request], 1)
    q.numbers[HOUSED] = number
    for n in range(number):
        q.kind[n] = -1
    for n in range(number):
        request, goal = q.meeting[n], q.goal[n]
        if goal == OUT:
            continue
        own = s.kind_of[request]
        found = own if own >= 0 and places_have_room(f, s, request, goal, own) else -1
        k = f.kind_first[f.request[request, DEMAND]]
        while found < 0 and k < f.kind_first[f.request[request, DEMAND] + 1]:
            if places_have_room(f, s, request, goal, f.kinds[k]):
                found = f.kinds[k]
            k += 1
        if found < 0:
            _leave_places(f, s, q)
            return False
        q.kind[n] = found
        occupy(f, s, request, goal, found, -1)
    return True


@compiled
def _leave_places(f: ProblemArrays, s: State, q: Move) -> None:
    for n in range(q.numbers[HOUSED]):
        request = q.meeting[n]
        if q.goal[n] != OUT and q.kind[n] >= 0:
            occupy(f, s, request, q.goal[n], q.kind[n], 1)
    for n in range(q.numbers[HOUSED]):
        request = q.meeting[n]
        if s.slot_of[request] >= 0:
            occupy(f, s, request, s.slot_of[request], s.kind_of[request], -1)


@compiled
def forget(f: ProblemArrays, s: State, q: Move) -> None:
    """Do not carry out a change that `legal` has accepted."""
    _leave_places(f, s, q)
    _count_all(f, s, q, -1)


@compiled
def carry_out(f: ProblemArrays, s: State, q: Move) -> None:
    """Make the change that `legal` has accepted."""
    number = q.numbers[COUNT]
    for n in range(number):
        request = q.meeting[n]
        _remember(f, s, q, request)
        if s.slot_of[request] >= 0:
            write(f, s, request, s.slot_of[request], -1)
            leave_row(f, s, request)
    for n in range(number):
        request, goal = q.meeting[n], q.goal[n]
        if goal == OUT:
            s.slot_of[request] = -1
            note_missing(s, request)
            continue
        if s.slot_of[request] < 0:
            note_present(s, request)
        first = f.party_first[request]
        for k in range(parties(f, request)):
            s.who[first + k] = q.delegate[n, k]
        s.slot_of[request] = goal
        s.kind_of[request] = q.kind[n]
        write(f, s, request, goal, request)
        join_row(f, s, request)
    for j in range(q.numbers[TOUCHED]):
        agent = q.touched[j]
        for word in range(s.busy.shape[1]):
            s.busy[agent, word] = q.agenda[j, word]
        for day in range(s.per_day.shape[1]):
            s.per_day[agent, day] = q.meetings[j, day]
        s.with_breaks[s.breaks[agent]] -= 1
        s.breaks[agent] = q.breaks[j]
        s.with_breaks[s.breaks[agent]] += 1
        s.waits[agent] = q.waits[j]
        s.upset[agent] = q.upset[j]
        s.gained[agent] = q.gained[j]
    s.numbers[DISPLACED] += q.numbers[SHIFTED]
    for goal in range(GOALS):
        s.costs[goal] += q.delta[goal]


@compiled
def _remember(f: ProblemArrays, s: State, q: Move, request: int) -> None:
    note_change(s, request)
    n = q.numbers[JOURNALED]
    if 0 <= n < q.journal.shape[0]:
        first = f.party_first[request]
        q.journal[n, REQUEST] = request
        q.journal[n, SLOT] = s.slot_of[request]
        q.journal[n, KIND] = s.kind_of[request]
        for k in range(parties(f, request)):
            q.journal[n, PEOPLE + k] = s.who[first + k]
        q.numbers[JOURNALED] = n + 1
