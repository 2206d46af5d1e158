"""Odd-set bound: groups of people with more meetings among them than pairs can be formed, slot by slot."""

from collections import defaultdict
from collections.abc import Iterator

from solver.diagnose.view import View
from solver.model.bits import bits
from solver.model.finding import Finding, FindingCode, Item
from solver.state.case import Case

LARGEST = 9
"""Most people in a group that grows around a person."""
MOST_SEEDS = 2_000
"""People around whom groups are tried: those with most meetings."""


def odd_groups(view: View) -> Iterator[Finding]:
    """Groups whose meetings cannot all be held: at most half as many at a time as there are people free."""
    cases = [case for case in view.cases if case.starts and case.length == 1 and all(len(s) == 1 for s in case.sides)]
    told: set[int] = set()
    for inside in _groups(cases):
        if inside is not cases and all(case.starts.bit_count() >= len(inside) for case in inside):
            continue
        if told.intersection(case.number for case in inside):
            continue
        items = _items(view, inside)
        if sum(item["holds"] for item in items) < len(inside):
            found = view.cover(FindingCode.ODD_GROUP, inside, items, [1] * len(inside))
            if found is not None:
                told.update(case.number for case in inside)
                yield found


def _items(view: View, cases: list[Case]) -> list[Item]:
    """For each slot, the people of the group who could meet, in pairs."""
    could: dict[int, int] = defaultdict(int)
    for case in cases:
        for side in case.sides:
            could[side[0]] |= case.starts
    people: dict[int, list[int]] = defaultdict(list)
    for agent, starts in could.items():
        for slot in bits(starts):
            people[slot].append(agent)
    problem = view.index.problem
    return [
        {
            "kind": "pairs",
            "agents": sorted(view.agent(agent) for agent in people[slot]),
            "slots": [problem.slots[slot].id],
            "holds": len(people[slot]) // 2,
        }
        for slot in sorted(people)
    ]


def _groups(cases: list[Case]) -> Iterator[list[Case]]:
    """The meetings of everybody, then of groups that grow around a person by the one with most meetings inside."""
    neighbours: dict[int, dict[int, list[Case]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        one, two = case.sides[0][0], case.sides[1][0]
        neighbours[one][two].append(case)
        neighbours[two][one].append(case)
    yield cases
    for person in sorted(neighbours, key=lambda person: -len(neighbours[person]))[:MOST_SEEDS]:
        group, inside = {person}, list[Case]()
        tied = {other: len(shared) for other, shared in neighbours[person].items()}
        while tied and len(group) < LARGEST:
            nearest = max(tied, key=lambda other: (tied[other], len(neighbours[other]), -other))
            if tied.pop(nearest) < (len(group) + 1) // 2:
                break
            inside += [case for other in group for case in neighbours[nearest].get(other, ())]
            group.add(nearest)
            for other, shared in neighbours[nearest].items():
                if other not in group:
                    tied[other] = tied.get(other, 0) + len(shared)
            if len(group) % 2 == 1 and len(group) >= 3:
                yield list(inside)
