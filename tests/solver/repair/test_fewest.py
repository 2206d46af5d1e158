"""The fewest people disturbed are proved where a change hits many meetings at once, and all tables are taken."""

from functools import reduce

import pytest
from ortools.sat.python import cp_model

from solver import Goal, Problem, Schedule, first_come_first_served
from solver.repair import ProposalKind, repair
from solver.repair.among import most_among
from solver.repair.changes import table_lost
from solver.repair.model import RepairModel
from solver.repair.neighbourhood import Neighbourhood
from solver.repair.reference import ReferenceSchedule
from solver.state.index import Index
from solver.validate.repair import faults
from tests.builders.solver.forums import forum

WORK = 3.0
FIRST = (Goal.REQUIRED, Goal.GUARANTEES)


@pytest.mark.parametrize(("seed", "people"), [(3, 1), (4, 2)])
def test_a_room_that_is_lost_in_a_forum_without_a_free_table(seed: int, people: int) -> None:
    problem = forum(seed, delegations=14, wishes=70, tables=4, booths=0)
    before = first_come_first_served(problem, [request.id for request in problem.requests])
    changed = reduce(lambda left, place: table_lost(left, place.id), problem.places[:2], problem)

    found = repair(changed, before, work=WORK)

    least = found.proposal(ProposalKind.LEAST_DISTURBANCE)
    assert faults(changed, before, before, found) == ()
    assert least is not None
    assert (least.proved, len(least.disturbed)) == (True, people)
    shortfall = {item.goal: item.value for item in least.goals if item.goal in FIRST}
    assert _possible(changed, before, shortfall, people - 1) is False


def _possible(problem: Problem, before: Schedule, shortfall: dict[Goal, int], most: int) -> bool | None:
    """Ask the whole model, in which any meeting may be anywhere; None: not answered."""
    index = Index(problem)
    release = ReferenceSchedule(index, before)
    model = RepairModel(Neighbourhood(index, release).within(most), release)
    for goal, value in shortfall.items():
        model.variables.model.add(model.objective(goal).sum <= value)
    model.disturb_at_most(most)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 20
    status = solver.solve(model.variables.model)
    return {cp_model.INFEASIBLE: False, cp_model.FEASIBLE: True, cp_model.OPTIMAL: True}.get(status)


@pytest.mark.parametrize(("people", "meetings"), [(2, 1), (3, 3), (4, 6), (5, 7), (7, 9)])
def test_as_many_meetings_as_so_few_have_with_each_other(people: int, meetings: int) -> None:
    """Four who all meet each other, and a row of others beside them."""
    among_four = [{one, other} for one in range(4) for other in range(one)]

    most, _ = most_among([*among_four, {3, 4}, {4, 5}, {5, 6}], people)

    assert most == meetings


def test_who_meets_twice_is_counted_twice() -> None:
    assert most_among([{0, 1}, {0, 1}, {1, 2}], 2)[0] == 2
