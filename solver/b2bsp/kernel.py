"""The compiled steps of the annealing (`solver.b2bsp.anneal`).

A chain is what has to move when a meeting goes to another slot: the meetings there of the same people come back, those
of their partners go, and so on. Nobody is ever in two meetings at once, and tables are never exceeded. Meetings may be
out for a while, at a price, and an order may be broken, at a price; both must be gone in the end.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

OUT, UNFAIR = 3.0, 2.0
"""Prices in breaks: of a meeting that is out, of a break too many (or few)."""
STEPS_OF_A_HEAT = 64

Ints = NDArray[np.int64]


class Arrays(NamedTuple):
    """What the steps read and write; slots are bits of one word."""

    pairs: NDArray[np.int64]
    """The two people of each meeting."""
    domains: Ints
    choice_first: Ints
    """Where the slots of each meeting begin in `choices`; one more at the end."""
    choices: Ints
    movable: Ints
    """Meetings with more than one slot."""
    tables: Ints
    order_first: Ints
    """Where the orders of each meeting begin in `order_with`; one more at the end."""
    order_with: Ints
    order_after: Ints
    """1 if the meeting comes after the other one, else 0."""
    fair: Ints
    """Fewest and most breaks of one person."""
    disorder: NDArray[np.float64]
    """Price in breaks of an order that is broken."""
    slot_of: Ints
    """-1: out."""
    at: NDArray[np.int64]
    """Which meeting a person has in a slot, or -1."""
    busy: Ints
    used: Ints
    best: Ints
    """The slots of the best schedule so far."""
    seen: Ints
    """Marks of meetings that are in the chain, and the mark of the last chain at the end."""
    chain: Ints
    costs: NDArray[np.float64]
    """Of the schedule, and of the best one."""
    random: NDArray[np.uint64]


@njit(cache=True, inline="always")
def _next(random: NDArray[np.uint64]) -> np.uint64:
    x: np.uint64 = random[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    random[0] = x
    return x


@njit(cache=True, inline="always")
def _pick(random: NDArray[np.uint64], number: int) -> Any:
    return np.int64((_next(random) >> np.uint64(33)) % np.uint64(number))


@njit(cache=True, inline="always")
def _accepts(random: NDArray[np.uint64], change: float, heat: float) -> bool:
    if change <= 0:
        return True
    chance = np.float64(_next(random) >> np.uint64(11)) / 9007199254740992.0
    return bool(chance < np.exp(-change / heat))


@njit(cache=True)
def agenda_price(busy: int, fewest: int, most: int) -> float:
    """What the agenda of one person costs."""
    starts = busy & ~(busy << 1)
    breaks = -1
    while starts:
        starts &= starts - 1
        breaks += 1
    breaks = max(breaks, 0)
    if breaks > most:
        return breaks + UNFAIR * (breaks - most)
    if breaks < fewest:
        return breaks + (1 + UNFAIR) * (fewest - breaks)
    return float(breaks)


@njit(cache=True)
def _flip(a: Arrays, person: int, bits: int) -> float:
    """Change busy slots of a person; returns the change of the price."""
    before = agenda_price(a.busy[person], a.fair[0], a.fair[1])
    a.busy[person] ^= bits
    return agenda_price(a.busy[person], a.fair[0], a.fair[1]) - before


@njit(cache=True)
def broken(a: Arrays, meeting: int, slot: int) -> int:
    """Orders that the meeting would break in the slot."""
    found = 0
    for k in range(a.order_first[meeting], a.order_first[meeting + 1]):
        other = a.slot_of[a.order_with[k]]
        if other >= 0:
            found += other >= slot if a.order_after[k] else slot >= other
    return found


@njit(cache=True)
def _in_the_way(a: Arrays, meeting: int, slot: int) -> int:
    """Collect in `chain` what has to go out so that the meeting can come in; -1 if something cannot."""
    length = 0
    for side in range(2):
        other = a.at[a.pairs[meeting, side], slot]
        if other >= 0 and (length == 0 or a.chain[0] != other):
            a.chain[length] = other
            length += 1
    if a.used[slot] - length >= a.tables[slot]:
        if a.used[slot] == length:
            return -1
        person = _pick(a.random, a.at.shape[0])
        while (
            a.at[person, slot] < 0
            or (length > 0 and a.at[person, slot] == a.chain[0])
            or (length > 1 and a.at[person, slot] == a.chain[1])
        ):
            person = (person + 1) % a.at.shape[0]
        a.chain[length] = a.at[person, slot]
        length += 1
    for k in range(length):
        if a.choice_first[a.chain[k] + 1] - a.choice_first[a.chain[k]] == 1:
            return -1
    return length


@njit(cache=True)
def _insert(a: Arrays, meeting: int, slot: int, heat: float) -> float:
    """A meeting that is out comes in, and whatever is in its way goes out; returns the change of the price."""
    length = _in_the_way(a, meeting, slot)
    if length < 0:
        return 0.0
    bit = 1 << slot
    change: float = OUT * (length - 1)
    for k in range(length):
        out = a.chain[k]
        change -= a.disorder[0] * broken(a, out, slot)
        a.slot_of[out] = -1
        change += _flip(a, a.pairs[out, 0], bit) + _flip(a, a.pairs[out, 1], bit)
    change += a.disorder[0] * broken(a, meeting, slot)
    change += _flip(a, a.pairs[meeting, 0], bit) + _flip(a, a.pairs[meeting, 1], bit)
    if not _accepts(a.random, change, heat):
        a.busy[a.pairs[meeting, 0]] ^= bit
        a.busy[a.pairs[meeting, 1]] ^= bit
        for k in range(length):
            out = a.chain[k]
            a.slot_of[out] = slot
            a.busy[a.pairs[out, 0]] ^= bit
            a.busy[a.pairs[out, 1]] ^= bit
        return 0.0
    for k in range(length):
        a.at[a.pairs[a.chain[k], 0], slot] = -1
        a.at[a.pairs[a.chain[k], 1], slot] = -1
    a.at[a.pairs[meeting, 0], slot] = meeting
    a.at[a.pairs[meeting, 1], slot] = meeting
    a.slot_of[meeting] = slot
    a.used[slot] += 1 - length
    return change


@njit(cache=True)
def _disorder(a: Arrays, length: int, source: int, slot: int) -> float:
    """What a chain changes in orders; those between two of its meetings count once."""
    stamp = a.seen[a.slot_of.shape[0]]
    change = 0.0
    for k in range(length):
        here = a.chain[k]
        now = a.slot_of[here]
        goes = slot if now == source else source
        for j in range(a.order_first[here], a.order_first[here + 1]):
            other = a.order_with[j]
            there = a.slot_of[other]
            inside = a.seen[other] == stamp
            if there < 0 or (inside and a.order_after[j] == 0):
                continue
            comes = there
            if inside:
                comes = slot if there == source else source
            if a.order_after[j]:
                change += a.disorder[0] * (np.int64(comes >= goes) - np.int64(there >= now))
            else:
                change += a.disorder[0] * (np.int64(goes >= comes) - np.int64(now >= there))
    return change


@njit(cache=True)
def _swap(a: Arrays, meeting: int, slot: int, heat: float) -> float:
    """The chain of a meeting changes between its slot and another one; returns the change of the price.

    Not where the meeting itself breaks more orders than now: hardly ever is that worth its price.
    """
    source = a.slot_of[meeting]
    if broken(a, meeting, slot) > broken(a, meeting, source):
        return 0.0
    flip = (1 << source) | (1 << slot)
    stamp = a.seen[a.slot_of.shape[0]] + 1
    a.seen[a.slot_of.shape[0]] = stamp
    a.seen[meeting] = stamp
    a.chain[0] = meeting
    length, k, shift, ordered, change = 1, 0, 0, False, 0.0
    while k < length:
        here = a.chain[k]
        k += 1
        going = a.slot_of[here] == source
        target = slot if going else source
        shift += 1 if going else -1
        if not a.domains[here] >> target & 1:
            return 0.0
        ordered |= a.order_first[here + 1] > a.order_first[here]
        for side in range(2):
            person = a.pairs[here, side]
            other = a.at[person, target]
            if other < 0:
                busy = a.busy[person]
                change += agenda_price(busy ^ flip, a.fair[0], a.fair[1]) - agenda_price(busy, a.fair[0], a.fair[1])
            elif a.seen[other] != stamp:
                a.seen[other] = stamp
                a.chain[length] = other
                length += 1
    if a.used[slot] + shift > a.tables[slot] or a.used[source] - shift > a.tables[source]:
        return 0.0
    if ordered:
        change += _disorder(a, length, source, slot)
    if not _accepts(a.random, change, heat):
        return 0.0
    _move(a, length, source, slot)
    a.used[slot] += shift
    a.used[source] -= shift
    return change


@njit(cache=True)
def _move(a: Arrays, length: int, source: int, slot: int) -> None:
    for k in range(length):
        here = a.chain[k]
        for side in range(2):
            a.at[a.pairs[here, side], a.slot_of[here]] = -1
            a.busy[a.pairs[here, side]] &= ~(1 << a.slot_of[here])
    for k in range(length):
        here = a.chain[k]
        goes = slot if a.slot_of[here] == source else source
        a.slot_of[here] = goes
        for side in range(2):
            a.at[a.pairs[here, side], goes] = here
            a.busy[a.pairs[here, side]] |= 1 << goes


@njit(cache=True)
def run(a: Arrays, steps: int, warm: float, cold: float, goal: float) -> None:
    """So many steps from warm to cold; ends at the goal. `best` and `costs` are kept up to date."""
    heat = warm
    cooling = (cold / warm) ** (STEPS_OF_A_HEAT / steps)
    for step in range(steps):
        if step % STEPS_OF_A_HEAT == 0:
            heat *= cooling
        meeting = a.movable[_pick(a.random, a.movable.shape[0])]
        first = a.choice_first[meeting]
        slot = a.choices[first + _pick(a.random, a.choice_first[meeting + 1] - first)]
        if a.slot_of[meeting] < 0:
            a.costs[0] += _insert(a, meeting, slot, heat)
        elif a.slot_of[meeting] != slot:
            a.costs[0] += _swap(a, meeting, slot, heat)
        if a.costs[0] < a.costs[1] - 1e-6:
            a.costs[1] = a.costs[0]
            a.best[:] = a.slot_of
            if a.costs[1] <= goal + 1e-6:
                return
