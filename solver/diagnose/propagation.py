"""Constraint propagation to a fixpoint: all-different agendas, full places, precedences.

Like the tests before, but each cuts away slots in which a request can certainly not be, which the next one uses.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from solver.diagnose.view import View
from solver.model.bits import bits
from solver.model.finding import Finding, FindingCode
from solver.state.case import Case

MOST_CASES = 20_000
"""Obligatory requests above which this is left out: every round looks at all of them."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Slots of a request that are cut away; `needs` are the requests whose slots so far were the reason."""

    case: int
    cut: int
    needs: tuple[int, ...]
    why: dict[str, Any] = field(default_factory=dict)


class _Empty(Exception):
    """A request has no slot left."""

    def __init__(self, case: int) -> None:
        self.case = case


def propagate(view: View) -> Iterator[Finding]:
    """The first request that nothing is left for, with the steps that lead there."""
    cases = [case for case in view.cases if case.starts]
    if len(cases) < len(view.cases) or not 0 < len(cases) <= MOST_CASES:
        return
    filtering = _Filtering(view, cases)
    try:
        filtering.run()
    except _Empty as empty:
        steps = filtering.slice(empty.case)
        requests = view.index.problem.requests
        yield Finding(
            code=FindingCode.FORCED,
            promise=view.promise,
            lost=1,
            witness={
                "requests": [requests[empty.case].id],
                "steps": [
                    {"request": requests[step.case].id, "slots": view.slots(step.cut), **step.why} for step in steps
                ],
            },
        )


class _Filtering:
    def __init__(self, view: View, cases: list[Case]) -> None:
        self._view, self._cases = view, {case.number: case for case in cases}
        self._left = {case.number: case.starts for case in cases}
        self._steps: list[_Cut] = []
        self._certain: dict[int, list[Case]] = defaultdict(list)
        for case in cases:
            for agent in case.certain:
                self._certain[agent].append(case)

    def run(self) -> None:
        """Cut until nothing changes; raises `_Empty`."""
        count = -1
        while count != len(self._steps):
            count = len(self._steps)
            for agent, cases in self._certain.items():
                self._agenda(agent, cases)
            self._order()
            self._places()

    def slice(self, case: int) -> list[_Cut]:
        """Only the steps that the end of this request's slots depends on."""
        wanted, kept = {case}, []
        for step in reversed(self._steps):
            if step.case in wanted:
                kept.append(step)
                wanted.update(step.needs)
        return kept[::-1]

    def _cut(self, case: int, cut: int, needs: tuple[int, ...], why: dict[str, Any]) -> None:
        cut &= self._left[case]
        if cut:
            self._steps.append(_Cut(case, cut, needs, why))
            self._left[case] &= ~cut
            if not self._left[case]:
                raise _Empty(case)

    def _agenda(self, agent: int, cases: list[Case]) -> None:
        """Meetings of a person that share exactly as many moments as they are keep the others out of them."""
        moment_of, index = self._view.moment_of, self._view.index
        domains = {
            case.number: sum(1 << m for m in {moment_of[slot] for slot in bits(self._left[case.number])})
            for case in cases
        }
        if all(domain.bit_count() >= len(cases) for domain in domains.values()):
            return
        for group, moments in tight_groups(domains):
            items = [
                {"kind": "time", "agent": self._view.agent(agent), "slots": self._view.slots(mask), "holds": 1}
                for moment in bits(moments)
                if (mask := self._view.moments[moment] & index.free[agent])
            ]
            taken = 0
            for moment in bits(moments):
                taken |= self._view.moments[moment]
            because = [index.problem.requests[number].id for number in group]
            for case in cases:
                if case.number not in group:
                    cut = sum(
                        1 << slot for slot in bits(self._left[case.number]) if index.span(slot, case.length) & taken
                    )
                    self._cut(case.number, cut, tuple(group), {"because": because, "items": items})

    def _order(self) -> None:
        index, slots = self._view.index, self._view.index.problem.slots

        def end(case: Case, slot: int) -> int:
            return slots[index.span(slot, case.length).bit_length() - 1].end

        for case in self._cases.values():
            for number in case.after:
                earlier = self._cases.get(number)
                if earlier is None:
                    continue
                first = min(end(earlier, slot) for slot in bits(self._left[number]))
                early = sum(1 << slot for slot in bits(self._left[case.number]) if slots[slot].start < first)
                self._cut(case.number, early, (number,), {"after": index.problem.requests[number].id})
                last = max(slots[slot].start for slot in bits(self._left[case.number]))
                late = sum(1 << slot for slot in bits(self._left[number]) if end(earlier, slot) > last)
                self._cut(number, late, (case.number,), {"before": index.problem.requests[case.number].id})

    def _places(self) -> None:
        """A slot in which certain meetings take all places is closed to the others (where all use the same places)."""
        index, kinds = self._view.index, self._view.kinds
        sure: dict[tuple[int, int], list[Case]] = defaultdict(list)
        asking: dict[tuple[int, int], list[Case]] = defaultdict(list)
        for case in self._cases.values():
            left = self._left[case.number]
            for slot in bits(left):
                open_to = kinds.open_to(case, slot)
                if len(open_to) == 1 and case.length == 1:
                    asking[open_to[0], slot].append(case)
                    if left == 1 << slot:
                        sure[open_to[0], slot].append(case)
        for (kind, slot), held in sure.items():
            capacity = kinds.capacity(kind, slot)
            if len(held) < capacity or len(asking[kind, slot]) == len(held) == capacity:
                continue
            filling = held[:capacity]
            numbers = {case.number for case in filling}
            item = {
                "kind": "places",
                "places": [index.problem.places[place].id for place in kinds.members[kind]],
                "slots": self._view.slots(1 << slot),
                "holds": capacity,
            }
            because = [index.problem.requests[case.number].id for case in filling]
            for case in asking[kind, slot]:
                if case.number not in numbers:
                    self._cut(case.number, 1 << slot, tuple(numbers), {"because": because, "items": [item]})


def tight_groups(domains: dict[int, int]) -> Iterator[tuple[list[int], int]]:
    """Meetings whose moments are exactly as many as they are, or fewer: found from a matching, smallest first."""
    holder: dict[int, int] = {}
    for number in domains:
        seen: set[int] = set()
        if not _augment(domains, holder, number, seen):
            yield sorted({number, *(holder[moment] for moment in seen)} - {number}), sum(1 << m for m in seen)
            return
    held = {number: moment for moment, number in holder.items()}
    told: set[frozenset[int]] = set()
    for number in sorted(domains, key=lambda one: domains[one].bit_count()):
        group, union, queue = {number}, 0, [number]
        while queue:
            union |= domains[queue.pop()]
            for moment in bits(union):
                other = holder.get(moment)
                if other is None:
                    queue, group = [], set()
                    break
                if other not in group:
                    group.add(other)
                    queue.append(other)
        if group and frozenset(group) not in told and len(group) < len(held):
            told.add(frozenset(group))
            yield sorted(group), union


def _augment(domains: dict[int, int], holder: dict[int, int], number: int, seen: set[int]) -> bool:
    for moment in bits(domains[number]):
        if moment not in seen:
            seen.add(moment)
            if moment not in holder or _augment(domains, holder, holder[moment], seen):
                holder[moment] = number
                return True
    return False
