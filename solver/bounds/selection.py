"""The selection relaxation: which requests are placed if everybody's time is scarce in all, and slots are forgotten.

Whoever goes to a meeting goes to one at a time: the requests of a delegation, or of any set of candidates, are no more
than these people have room for, with their limits of a day, and no longer than they are free. A whole number of
requests is chosen, so that the bound of a forum with favourites is often the optimum, in problems of any size.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from solver.bounds.flow import DayCounts, flow_bound_of, most_meetings, places_of
from solver.bounds.relaxation import Kept
from solver.bounds.terms import ConvexGroup, Terms
from solver.state.index import Index


def selection_model(index: Index, terms: Terms, kept: Sequence[Kept] = ()) -> cp_model.CpModel:
    """The relaxation of a goal (`terms`): its least objective is a bound on the cost of all schedules that keep the
    goals before.
    """
    selection = _Selection(index)
    selection.limit_delegations()
    selection.limit_people()
    selection.limit_places()
    for keep in kept:
        selection.keep(keep)
    selection.model.minimize(selection.cost(terms))
    return selection.model


class _Selection:
    def __init__(self, index: Index) -> None:
        self._index, self.model = index, cp_model.CpModel()
        forced = index.problem.place_all
        self._possible = [case for case in index.cases if case.starts]
        self._placed = {
            case.number: self.model.new_int_var(int(forced or case.pinned), 1, "") for case in self._possible
        }
        self._long = any(case.length > 1 for case in self._possible)

    def keep(self, keep: Kept) -> None:
        """A goal before; as numbers of requests, without steps, where every group has to be as good as it can be."""
        terms, groups = keep.terms, [(self._of(group), group.costs) for group in keep.terms.groups]
        least = [min(costs[: len(own) + 1]) for own, costs in groups]
        if terms.requests or keep.limit != terms.constant + sum(least):
            self.model.add(self.cost(terms) <= keep.limit)
            return
        for (own, costs), best in zip(groups, least, strict=True):
            good = [number for number, cost in enumerate(costs[: len(own) + 1]) if cost == best]
            if own and len(good) <= len(own):
                self.model.add_linear_constraint(sum(own), good[0], good[-1])

    def _of(self, group: ConvexGroup) -> list[cp_model.IntVar]:
        return [self._placed[number] for number in group.requests if number in self._placed]

    def cost(self, terms: Terms) -> cp_model.LinearExprT:
        """The goal: convex costs as steps, of which the cheaper come first."""
        model = self.model
        literals, weights, constant = [], [], terms.constant
        for number, cost in terms.requests.items():
            if number in self._placed:
                literals.append(self._placed[number])
                weights.append(cost)
        for group in terms.groups:
            self._index.poll_stop()
            own = self._of(group)
            constant += group.costs[0]
            steps = [model.new_bool_var("") for _ in own]
            if steps:
                model.add(sum(own) == sum(steps))
            for easier, harder in pairwise(steps):
                model.add_implication(harder, easier)
            literals += steps
            weights += [more - fewer for fewer, more in pairwise(group.costs[: len(own) + 1])]
        return cp_model.LinearExpr.weighted_sum(literals, weights) + constant

    def limit_delegations(self) -> None:
        """The meetings of a delegation, and those that only others wished."""
        index = self._index
        for number, most in enumerate(most_meetings(index)):
            index.poll_stop()
            own = [request for request in index.requests_of[number] if request in self._placed]
            self._at_most(own, most)
            received = index.problem.delegations[number].maximum_received
            if received is not None:
                cases = (index.cases[request] for request in own)
                self._at_most([c.number for c in cases if c.received(c.delegations.index(number))], received)
            people = {a for n in own for a in self._side(n, number)}
            self._not_longer(own, people)

    def limit_people(self) -> None:
        """The meetings of any set of candidates."""
        index, days = self._index, DayCounts(self._index)
        users: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for case in self._possible:
            for party in set(case.parties):
                users[party].append(case.number)
        for party, own in users.items():
            index.poll_stop()
            if len(own) == 1:
                continue
            starts = {
                length: _union(index.cases[n].starts for n in own if index.cases[n].length == length)
                for length in {index.cases[n].length for n in own}
            }
            room = 0
            for agent in party:
                could = _union(some & index.starts(agent, length) for length, some in starts.items())
                room += sum(days.most(agent, could))
            self._at_most(own, room)
            self._not_longer(own, party)

    def limit_places(self) -> None:
        """All meetings together."""
        everything = [case.number for case in self._possible]
        self._at_most(everything, flow_bound_of(self._index).requests)
        self._fit(everything, sum(places_of(self._index)))

    def _side(self, request: int, delegation: int) -> tuple[int, ...]:
        case = self._index.cases[request]
        return case.sides[case.delegations.index(delegation)]

    def _at_most(self, requests: Sequence[int], most: int) -> None:
        if len(requests) > most:
            self.model.add(sum(self._placed[number] for number in requests) <= most)

    def _not_longer(self, requests: Sequence[int], people: Iterable[int]) -> None:
        """Each of the requests needs one of the people all the time."""
        if self._long:
            self._fit(requests, sum(self._index.free[agent].bit_count() for agent in people))

    def _fit(self, requests: Sequence[int], slots: int) -> None:
        lengths = [self._index.cases[number].length for number in requests]
        if sum(lengths) > slots:
            placed = [self._placed[number] for number in requests]
            self.model.add(cp_model.LinearExpr.weighted_sum(placed, lengths) <= slots)


def _union(sets: Iterable[int]) -> int:
    """The union of sets of slots."""
    found = 0
    for one in sets:
        found |= one
    return found
