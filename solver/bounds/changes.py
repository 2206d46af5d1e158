"""How many changes of place no schedule can avoid, given the values of the goals before.

A person with a meeting in one slot and another in the next one of that venue stays in one place, or changes. At a place
with room for one there was only one meeting in the slot before, and two meetings share no more than one person (as a
rule): of the people of a meeting who come directly from another one, all but one change. So changes are at least the
number of such arrivals less the number of meetings. An agent with k meetings in a day arrives directly in all of them
but one, and one more for each break and for each hole in her own slots.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, pairwise

from solver.bounds.relaxation import Kept, relax
from solver.bounds.terms import ConvexGroup, Terms
from solver.model.bits import bits
from solver.state.index import Index


def changes_and_breaks(index: Index, kept: Sequence[Kept], stop: Callable[[], bool] = lambda: False) -> int:
    """No schedule that keeps these goals has fewer changes of place and breaks together.

    0 where the relaxation has no answer.
    """
    bound = relax(index, direct_arrivals(index), kept, stop)
    return 0 if bound is None else max(0, bound.cost)


def direct_arrivals(index: Index) -> Terms:
    """Direct arrivals (breaks apart) less those who may stay."""
    stay = _may_stay(index)
    return Terms(requests={number: -most for number, most in stay.items()}, groups=list(_arrivals(index)))


def _arrivals(index: Index) -> Iterator[ConvexGroup]:
    """Direct arrivals (breaks apart) of people whom one delegation alone sends, and of those who alone fill a role."""
    following = _next_slots(index)
    sent: dict[int, set[int]] = defaultdict(set)
    helped: dict[int, list[int]] = defaultdict(list)
    helping: set[int] = set()
    for case in index.cases:
        for delegation, side in zip(case.delegations, case.sides, strict=True):
            for agent in side:
                sent[agent].add(delegation)
        for role in case.roles:
            helping.update(role)
            if len(role) == 1:
                helped[role[0]].append(case.number)
    people: dict[int, set[int]] = defaultdict(set)
    for agent, delegations in sent.items():
        for delegation in delegations:
            people[delegation].add(agent)
    for delegation, agents in people.items():
        if all(len(sent[agent]) == 1 and agent not in helping for agent in agents):
            indirect = sum(_indirect(index, following, agent) for agent in agents)
            yield _group(index.requests_of[delegation], indirect)
    for agent, requests in helped.items():
        if agent not in sent:
            yield _group(requests, _indirect(index, following, agent))


def _group(requests: list[int], indirect: int) -> ConvexGroup:
    return ConvexGroup(requests, [max(0, number - indirect) for number in range(len(requests) + 1)])


def _indirect(index: Index, following: dict[int, int], agent: int) -> int:
    """Most meetings without a break before them, but not directly after another one: one a day, one for each hole.

    Next to a slot that overlaps another one is a hole, as it may be neither busy nor idle, and so is what comes after
    a slot that does not count.
    """
    agenda, counting = index.agenda[agent], index.counting[agent]

    def hole(one: int, two: int) -> bool:
        lunch = not counting >> one & 1
        return lunch or following.get(one) != two or bool(index.overlaps[two] & agenda & ~(1 << two))

    days = groupby(bits(agenda), key=lambda slot: index.day_of[slot])
    return sum(1 + sum(hole(one, two) for one, two in pairwise(day)) for _, day in days)


def _next_slots(index: Index) -> dict[int, int]:
    """The next slot of the same day and venue."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, slot in enumerate(index.problem.slots):
        rows[slot.day, slot.venue].append(number)
    return {one: two for row in rows.values() for one, two in pairwise(row)}


def _may_stay(index: Index) -> dict[int, int]:
    """For each request, how many of its people may come directly from another meeting in the same place."""
    shared = Counter(pair for case in index.cases for pair in _pairs(case.parties))
    wide = {number for number, place in enumerate(index.problem.places) if place.capacity > 1}
    stay = {}
    for case in index.cases:
        together = any(shared[pair] > 1 for pair in _pairs(case.parties))
        everyone = together or not wide.isdisjoint(index.demands[case.demand])
        stay[case.number] = len(case.parties) if everyone else 1
    return stay


def _pairs(parties: tuple[tuple[int, ...], ...]) -> frozenset[tuple[int, int]]:
    """Two people who may both be in the meeting."""
    return frozenset(
        (min(a, b), max(a, b)) for one, two in combinations(parties, 2) for a in one for b in two if a != b
    )
