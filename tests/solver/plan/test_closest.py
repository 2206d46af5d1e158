"""On a forum like the real ones: staying close never disturbs more people than the best schedule of another model."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from solver import Agent, Delegation, Goal, Mode, Problem, Request, Schedule, Settings, Side, validate
from solver.goals import GOALS
from solver.plan import plan
from solver.repair.changes import block_moves, leaves, table_lost
from solver.validate.standing import cannot_stay
from tests.builders.solver.closest import fewest_disturbed
from tests.builders.solver.forums import forum
from tests.builders.solver.references import near

UNTIL_MOVED = GOALS[: [item.goal for item in GOALS].index(Goal.MOVED) + 1]
"""What comes after them takes all the time that there is, and changes nothing of this."""
Change = Callable[[Problem, Schedule], Problem]


@pytest.fixture(scope="module")
def solved() -> tuple[Problem, Schedule]:
    problem = forum(5, delegations=40, wishes=200, tables=10, booths=2)
    return problem, plan(problem, Settings(time_limit=6)).schedule


def nothing(problem: Problem, _: Schedule) -> Problem:
    return problem


def newcomer(problem: Problem, _: Schedule) -> Problem:
    """One more company with five wishes for the others."""
    asked = Random(1).sample([item.id for item in problem.delegations], 5)
    people = {side.delegation: side.agents for request in problem.requests for side in request.sides}
    wishes = tuple(
        Request(
            id=f"new-{name}",
            sides=(
                Side(delegation="new", agents=("newcomer",), value=80),
                Side(delegation=name, agents=people[name], value=0),
            ),
        )
        for name in asked
    )
    return replace(
        problem,
        agents=(*problem.agents, Agent(id="newcomer", free=frozenset(slot.id for slot in problem.slots))),
        delegations=(*problem.delegations, Delegation(id="new", fair_share=5)),
        requests=(*problem.requests, *wishes),
    )


def withdrawal(problem: Problem, before: Schedule) -> Problem:
    """The busiest delegate leaves."""
    met = [agent for item in before.assignments.values() for agent in item.agents]
    return leaves(problem, max(sorted(set(met)), key=met.count))


def lost(problem: Problem, _: Schedule) -> Problem:
    return table_lost(problem, "t3")


def moved(problem: Problem, _: Schedule) -> Problem:
    """The afternoon is half an hour later, when some have to leave."""
    later = block_moves(problem, "afternoon", 30)
    gone = {agent.id for agent in problem.agents[::7]}
    agents = (replace(one, free=one.free - {"s13"}) if one.id in gone else one for one in later.agents)
    return replace(later, agents=tuple(agents))


@pytest.mark.slow
@pytest.mark.parametrize("change", [nothing, newcomer, withdrawal, lost, moved])
def test_nobody_is_disturbed_whom_the_same_wishes_could_spare(solved: tuple[Problem, Schedule], change: Change) -> None:
    problem, before = solved
    changed = change(problem, before)
    forced = cannot_stay(changed, before)

    found = plan(near(changed, before, Mode.CLOSE, allowance=2), Settings(time_limit=60), goals=UNTIL_MOVED)

    scores = validate(near(changed, before, Mode.CLOSE, allowance=2), found.schedule).scores
    best = fewest_disturbed(changed, before, found.schedule.assignments, forced)
    assert scores[Goal.EXCESS] == 0
    assert scores[Goal.DISTURBED] <= best
    if change is nothing:
        assert found.schedule == before
