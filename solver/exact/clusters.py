"""Implied capacity constraints that count people instead of meetings: far better for proofs about agendas.

An agent's meetings cannot be at the same time. So a few agents who have a part in all meetings between them stand for
these meetings: a slot needs one literal for each such agent instead of one for each meeting. And every meeting keeps
two people busy, so that at most twice as many people as places are busy in a slot.
"""

from collections import defaultdict
from collections.abc import Iterable

from solver.exact.variables import Literal, Variables
from solver.model.bits import bits
from solver.state.case import Case
from solver.state.index import Index

Cluster = dict[int, list[int]]
"""Requests by the agent who stands for them."""


def count_people(variables: Variables) -> None:
    """Add both constraints for all places, and the first one for each set of places that some requests are tied to."""
    index = variables.index
    everything = [case for case in index.cases if case.starts]
    _limit_agents(variables, everything, range(len(index.open)))
    for demand in index.demands:
        tied = [case for case in everything if set(index.demands[case.demand]) <= set(demand)]
        if set(demand) != set(range(len(index.open))) and len(tied) > 1:
            _limit_agents(variables, tied, demand)
    _limit_people(variables)


def clusters(cases: Iterable[Case]) -> tuple[Cluster, list[int]]:
    """Greedy cover: few agents who certainly go to the requests, and the requests without such an agent.

    The agent with most of what is left is next.
    """
    left: dict[int, set[int]] = defaultdict(set)
    partners: dict[int, list[int]] = {}
    for case in cases:
        partners[case.number] = case.certain
        for agent in partners[case.number]:
            left[agent].add(case.number)
    chosen: Cluster = {}
    while any(left.values()):
        agent = max(left, key=lambda one: len(left[one]))
        chosen[agent] = sorted(left[agent])
        for number in chosen[agent]:
            for other in partners[number]:
                left[other].discard(number)
    return chosen, [number for number, certain in partners.items() if not certain]


def _limit_agents(variables: Variables, cases: list[Case], places: Iterable[int]) -> None:
    index, model = variables.index, variables.model
    chosen, single = clusters(cases)
    where = _occupations(variables, {case.number for case in cases})
    room = _room(index, places)
    for slot, most in enumerate(room):
        literals: list[Literal] = []
        index.poll_stop()
        for agent, numbers in chosen.items():
            there = [literal for number in numbers for literal in where[number, slot]]
            if len(there) == len(variables.occupied.get((agent, slot), ())) and there:
                literals.append(variables.busy(agent, slot))
            elif len(there) == 1:
                literals += there
            elif there:
                literals.append(model.new_bool_var(""))
                model.add_exactly_one([*there, literals[-1].negated()])
        for number in single:
            literals += where[number, slot]
        if len(literals) > most:
            model.add(sum(literals) <= most)


def _limit_people(variables: Variables) -> None:
    index = variables.index
    helping = {agent for case in index.cases for role in case.roles for agent in role}
    for slot, most in enumerate(_room(index, range(len(index.open)))):
        people = [a for a in range(len(index.free)) if a not in helping and (a, slot) in variables.occupied]
        if len(people) > 2 * most:
            variables.model.add(sum(variables.busy(agent, slot) for agent in people) <= 2 * most)


def _room(index: Index, places: Iterable[int]) -> list[int]:
    capacities = [(index.open[place], index.problem.places[place].capacity) for place in places]
    return [sum(width for opened, width in capacities if opened >> slot & 1) for slot in range(len(index.day_of))]


def _occupations(variables: Variables, numbers: set[int]) -> dict[tuple[int, int], list[Literal]]:
    """The literals that say that a request covers a slot."""
    where: dict[tuple[int, int], list[Literal]] = defaultdict(list)
    for number in numbers:
        length = variables.index.cases[number].length
        for first, begin in variables.begins[number].items():
            for slot in bits(variables.index.span(first, length)):
                where[number, slot].append(begin)
    return where
