"""The problem as arrays, for compiled code: what never changes during a search.

Requests, agents, slots, delegations and kinds of place are counted as in `solver.state.index`. A set of slots is a row
of words with `BITS` slots each; every day begins in a word of its own, so that a day is a few whole words.
"""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solver.state.closeness import Closeness, closeness
from solver.state.index import Index
from solver.state.masks import truth
from solver.state.place_kinds import PlaceKinds
from solver.state.promises import promises

Ints = NDArray[np.int64]
Small = NDArray[np.int32]

BITS = 62
"""Slots in a word: a shift to the left never reaches the sign."""
NEVER = 1 << 40
"""Stands for a limit that nobody has set."""

LENGTH, VALUE, REQUIRED, OBLIGATORY, DEMAND, FOR_NOTHING, REQUEST_COLUMNS = range(7)
"""Columns of `ProblemArrays.request`; FOR_NOTHING: only a guarantee can be a reason to place it."""
DELEGATION, WISHES, RECEIVES, SIDE_COLUMNS = range(4)
"""Columns of `ProblemArrays.side`, twice (for the two sides)."""
WORD, BIT, DAY, NEXT, BEGINS, ENDS, SLOT_COLUMNS = range(7)
"""Columns of `ProblemArrays.slot`; NEXT: the following slot of the block, or -1."""
PROFILE, MAX_PER_DAY, AGENT_COLUMNS = range(3)
MINIMUM, MAXIMUM, MAXIMUM_RECEIVED, TARGET, DELEGATION_COLUMNS = range(5)
CLASHING, OVERLAPPING, SPREAD, NEAR, LIMITED, PROMISED, RULE_COLUMNS = range(7)
"""`ProblemArrays.rules`: whether some slots exclude, or overlap, others; the most by which breaks may differ, or -1;
whether there is a reference, whether it limits the people displaced, and the allowances of what stays of it."""
IN_REFERENCE, STAYS, ALLOWANCE, REFERENCE_COLUMNS = range(4)
"""Columns of `ProblemArrays.reference`: whether it has the request, the slot in which that can stay (or -1), and how
many people may be displaced for it."""


class ProblemArrays(NamedTuple):
    """`..._first[n]` is where the entries of n begin in the list named after it; one more stands at the end."""

    request: Ints
    side: Ints
    starts: Ints
    """For each request the words of its possible first slots."""
    start_first: Ints
    start_slots: Small
    party_first: Ints
    """The parties of a request: its two sides, then its roles."""
    candidate_first: Ints
    """By party."""
    candidates: Small
    slot: Ints
    clash_first: Ints
    clash_slots: Ints
    """The slots that nobody can be in as well, itself included."""
    clashes: Ints
    overlaps: Ints
    free: Ints
    counting: Ints
    hours: Ints
    """Slots that count as waiting: the counting ones without those that overlap an earlier one."""
    agent: Ints
    limit_first: Ints
    limits: Ints
    """Words of sets of slots that agents of a profile must never fill: lunch, too many in a row."""
    day_first: Ints
    """The first word of each day."""
    delegation: Ints
    asked_first: Ints
    asked: Small
    """The requests of each delegation."""
    order_first: Ints
    order_with: Ints
    order_after: Ints
    """1 if the request comes after the other one, else 0."""
    kind_first: Ints
    kinds: Ints
    """The kinds of place of each demand, booths first."""
    capacity: Ints
    """By kind and slot."""
    row_first: Ints
    """Where the list of the meetings that begin in a slot begins (`State.rows`)."""
    rules: Ints
    reference: Ints
    """A row for each request; none without a reference."""
    went_first: Ints
    went: Small
    """Who went to each request of the reference for its parties, -1 for one whom the problem does not know any more."""


def problem_arrays(index: Index, kinds: PlaceKinds) -> ProblemArrays:
    """Everything that the compiled search reads of a problem."""
    problem, cases, columns, near = index.problem, index.cases, index.columns, closeness(index)
    slots = len(problem.slots)
    words = _Words(index)
    index.poll_stop()
    starts = truth([case.starts for case in cases], slots)
    orders: list[list[tuple[int, int]]] = [[] for _ in cases]
    for case in cases:
        for earlier in case.after:
            orders[earlier].append((case.number, 0))
            orders[case.number].append((earlier, 1))
    index.poll_stop()
    clashes = truth(index.clashes, slots)
    capacity = ints(
        [[kinds.capacity(kind, slot) for slot in range(slots)] for kind in range(len(kinds.members))]
    ).reshape(len(kinds.members), slots)
    profile_of, limits = _limits(index)
    ordered = [other for own in orders for other in own]
    went = [() if near is None else near.who.get(case.number, ()) for case in cases]
    fits = np.minimum(capacity.sum(axis=0), starts.sum(axis=0)) if len(cases) else np.zeros(slots, dtype=np.int64)
    return ProblemArrays(
        request=_requests(index),
        side=ints(np.dstack((columns.delegations, columns.values > 0, columns.received)).reshape(-1, 2 * SIDE_COLUMNS)),
        starts=words.of(starts),
        start_first=_first(starts.sum(axis=1)),
        start_slots=np.nonzero(starts)[1].astype(np.int32),
        party_first=_first(len(case.parties) for case in cases),
        candidate_first=_first(len(party) for case in cases for party in case.parties),
        candidates=_small(agent for case in index.polled_cases() for party in case.parties for agent in party),
        slot=words.slots(index),
        clash_first=_first(clashes.sum(axis=1)),
        clash_slots=np.nonzero(clashes)[1].astype(np.int64),
        clashes=words.of(clashes),
        overlaps=words.of(truth(index.overlaps, slots)),
        free=words.of(truth(index.free, slots)),
        counting=words.of(truth(index.counting, slots)),
        hours=words.of(truth(index.hours, slots)),
        agent=ints(
            [
                (profile_of[number], NEVER if agent.max_per_day is None else agent.max_per_day)
                for number, agent in enumerate(problem.agents)
            ]
        ).reshape(len(problem.agents), AGENT_COLUMNS),
        limit_first=_first(len(own) for own in limits),
        limits=words.of(truth([mask for own in limits for mask in own], slots)),
        day_first=ints(words.day_first),
        delegation=_delegations(index),
        asked_first=_first(len(own) for own in index.requests_of),
        asked=_small(chain.from_iterable(index.requests_of)),
        order_first=_first(len(own) for own in orders),
        order_with=ints([other for other, _ in ordered]),
        order_after=ints([after for _, after in ordered]),
        kind_first=_first(len(own) for own in kinds.by_demand),
        kinds=ints(list(chain.from_iterable(kinds.by_demand))),
        capacity=capacity,
        row_first=_first(fits),
        rules=ints(
            [
                any(mask != 1 << slot for slot, mask in enumerate(index.clashes)),
                any(mask != 1 << slot for slot, mask in enumerate(index.overlaps)),
                -1 if problem.break_spread is None else problem.break_spread,
                near is not None,
                near is not None and near.allowances is not None,
                0 if near is None else near.promised,
            ]
        ),
        reference=_reference(index, near),
        went_first=_first(len(who) for who in went),
        went=_small(agent for who in went for agent in who),
    )


