"""Changes of a problem on the eve of an event, and what staying close must do after each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from solver import Agent, Delegation, Goal, Problem, Request, Schedule, Settings, Side, validate
from solver.goals import GOALS
from solver.plan.solve import solve
from solver.repair.changes import block_moves, leaves, table_lost
from solver.validate.standing import cannot_stay
from tests.builders.solver.closest import can_disturb_fewer

UNTIL_MOVED = GOALS[: [item.goal for item in GOALS].index(Goal.MOVED) + 1]
"""What comes after them takes all the time that there is, and changes nothing of this."""
Change = Callable[[Problem, Schedule], Problem]


def nothing(problem: Problem, _: Schedule) -> Problem:
    return problem


def newcomer(problem: Problem, _: Schedule) -> Problem:
    """One more company with five wishes for the others."""
    people = {side.delegation: side.agents for request in problem.requests for side in request.sides}
    wishes = tuple(
        Request(
            id=f"new-{name}",
            sides=(
                Side(delegation="new", agents=("newcomer",), value=80),
                Side(delegation=name, agents=people[name], value=0),
            ),
        )
        for name in Random(1).sample(sorted(people), 5)
    )
    return replace(
        problem,
        agents=(*problem.agents, Agent(id="newcomer", free=frozenset(slot.id for slot in problem.slots))),
        delegations=(*problem.delegations, Delegation(id="new", fair_share=5)),
        requests=(*problem.requests, *wishes),
    )


def withdrawal(problem: Problem, before: Schedule) -> Problem:
    """The busiest delegate leaves."""
    met = Counter(agent for item in before.assignments.values() for agent in item.agents)
    return leaves(problem, max(sorted(met), key=met.__getitem__))


def lost(problem: Problem, before: Schedule) -> Problem:
    """The table with most meetings is lost."""
    used = Counter(item.place for item in before.assignments.values())
    return table_lost(problem, max(sorted(used), key=used.__getitem__))


def moved(problem: Problem, _: Schedule) -> Problem:
    """The last block is half an hour later, when some have to leave."""
    last = problem.slots[-1]
    later = block_moves(problem, last.block, 30)
    gone = {agent.id for agent in problem.agents[::7]}
    agents = (replace(one, free=one.free - {last.id}) if one.id in gone else one for one in later.agents)
    return replace(later, agents=tuple(agents))


CAUSES: tuple[Change, ...] = (nothing, newcomer, withdrawal, lost, moved)


def assert_closest(known: Problem, changed: Problem, before: Schedule, *, seconds: float) -> Schedule:
    """The plan of `known`, which is `changed` with a reference, disturbs no more people than the same wishes need."""
    found = solve(known, Settings(time_limit=seconds), goals=UNTIL_MOVED)

    scores = validate(known, found.schedule).scores
    forced = cannot_stay(changed, before)
    assert scores[Goal.EXCESS] == 0
    assert not can_disturb_fewer(changed, before, found.schedule.assignments, forced, scores[Goal.DISTURBED])
    return found.schedule
