"""A move under consideration: meetings that go elsewhere, come in, or go out, all at once.

A move (`solver.search.moves_...`) collects meetings in a `Move`; `solver.search.change` judges it and carries it
out.
"""

from typing import NamedTuple

import numpy as np

from solver.search.arrays import Ints, ProblemArrays
from solver.search.compiled import compiled
from solver.search.state import GOALS, State

MOST = 200
"""Most meetings in one change, so that a step takes bounded time."""
OUT = -1
"""As a goal: the meeting goes out."""
STAMP, COUNT, TOUCHED, DAYS_STAMP, HOUSED, JOURNALED, SHIFTED, NUMBERS = range(8)
"""Columns of `Move.numbers`; JOURNALED is -1 while nothing is noted for `undo`; SHIFTED: how many more people would
be displaced."""
REQUEST, SLOT, KIND, PEOPLE = range(4)
"""Columns of `Move.journal`; from PEOPLE on who went for each party."""


class Move(NamedTuple):
    """Room for one change; `numbers` says how much of it is used."""

    meeting: Ints
    goal: Ints
    """The slot in which it would begin, or OUT."""
    delegate: Ints
    """Who would go for its parties."""
    kind: Ints
    mark: Ints
    """Stamp of the last change that each request was part of; `place` says where in it."""
    place: Ints
    agent_mark: Ints
    agent_place: Ints
    touched: Ints
    """Agents whose days change; `agent_place` says where each one is, if `agent_mark` is the present stamp of days."""
    agenda: Ints
    """Their busy slots afterwards."""
    meetings: Ints
    """Their meetings by day afterwards."""
    breaks: Ints
    waits: Ints
    """Their breaks and idle hours afterwards."""
    upset: Ints
    gained: Ints
    """What disturbs them afterwards."""
    delta: Ints
    """What the change costs, goal by goal."""
    journal: Ints
    """Where meetings were before they moved, for `undo`."""
    saved: Ints
    """The costs where the journal begins."""
    ejected: Ints
    """Meetings that went out for another one."""
    interval: Ints
    """The slots that a chain swaps."""
    numbers: Ints


def move(problem: ProblemArrays, longest: int) -> Move:
    """An empty one; `longest` is the length of the longest meeting."""
    requests, agents = len(problem.request), len(problem.free)
    most_people = int(np.diff(problem.party_first).max(initial=2))
    touched = 2 * MOST * most_people

    def room(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    numbers = room(NUMBERS)
    numbers[JOURNALED] = -1
    return Move(
        meeting=room(MOST),
        goal=room(MOST),
        delegate=room(MOST, most_people),
        kind=room(MOST),
        mark=room(requests),
        place=room(requests),
        agent_mark=room(agents),
        agent_place=room(agents),
        touched=room(touched),
        agenda=room(touched, problem.free.shape[1]),
        meetings=room(touched, len(problem.day_first) - 1),
        breaks=room(touched),
        waits=room(touched),
        upset=room(touched),
        gained=room(touched),
        delta=room(GOALS),
        journal=room(8 * MOST, PEOPLE + most_people),
        saved=room(GOALS),
        ejected=room(MOST),
        interval=room(2, longest),
        numbers=numbers,
    )


@compiled
def begin(q: Move) -> None:
    """Start collecting."""
    q.numbers[STAMP] += 1
    q.numbers[COUNT] = 0


@compiled
def holds(q: Move, request: int) -> bool:
    """Whether the request is part of the change."""
    return q.mark[request] == q.numbers[STAMP]


@compiled
def add(f: ProblemArrays, s: State, q: Move, request: int, goal: int) -> bool:
    """Collect a meeting with its present delegates; False if there are too many."""
    n = q.numbers[COUNT]
    if n >= MOST:
        return False
    q.mark[request] = q.numbers[STAMP]
    q.place[request] = n
    q.meeting[n] = request
    q.goal[n] = goal
    first = f.party_first[request]
    for k in range(parties(f, request)):
        q.delegate[n, k] = s.who[first + k]
    q.numbers[COUNT] = n + 1
    return True


@compiled
def parties(f: ProblemArrays, request: int) -> int:
    """How many people go to a meeting."""
    return f.party_first[request + 1] - f.party_first[request]


@compiled
def add_anew(f: ProblemArrays, s: State, q: Move, request: int, goal: int) -> None:
    """Collect a meeting first of all, with nobody chosen yet."""
    begin(q)
    add(f, s, q, request, goal)
    for k in range(parties(f, request)):
        q.delegate[0, k] = -1


@compiled
def begin_days(q: Move) -> None:
    """Start to look at what days would be."""
    q.numbers[DAYS_STAMP] += 1
    q.numbers[TOUCHED] = 0


@compiled
def touch(s: State, q: Move, agent: int) -> int:
    """Where the agent's day as it would be is found in `agenda`."""
    if q.agent_mark[agent] == q.numbers[DAYS_STAMP]:
        return q.agent_place[agent]
    j = q.numbers[TOUCHED]
    q.numbers[TOUCHED] = j + 1
    q.agent_mark[agent] = q.numbers[DAYS_STAMP]
    q.agent_place[agent] = j
    q.touched[j] = agent
    q.upset[j] = s.upset[agent]
    q.gained[j] = s.gained[agent]
    for word in range(s.busy.shape[1]):
        q.agenda[j, word] = s.busy[agent, word]
    for day in range(s.per_day.shape[1]):
        q.meetings[j, day] = s.per_day[agent, day]
    return j
