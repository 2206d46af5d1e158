"""A problem in which every meeting must take place between two known people: what is left is when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from solver.model.problem import Problem
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds

SHORT = 12
"""Slots up to which one exact model can often decide about all meetings."""


@dataclass(frozen=True)
class Instance:
    """Meetings, people and slots, each counted from 0; sets of slots are integers with one bit per slot."""

    people: int
    slots: int
    pairs: tuple[tuple[int, int], ...]
    """The two people of each meeting; a pair may occur more than once."""
    domains: tuple[int, ...]
    """The slots in which each meeting may be."""
    tables: tuple[int, ...]
    """Most meetings in each slot."""
    orders: tuple[tuple[int, int], ...] = ()
    """(earlier, later): the first meeting must be in an earlier slot than the second."""
    spread: int | None = None
    """Most by which the numbers of breaks of two people may differ."""

    @property
    def is_short(self) -> bool:
        """Whether there are few slots."""
        return self.slots <= SHORT

    @cached_property
    def meetings_of(self) -> list[list[int]]:
        """The meetings of each person."""
        of: list[list[int]] = [[] for _ in range(self.people)]
        for meeting, pair in enumerate(self.pairs):
            for person in pair:
                of[person].append(meeting)
        return of

    @cached_property
    def may(self) -> list[int]:
        """The slots in which each person can have a meeting."""
        return [_union(self.domains[meeting] for meeting in meetings) for meetings in self.meetings_of]

    @cached_property
    def must(self) -> list[int]:
        """The slots in which each person certainly has a meeting."""
        certain = [domain if domain.bit_count() == 1 else 0 for domain in self.domains]
        return [
            may if may.bit_count() == len(meetings) else _union(certain[meeting] for meeting in meetings)
            for may, meetings in zip(self.may, self.meetings_of, strict=True)
        ]

    def narrowed(self, domains: Sequence[int]) -> "Instance":
        """The same with smaller sets of slots."""
        return replace(self, domains=tuple(domains))

    def cost(self, schedule: Sequence[int]) -> int:
        """The number of breaks of a schedule (a slot for each meeting)."""
        return sum(breaks(busy) for busy in self.agendas(schedule))

    def agendas(self, schedule: Sequence[int]) -> list[int]:
        """The busy slots of each person."""
        return [_union(1 << schedule[meeting] for meeting in meetings) for meetings in self.meetings_of]

    def allows(self, schedule: Sequence[int]) -> bool:
        """Whether a schedule keeps every rule."""
        used: dict[int, int] = defaultdict(int)
        for slot in schedule:
            used[slot] += 1
        agendas = self.agendas(schedule)
        counts = [breaks(busy) for busy in agendas]
        return (
            all(domain >> slot & 1 for domain, slot in zip(self.domains, schedule, strict=True))
            and all(number <= self.tables[slot] for slot, number in used.items())
            and all(busy.bit_count() == len(of) for busy, of in zip(agendas, self.meetings_of, strict=True))
            and all(schedule[earlier] < schedule[later] for earlier, later in self.orders)
            and (self.spread is None or max(counts, default=0) - min(counts, default=0) <= self.spread)
        )


def breaks(busy: int) -> int:
    """Groups of idle slots between the first and the last busy one."""
    return max(0, (busy & ~(busy << 1)).bit_count() - 1)


def instance_of(problem: Problem) -> Instance:
    """The problem as an instance of the benchmark.

    `ValueError` if it is not of this kind: everything is to be placed, one person a side, one slot a meeting, one day,
    idle slots always count, and nothing is limited but the tables.
    """
    index = Index(problem)
    kinds = PlaceKinds(index)
    if not _suits(problem, index):
        raise ValueError("not a problem with a given set of meetings in one run of slots")
    return Instance(
        people=len(problem.agents),
        slots=len(problem.slots),
        pairs=tuple((case.sides[0][0], case.sides[1][0]) for case in index.cases),
        domains=tuple(case.starts for case in index.cases),
        tables=tuple(
            sum(kinds.capacity(kind, slot) for kind in range(len(kinds.members))) for slot in range(len(problem.slots))
        ),
        orders=tuple((earlier, case.number) for case in index.cases for earlier in case.after),
        spread=problem.break_spread,
    )


def _suits(problem: Problem, index: Index) -> bool:
    personal = any(
        agent.max_per_day is not None or agent.max_in_a_row is not None or agent.keep_one_free
        for agent in problem.agents
    )
    common = any(item.maximum is not None or item.maximum_received is not None for item in problem.delegations)
    return (
        problem.place_all
        and problem.absence_counts
        and not personal
        and not common
        and len(index.day_masks) <= 1
        and len(index.demands) <= 1
        and all(mask == 1 << slot for slot, mask in enumerate(index.clashes))
        and all(
            case.length == 1 and len(case.parties) == 2 and all(len(party) == 1 for party in case.parties)
            for case in index.cases
        )
    )


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
