"""Precedences: their transitive closure, and the slots that it leaves to each meeting by matchings.

All that must be before a meeting must be so however far along the partial order, and those of them that share a person
need slots of their own: the meeting cannot begin before a matching of them is complete (and the other way round for
what must be after it). Propagating the closure on a disjunctive resource is known as edge finding and
not-first/not-last (Carlier and Pinson 1989); with meetings of one slot a matching does it exactly for one person.
"""

from collections.abc import Sequence
from itertools import chain

from solver.b2bsp.instance import Instance
from solver.model.bits import bits

Group = tuple[int, ...]
"""Meetings of one person."""


def closure(meetings: int, orders: Sequence[tuple[int, int]]) -> list[int]:
    """The meetings that must be before each one, however far: a set of bits for each meeting."""
    before = [0] * meetings
    changed = True
    while changed:
        changed = False
        for earlier, later in orders:
            left = before[later] | before[earlier] | 1 << earlier
            changed |= left != before[later]
            before[later] = left
    return before


def transposed(before: Sequence[int]) -> list[int]:
    """The meetings that must be after each one."""
    after = [0] * len(before)
    for meeting, earlier in enumerate(before):
        for other in bits(earlier):
            after[other] |= 1 << meeting
    return after


class OrderWindows:
    """Domains from the first to the last slot that the closure of the precedences allows."""

    def __init__(self, instance: Instance) -> None:
        before = closure(len(instance.pairs), instance.orders)
        self._before = [_by_person(instance, earlier) for earlier in before]
        self._after = [_by_person(instance, later) for later in transposed(before)]
        self._known: dict[tuple[bool, tuple[int, ...]], int | None] = {}

    def cut(self, domains: Sequence[int]) -> list[int]:
        """What is left of the domains; 0 for a meeting that has no slot."""
        left = list(domains)
        for meeting in range(len(left)):
            for groups, backwards in ((self._before[meeting], False), (self._after[meeting], True)):
                for group in groups:
                    last = self._complete(left, group, backwards=backwards)
                    if last is None:
                        left[meeting] = 0
                    elif backwards:
                        left[meeting] &= (1 << last) - 1
                    else:
                        left[meeting] &= -1 << (last + 1)
        return left

    def _complete(self, domains: Sequence[int], group: Group, *, backwards: bool) -> int | None:
        own = tuple(sorted(domains[meeting] for meeting in group))
        key = (backwards, own)
        if key not in self._known:
            self._known[key] = completion(own, backwards=backwards)
        return self._known[key]


def completion(domains: Sequence[int], *, backwards: bool = False) -> int | None:
    """The first slot by which meetings of one person can all have been held; `None` if they share too few slots.

    Slots join a matching one after the other and stay if it grows: the sets of slots that can be matched are a matroid
    (transversal), for which the greedy choice leaves the last slot as early as possible. Backwards: the last slot from
    which on they can all be held.
    """
    holder: dict[int, int] = {}
    slots = list(bits(_union(domains)))
    for slot in reversed(slots) if backwards else slots:
        if _seat(domains, holder, slot, set()) and len(holder) == len(domains):
            return slot
    return None


def _seat(domains: Sequence[int], holder: dict[int, int], slot: int, seen: set[int]) -> bool:
    """Augmenting path from a slot to a meeting without one."""
    for meeting, domain in enumerate(domains):
        if domain >> slot & 1 and meeting not in seen:
            seen.add(meeting)
            if meeting not in holder or _seat(domains, holder, holder[meeting], seen):
                holder[meeting] = slot
                return True
    return False


def _by_person(instance: Instance, meetings: int) -> list[Group]:
    """The meetings by person; without those that are part of another group."""
    of: dict[int, list[int]] = {}
    for meeting in bits(meetings):
        for person in instance.pairs[meeting]:
            of.setdefault(person, []).append(meeting)
    shared = {tuple(group) for group in of.values() if len(group) > 1}
    single = set(bits(meetings)) - set(chain.from_iterable(shared))
    return [*sorted(shared), *((meeting,) for meeting in sorted(single))]


def _union(domains: Sequence[int]) -> int:
    union = 0
    for domain in domains:
        union |= domain
    return union


def positions(before: Sequence[int], meetings: Sequence[int]) -> list[tuple[int, int]]:
    """How many of a person's meetings must be before, and how many after each of them."""
    own = sum(1 << meeting for meeting in meetings)
    return [
        ((before[meeting] & own).bit_count(), sum(before[other] >> meeting & 1 for other in meetings))
        for meeting in meetings
    ]
