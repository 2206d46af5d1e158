"""A local search whose present schedule can be looked at, not only the best one."""

from solver import Goal, Problem
from solver.search.arrays import Ints, problem_arrays
from solver.search.local import LocalSearch, values_of
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds


class OpenSearch(LocalSearch):
    """A search that shows the schedule that is being changed."""

    @property
    def present_costs(self) -> tuple[int, ...]:
        return tuple(int(cost) for cost in self._state.costs)

    @property
    def present_values(self) -> dict[Goal, int]:
        return values_of(self.present_costs)

    def present_rows(self) -> Ints:
        return self._rows(self._state.slot_of, self._state.kind_of, self._state.who)


def search_on(given: Problem, seed: int = 0) -> OpenSearch:
    """A search on a problem, with nothing placed yet."""
    index = Index(given)
    return OpenSearch(problem_arrays(index, PlaceKinds(index)), seed)
