"""Where slots overlap in time: plan, judge and bounds against the definitions, over all schedules of tiny problems."""

from hypothesis import assume, given

from solver import Goal, Problem, Request, Schedule, Settings, Status, validate
from solver.goals import PLAIN, scores
from solver.plan.solve import solve
from solver.state.board import Board
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver import definitions
from tests.builders.solver.exhaustive import size
from tests.builders.solver.overlaps import overlapping
from tests.builders.solver.schedules import valid_schedules

QUICK = Settings(deterministic_limit=0.5, workers=1)
ORDER = [item.goal for item in PLAIN if item.objective]
MOST = 500


def wished(problem: Problem, delegation: str) -> list[Request]:
    return [one for one in problem.requests if any(s.delegation == delegation and s.value for s in one.sides)]


def promised(problem: Problem) -> dict[str, tuple[int, int]]:
    """The guaranteed minimum and the fairness target of each delegation."""
    found = {}
    for item in problem.delegations:
        asked = [one for one in problem.requests if any(side.delegation == item.id for side in one.sides)]
        own = wished(problem, item.id)
        share = len(own) if item.fair_share is None else item.fair_share
        found[item.id] = (
            min(item.minimum, definitions.reachable_alone(problem, item, asked)),
            min(share, definitions.reachable_alone(problem, item, own)),
        )
    return found


def count(problem: Problem, schedule: Schedule, promises: dict[str, tuple[int, int]]) -> dict[Goal, int]:
    """The goals by definition."""
    placed = schedule.assignments
    met = {name: [one for one in problem.requests if one.id in placed and _of(one, name)] for name in promises}
    own = {name: sum(one.id in placed for one in wished(problem, name)) for name in promises}
    return {
        Goal.REQUIRED: 0,
        Goal.GUARANTEES: sum(max(0, least - len(met[name])) for name, (least, _) in promises.items()),
        Goal.VALUE: sum(one.value for one in problem.requests if one.id in placed),
        Goal.FAIRNESS: sum((target - own[name]) ** 2 for name, (_, target) in promises.items()),
        Goal.BREAKS: definitions.breaks(problem, schedule),
        Goal.WAITING: definitions.waiting(problem, schedule),
    }


def _of(request: Request, delegation: str) -> bool:
    return any(side.delegation == delegation for side in request.sides)


def rank(values: dict[Goal, int]) -> tuple[int, ...]:
    return tuple(-values[goal] if goal.largest else values[goal] for goal in ORDER)


@examples(30)
@given(overlapping())
def test_judge_and_search_count_every_schedule_by_the_definitions(problem: Problem) -> None:
    assume(size(problem) < MOST)
    promises, index = promised(problem), Index(problem)
    for schedule in valid_schedules(problem):
        expected = count(problem, schedule, promises)
        report, own = validate(problem, schedule).scores, scores(Board(index, schedule))
        assert {goal: report[goal] for goal in ORDER} == expected
        assert {goal: own[goal] for goal in ORDER} == expected


@examples(30)
@given(overlapping())
def test_the_plan_is_the_best_by_the_definitions_and_its_bounds_are_reached(problem: Problem) -> None:
    assume(size(problem) < MOST)
    promises = promised(problem)
    best = min(rank(count(problem, schedule, promises)) for schedule in valid_schedules(problem))
    result = solve(problem, QUICK)
    assert result.status is not Status.INFEASIBLE
    assert rank({item.goal: item.value for item in result.goals}) == best
    for item in result.goals:
        if item.goal is Goal.PLACE_CHANGES:
            assert item.bound <= item.value
        else:
            assert item.bound == item.value
