"""Dominance: which meetings at another time than released a repair needs that disturbs the fewest people.

Take a repair with the least shortfall and the fewest people disturbed, and of these one with the fewest meetings that
are not at the time of the release. Without one of them nobody more is disturbed: who was in it as released loses it
instead of having it moved, and who was not is left alone. No rule is broken either, where nothing must be placed. So
the shortfall would be larger: it is required, or for one of its delegations, which has no more meetings than it is
guaranteed. All others can be left out of the model, which is a fraction of the whole one, and has a far better bound.
"""

from collections import Counter

from solver.exact.variables import Literal, Variables
from solver.repair.among import Among
from solver.repair.neighbourhood import Neighbourhood
from solver.repair.shortage import meetings_to_take
from solver.repair.time_limit import MOST_COUNTED
from solver.state.case import Case
from solver.state.index import Index
from solver.state.promises import promises


class Serving:
    """Which delegations may come to lack a meeting, and what may then be placed for them."""

    def __init__(self, index: Index, neighbourhood: Neighbourhood) -> None:
        self._index, self._neighbourhood = index, neighbourhood
        self._minimums = promises(index).minimums
        self._keeps: dict[int, list[Case]] = {delegation: [] for delegation in self._minimums}
        """The meetings of each delegation that can stay."""
        self._among = Among([neighbourhood.people[number] for number in neighbourhood.standing])
        for number in neighbourhood.standing:
            for delegation in index.cases[number].delegations:
                if delegation in self._keeps:
                    self._keeps[delegation].append(index.cases[number])

    @property
    def applies(self) -> bool:
        """Whether a meeting may be taken out without breaking a rule."""
        return not self._index.problem.place_all and self._index.problem.break_spread is None

    def within(self, most: int) -> Index:
        """The index with the seats that such a repair can use, if at most so many people may be disturbed."""
        lacking = self._lacking(most)
        return self._neighbourhood.serving(
            most, lambda case: case.required or case.pinned or not lacking.isdisjoint(case.delegations)
        )

    def constrain(self, variables: Variables) -> None:
        """Allow what is at another time than released only for a delegation that has no more than its guarantee."""
        few: dict[int, Literal] = {}
        for case in variables.index.cases:
            own = self._neighbourhood.standing.get(case.number)
            elsewhere = [literal for slot, literal in variables.begins[case.number].items() if slot != own]
            if not elsewhere or case.required or case.pinned or any(map(self._is_short, case.delegations)):
                continue
            sides = [side for side in case.delegations if side in self._minimums]
            for side in sides:
                if side not in few:
                    few[side] = self._has_few(variables, side)
            for literal in elsewhere:
                variables.model.add_bool_or([literal.negated(), *(few[side] for side in sides)])

    def disturbed_at_least(self, shortfall: int) -> int:
        """People whom any repair disturbs that leaves no more than the shortfall: counted, without a model."""
        lacks = {side: self._minimums[side] - len(cases) for side, cases in self._keeps.items()}
        lacks = {side: lack for side, lack in lacks.items() if lack > 0}
        taken = meetings_to_take(self._index, self._neighbourhood, lacks, shortfall)
        return next((few for few in range(MOST_COUNTED + 1) if self._among.most(few) >= taken), MOST_COUNTED + 1)

    def limit_lost(self, variables: Variables, most: int) -> None:
        """Allow no more meetings to leave their time than so many people can have with each other.

        All people of these meetings are disturbed. Where all tables are taken, each new meeting needs the table of one.
        """
        standing = self._neighbourhood.standing
        stays = [
            variables.begins[number][slot] for number, slot in standing.items() if slot in variables.begins[number]
        ]
        variables.model.add(sum(stays) >= len(standing) - self._among.most(most))

    @property
    def work(self) -> float:
        """Seconds of a processor for what is counted here, as steps count."""
        return self._among.work

    def _has_few(self, variables: Variables, delegation: int) -> Literal:
        few = variables.model.new_bool_var("")
        met = [variables.placed[number] for number in self._index.requests_of[delegation]]
        variables.model.add(sum(met) <= self._minimums[delegation]).only_enforce_if(few)
        return few

    def _lacking(self, most: int) -> set[int]:
        """Delegations that have too few meetings, or may come to have them."""
        return {
            delegation
            for delegation, minimum in self._minimums.items()
            if self._disturbed_at_least(delegation, 1 + len(self._keeps[delegation]) - minimum) <= most
        }

    def _is_short(self, delegation: int) -> bool:
        return len(self._keeps.get(delegation, ())) < self._minimums.get(delegation, 0)

    def _disturbed_at_least(self, delegation: int, lost: int) -> int:
        """People who are disturbed where the delegation loses so many of its meetings that can stay."""
        if lost <= 0:
            return 0
        people = [self._neighbourhood.people[case.number] for case in self._keeps[delegation]]
        times = Counter(agent for own in people for agent in own)
        alone = sorted(sum(times[agent] == 1 for agent in own) for own in people)
        return sum(alone[:lost]) + all(any(times[agent] > 1 for agent in own) for own in people)