class _Words:
    """Which word and bit each slot is."""

    def __init__(self, index: Index) -> None:
        self.day_first = [0]
        self._word = np.zeros(len(index.problem.slots), dtype=np.int64)
        self._bit = np.zeros(len(index.problem.slots), dtype=np.int64)
        for day in range(len(index.day_masks)):
            own = [slot for slot, number in enumerate(index.day_of) if number == day]
            for n, slot in enumerate(own):
                self._word[slot] = self.day_first[-1] + n // BITS
                self._bit[slot] = 1 << (n % BITS)
            self.day_first.append(self.day_first[-1] + -(-len(own) // BITS))

    def of(self, sets: NDArray[np.bool_]) -> Ints:
        """Rows of words of rows of truth values."""
        rows = np.zeros((len(sets), self.day_first[-1]), dtype=np.int64)
        for word in range(self.day_first[-1]):
            inside = self._word == word
            rows[:, word] = sets[:, inside] @ self._bit[inside]
        return rows

    def slots(self, index: Index) -> Ints:
        """The table of the slots."""
        table = np.full((len(self._word), SLOT_COLUMNS), -1, dtype=np.int64)
        table[:, WORD], table[:, BIT], table[:, DAY] = self._word, self._bit, index.day_of
        for block in index.blocks:
            table[block[:-1], NEXT] = block[1:]
        table[:, BEGINS] = [slot.start for slot in index.problem.slots]
        table[:, ENDS] = [slot.end for slot in index.problem.slots]
        return table


def ints(numbers: ArrayLike) -> Ints:
    """An array of whole numbers."""
    return np.array(numbers, dtype=np.int64)


def _requests(index: Index) -> Ints:
    columns, worth = index.columns, index.columns.values.sum(axis=1)
    obligatory = ints([case.pinned or index.problem.place_all for case in index.cases])
    nothing = (worth == 0) & ~columns.required & (obligatory == 0)
    near = closeness(index)
    if near is not None:
        nothing[list(near.stays)] = False
    demand = ints([case.demand for case in index.cases])
    return np.column_stack((columns.length, worth, columns.required, obligatory, demand, nothing)).astype(np.int64)


def _reference(index: Index, near: Closeness | None) -> Ints:
    rows = np.zeros((0 if near is None else len(index.cases), REFERENCE_COLUMNS), dtype=np.int64)
    if near is not None:
        rows[:, STAYS] = -1
        rows[list(near.who), IN_REFERENCE] = 1
        for number, slot in near.stays.items():
            rows[number, STAYS] = slot
        if near.allowances is not None:
            rows[:, ALLOWANCE] = near.allowances
    return rows


def _delegations(index: Index) -> Ints:
    promised = promises(index)
    return ints(
        [
            (
                promised.minimums.get(number, 0),
                NEVER if item.maximum is None else item.maximum,
                NEVER if item.maximum_received is None else item.maximum_received,
                promised.targets[number],
            )
            for number, item in enumerate(index.problem.delegations)
        ]
    ).reshape(len(index.problem.delegations), DELEGATION_COLUMNS)


def _limits(index: Index) -> tuple[list[int], list[list[int]]]:
    """Each agent's profile, and for each profile the sets of slots that must never be full."""
    numbers: dict[object, int] = {}
    limits: list[list[int]] = []
    profile_of = []
    for agent in index.problem.agents:
        key = (agent.keep_one_free, agent.max_in_a_row)
        if key not in numbers:
            numbers[key] = len(limits)
            rows = [] if agent.max_in_a_row is None else index.rows_longer_than(agent.max_in_a_row)
            limits.append([*(index.mask(kept) for kept in agent.keep_one_free), *rows])
        profile_of.append(numbers[key])
    return profile_of, limits


def _small(numbers: Iterable[int]) -> Small:
    return np.fromiter(numbers, dtype=np.int32)


def _first(lengths: Iterable[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(np.fromiter(lengths, dtype=np.int64)))).astype(np.int64)
