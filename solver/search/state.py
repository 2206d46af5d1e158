"""State of the search in arrays: who is where when, room, counts, goals, and the best schedule so far."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from solver.search.arrays import (
    LENGTH,
    LIMITED,
    MINIMUM,
    NEXT,
    OBLIGATORY,
    PROMISED,
    REQUIRED,
    STAYS,
    TARGET,
    Ints,
    ProblemArrays,
    Small,
)
from solver.search.compiled import compiled

GOALS = 10
MISSING, EXCESS, SHORT_OF_REQUIRED, GUARANTEES, WORTH, FAIRNESS, DISTURBED, MOVED, BREAKS, WAITING = range(GOALS)
"""Columns of `costs`, smaller is better, in the order of importance: obligatory requests that are missing (none as soon
as a legal schedule is known), then the goals; WORTH is the value with its sign changed."""
MET, RECEIVED, WISHED, STANDING_COLUMNS = range(4)
MISSING_COUNT, CHANGED_COUNT, FROZEN, ALLOWED, DISPLACED, NUMBER_COLUMNS = range(6)
"""FROZEN: so many goals, the most important ones, may not get worse any more, whatever it brings for the others.
ALLOWED and DISPLACED: how many people may be displaced for what is placed, and how many are."""


class State(NamedTuple):
    """Everything that a search changes."""

    slot_of: Ints
    """First slot of each request, -1: out."""
    kind_of: Ints
    who: Small
    """Who goes for each party (`ProblemArrays.party_first`)."""
    at: Small
    """Which request an agent has in a slot, or -1."""
    busy: Ints
    per_day: Ints
    """Meetings of each agent in each day."""
    breaks: Ints
    waits: Ints
    """Breaks and idle hours of each agent."""
    with_breaks: Ints
    """How many agents have so many breaks."""
    upset: Ints
    """For each agent the meetings of the reference that could stay and are not kept, and those taken over."""
    gained: Ints
    """For each agent the meetings that the reference does not have."""
    room: Ints
    """By kind of place and slot."""
    standing: Ints
    """For each delegation its meetings (MET), those only received, and its wishes that are met."""
    missing: Ints
    """The requests that are out and could be placed, in any order; `missing_at` says where each one is."""
    missing_at: Ints
    rows: Ints
    """The meetings that begin in each slot, in any order."""
    row_at: Ints
    row_count: Ints
    costs: Ints
    best_slot: Ints
    best_kind: Ints
    best_who: Small
    best_costs: Ints
    changed: Ints
    """The requests that may differ from the best schedule; `has_changed` marks them."""
    has_changed: Ints
    numbers: Ints
    random: NDArray[np.uint64]


def empty(problem: ProblemArrays, seed: int) -> State:
    """The empty schedule."""
    requests, slots, agents = len(problem.request), len(problem.slot), len(problem.free)
    who = np.full(problem.party_first[-1], -1, dtype=np.int32)
    possible = np.flatnonzero(problem.start_first[1:] > problem.start_first[:-1])
    missing_at = np.full(requests, -1, dtype=np.int64)
    missing_at[possible] = np.arange(len(possible))
    with_breaks = np.zeros(slots + 2, dtype=np.int64)
    with_breaks[0] = agents
    gaps = problem.delegation[:, TARGET]
    upset = _upset_by_nothing(problem)
    displaced = int((upset > 0).sum())
    moved = int((problem.reference[:, STAYS] >= 0).sum())
    costs = np.array(
        [
            problem.request[:, OBLIGATORY].sum(),
            problem.rules[LIMITED] * (displaced + problem.rules[PROMISED]),
            problem.request[:, REQUIRED].sum(),
            problem.delegation[:, MINIMUM].sum(),
            0,
            (gaps * gaps).sum(),
            displaced,
            moved,
            0,
            0,
        ],
        dtype=np.int64,
    )
    numbers = np.zeros(NUMBER_COLUMNS, dtype=np.int64)
    numbers[MISSING_COUNT] = len(possible)
    numbers[ALLOWED] = -problem.rules[PROMISED]
    numbers[DISPLACED] = displaced
    return State(
        slot_of=np.full(requests, -1, dtype=np.int64),
        kind_of=np.full(requests, -1, dtype=np.int64),
        who=who,
        at=np.full((agents, slots), -1, dtype=np.int32),
        busy=np.zeros_like(problem.free),
        per_day=np.zeros((agents, len(problem.day_first) - 1), dtype=np.int64),
        breaks=np.zeros(agents, dtype=np.int64),
        waits=np.zeros(agents, dtype=np.int64),
        with_breaks=with_breaks,
        upset=upset,
        gained=np.zeros(agents, dtype=np.int64),
        room=problem.capacity.copy(),
        standing=np.zeros((len(problem.delegation), STANDING_COLUMNS), dtype=np.int64),
        missing=np.concatenate([possible, np.zeros(requests - len(possible), dtype=np.int64)]),
        missing_at=missing_at,
        rows=np.zeros(problem.row_first[-1], dtype=np.int64),
        row_at=np.full(requests, -1, dtype=np.int64),
        row_count=np.zeros(slots, dtype=np.int64),
        costs=costs,
        best_slot=np.full(requests, -1, dtype=np.int64),
        best_kind=np.full(requests, -1, dtype=np.int64),
        best_who=who.copy(),
        best_costs=costs.copy(),
        changed=np.zeros(requests, dtype=np.int64),
        has_changed=np.zeros(requests, dtype=np.int64),
        numbers=numbers,
        random=np.array([0x9E3779B97F4A7C15 ^ (seed * 0x2545F4914F6CDD1D + 1) & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64),
    )


def _upset_by_nothing(problem: ProblemArrays) -> Ints:
    """What the empty schedule gives up of the reference, by agent."""
    upset = np.zeros(len(problem.free), dtype=np.int64)
    for request in np.flatnonzero(problem.reference[:, STAYS] >= 0):
        for agent in problem.went[problem.went_first[request] : problem.went_first[request + 1]]:
            upset[agent] += 1
    return upset


@compiled
def occupy(f: ProblemArrays, s: State, request: int, slot: int, kind: int, step: int) -> None:
    """The meeting needs room (step -1), or gives it back (1)."""
    part = slot
    for _ in range(f.request[request, LENGTH]):
        s.room[kind, part] += step
        part = f.slot[part, NEXT]


@compiled
def write(f: ProblemArrays, s: State, request: int, slot: int, value: int) -> None:
    """Note the request (or nothing) in the agendas of its people."""
    for k in range(f.party_first[request], f.party_first[request + 1]):
        part = slot
        for _ in range(f.request[request, LENGTH]):
            s.at[s.who[k], part] = value
            part = f.slot[part, NEXT]


@compiled
def join_row(f: ProblemArrays, s: State, request: int) -> None:
    """Into the list of the meetings of its slot."""
    slot = s.slot_of[request]
    n = s.row_count[slot]
    s.rows[f.row_first[slot] + n] = request
    s.row_at[request] = n
    s.row_count[slot] = n + 1


@compiled
def leave_row(f: ProblemArrays, s: State, request: int) -> None:
    """Out of that list."""
    slot = s.slot_of[request]
    last = s.row_count[slot] - 1
    other = s.rows[f.row_first[slot] + last]
    s.rows[f.row_first[slot] + s.row_at[request]] = other
    s.row_at[other] = s.row_at[request]
    s.row_count[slot] = last


@compiled
def note_missing(s: State, request: int) -> None:
    """Into the list of what is missing."""
    n = s.numbers[MISSING_COUNT]
    s.missing[n] = request
    s.missing_at[request] = n
    s.numbers[MISSING_COUNT] = n + 1


@compiled
def note_present(s: State, request: int) -> None:
    """Out of that list."""
    last = s.numbers[MISSING_COUNT] - 1
    other = s.missing[last]
    s.missing[s.missing_at[request]] = other
    s.missing_at[other] = s.missing_at[request]
    s.missing_at[request] = -1
    s.numbers[MISSING_COUNT] = last


@compiled
def note_change(s: State, request: int) -> None:
    """The request may now differ from the best schedule."""
    if not s.has_changed[request]:
        s.has_changed[request] = 1
        s.changed[s.numbers[CHANGED_COUNT]] = request
        s.numbers[CHANGED_COUNT] += 1
