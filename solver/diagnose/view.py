"""The subset of requests that a test looks at: obligatory ones, promised ones, or all that anybody wants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from solver.model.bits import bits
from solver.model.finding import Finding, FindingCode, Item, Promise
from solver.state.case import Case
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds

DAYS = "max_per_day"
"""The one kind of item that counts meetings, not slots."""


@dataclass(frozen=True)
class View:
    """Some requests of a problem."""

    index: Index
    kinds: PlaceKinds
    promise: Promise
    cases: Sequence[Case]

    @cached_property
    def moments(self) -> list[int]:
        """Slots that exclude each other in time, as disjoint sets: there are as many as meetings of one person fit."""
        slots = self.index.problem.slots
        left = sorted(range(len(slots)), key=lambda slot: slots[slot].end)
        moments = []
        while left:
            end = slots[left[0]].end
            together = [slot for slot in left if slots[slot].start < end]
            moments.append(sum(1 << slot for slot in together))
            left = [slot for slot in left if slots[slot].start >= end]
        return moments

    @cached_property
    def moment_of(self) -> dict[int, int]:
        """The number of the moment of each slot."""
        return {slot: number for number, moment in enumerate(self.moments) for slot in bits(moment)}

    def parties(self) -> Iterator[tuple[str, list[tuple[Case, tuple[int, ...]]]]]:
        """Whose time is scarce: each person with the requests that need them, each delegation with its candidates."""
        needing: dict[int, list[tuple[Case, tuple[int, ...]]]] = {}
        sending: dict[int, list[tuple[Case, tuple[int, ...]]]] = {}
        several: set[int] = set()
        for case in self.cases:
            for role in case.roles:
                if len(role) == 1:
                    needing.setdefault(role[0], []).append((case, role))
            for delegation, side in zip(case.delegations, case.sides, strict=True):
                sending.setdefault(delegation, []).append((case, side))
                if len(side) == 1:
                    needing.setdefault(side[0], []).append((case, side))
                else:
                    several.add(delegation)
        for agent, asked in needing.items():
            yield self.index.problem.agents[agent].id, asked
        for delegation in sorted(several):
            yield self.index.problem.delegations[delegation].id, sending[delegation]

    def slots(self, mask: int) -> list[str]:
        """A set of slots by their ids."""
        return [self.index.problem.slots[slot].id for slot in bits(mask)]

    def agent(self, number: int) -> str:
        return self.index.problem.agents[number].id

    def cover(
        self, code: FindingCode, cases: Iterable[Case], items: list[Item], uses: Iterable[int], **more: object
    ) -> Finding | None:
        """The finding that only some of the requests fit; each uses at least so much of the items wherever it is."""
        whole = list(cases)
        asked = [(use, case) for use, case in zip(uses, whole, strict=True) if case.starts]
        room = sum(item["holds"] for item in items)
        held = 0
        for use, _ in sorted(asked, key=lambda one: one[0]):
            room -= use
            if room < 0:
                break
            held += 1
        lost = len(whole) - held
        if lost <= 0:
            return None
        return Finding(
            code=code,
            promise=self.promise,
            lost=lost,
            value=sum(sorted(case.value for case in whole)[:lost]),
            witness={
                "requests": [self.index.problem.requests[case.number].id for case in whole],
                "items": items,
                "held": held,
                **more,
            },
        )
