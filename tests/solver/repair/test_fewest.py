"""The fewest people disturbed are proved where a change hits many meetings at once, and all tables are taken."""

from functools import reduce
from itertools import combinations
from random import Random

import pytest
from ortools.sat.python import cp_model

from solver import Goal, Problem, Schedule, first_come_first_served
from solver.repair import ProposalKind, repair
from solver.repair.among import Among
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


@pytest.mark.parametrize(("people", "meetings"), [(0, 0), (1, 0), (2, 1), (3, 3), (4, 6), (5, 7), (7, 9), (20, 9)])
def test_as_many_meetings_as_so_few_have_with_each_other(people: int, meetings: int) -> None:
    """Four who all meet each other, and a row of others beside them."""
    among_four = [{one, other} for one in range(4) for other in range(one)]

    assert Among([*among_four, {3, 4}, {4, 5}, {5, 6}]).most(people) == meetings


def test_who_meets_twice_is_counted_twice() -> None:
    assert Among([{0, 1}, {0, 1}, {1, 2}]).most(2) == 2


@pytest.mark.parametrize("seed", range(60))
def test_the_count_is_the_one_of_every_choice_of_people(seed: int) -> None:
    random = Random(seed)
    people = range(random.randint(3, 9))
    meetings = [frozenset(random.sample(people, 2)) for _ in range(random.randint(1, 16))]

    among = Among(meetings)

    assert [among.most(few) for few in range(7)] == [_counted(meetings, few) for few in range(7)]


@pytest.mark.parametrize("seed", range(20))
def test_with_meetings_of_three_the_count_is_never_too_small(seed: int) -> None:
    random = Random(seed)
    meetings = [frozenset(random.sample(range(8), random.choice([2, 2, 3]))) for _ in range(12)]

    among = Among(meetings)

    assert all(among.most(few) >= _counted(meetings, few) for few in range(8))


def test_with_more_sets_than_are_looked_at_the_count_is_never_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.repair.among.MOST_SETS", 3)
    random = Random(1)
    meetings = [frozenset(random.sample(range(9), 2)) for _ in range(20)]

    among = Among(meetings)

    assert all(among.most(few) >= _counted(meetings, few) for few in range(9))


def _counted(meetings: list[frozenset[int]], few: int) -> int:
    people = sorted(frozenset[int]().union(*meetings))
    chosen = map(frozenset, combinations(people, min(few, len(people))))
    return max(sum(one <= those for one in meetings) for those in chosen)
