"""Relaxation to single people: how few breaks, and how many, one agenda can have, whatever the others do."""

from collections.abc import Iterator, Sequence
from functools import cache

from solver.b2bsp.instance import Instance
from solver.b2bsp.ladder import hall
from solver.b2bsp.orders import closure, positions
from solver.model.bits import bits

IMPOSSIBLE = 1 << 20
"""More breaks than there can be slots: no agenda at all."""
PATTERNS = 3_000
"""Most busy patterns of one person that are tried; the bound stays right without the others."""


def unavoidable(instance: Instance) -> list[int]:
    """The fewest breaks of each person; their sum is a bound on the breaks of every schedule."""
    before = closure(len(instance.pairs), instance.orders)
    return [_fewest(instance, person, before) for person in range(instance.people)]


def most(instance: Instance) -> list[int]:
    """No person can have more breaks: between the meetings there must be as many idle slots."""
    return [max(0, min(len(of) - 1, instance.slots - len(of))) for of in instance.meetings_of]


def _fewest(instance: Instance, person: int, before: Sequence[int]) -> int:
    """By number of breaks, the first for which the meetings fit into the slots of some pattern.

    Her meetings that must be before (after) one of them take as many of the first (last) slots of the pattern.
    """
    meetings, may, must = instance.meetings_of[person], instance.may[person], instance.must[person]
    least = fewest(may, must, len(meetings))
    if all(instance.domains[meeting] == may for meeting in meetings) or least == IMPOSSIBLE:
        return least
    ranks, tried = positions(before, meetings), 0
    for number in range(least, len(meetings)):
        for pattern in _patterns(may, must, len(meetings), number):
            tried += 1
            slots = list(bits(pattern))
            own = [
                instance.domains[meeting] & pattern & -1 << slots[first] & (2 << slots[-1 - last]) - 1
                for meeting, (first, last) in zip(meetings, ranks, strict=True)
            ]
            if tried > PATTERNS or hall(own, range(len(own))) is None:
                return number
    return IMPOSSIBLE


def _patterns(may: int, must: int, meetings: int, number: int, slot: int = 0) -> Iterator[int]:
    """Sets of so many slots from `slot` on with so many breaks, all of `must` in them, none outside `may`."""
    must_left = must >> slot << slot
    for first in range(slot, may.bit_length() - meetings + 1):
        if must_left & ((1 << first) - 1):
            return
        for length in range(1 if number else meetings, meetings - number + 1):
            run = ((1 << length) - 1) << first
            if run & ~may:
                break
            after = first + length
            if number == 0:
                if not must >> after:
                    yield run
            elif not must >> after & 1:
                yield from (run | rest for rest in _patterns(may, must, meetings - length, number - 1, after + 1))


def fewest(may: int, must: int, meetings: int) -> int:
    """The fewest breaks of an agenda of that many slots out of `may` with all of `must`; `IMPOSSIBLE` without any."""
    last = may.bit_length()

    @cache
    def best(slot: int, left: int, state: int) -> int:
        """State: 0 not begun, 1 the last slot was busy, 2 idle since."""
        if left == 0:
            return IMPOSSIBLE if must >> slot else 0
        if slot >= last:
            return IMPOSSIBLE
        found = IMPOSSIBLE
        if may >> slot & 1:
            found = (state == 2) + best(slot + 1, left - 1, 1)
        if not must >> slot & 1:
            found = min(found, best(slot + 1, left, 2 if state else 0))
        return found

    return min(IMPOSSIBLE, best(0, meetings, 0))
