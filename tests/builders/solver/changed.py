"""Small problems with a schedule and a change: what every repair must cope with."""

from dataclasses import replace

from hypothesis import strategies as st

from solver import InvalidProblem, Problem, Schedule, Settings, first_come_first_served
from solver.plan.solve import solve
from solver.repair.changes import block_moves, cancels, comes_late, leaves, table_lost
from tests.builders.solver.small import problems

QUICK = Settings(deterministic_limit=0.3, workers=1)


@st.composite
def changed(draw: st.DrawFn, delegations: int = 5) -> tuple[Problem, Schedule]:
    """(the problem after a change, the schedule from before it)."""
    problem = draw(problems(delegations))
    problem = replace(problem, place_all=False, break_spread=None) if draw(st.integers(0, 3)) else problem
    order = draw(st.permutations([request.id for request in problem.requests]))
    before = first_come_first_served(problem, order) if draw(st.booleans()) else solve(problem, QUICK).schedule
    for _ in range(draw(st.integers(1, 2))):
        try:
            problem = draw_change(draw, problem)
        except InvalidProblem:
            continue
    return problem, before


def draw_change(draw: st.DrawFn, problem: Problem) -> Problem:
    """One of all kinds of changes; may raise `InvalidProblem`."""
    agent = draw(st.sampled_from(problem.agents)).id
    slot = draw(st.sampled_from(problem.slots))
    place = draw(st.sampled_from(problem.places)).id
    kind = draw(st.sampled_from(("leaves", "late", "lost", "closed", "cancels", "moves", "limit", "fewer")))
    if kind == "leaves":
        return leaves(problem, agent)
    if kind == "late":
        return comes_late(problem, agent, slot.id)
    if kind == "lost":
        return table_lost(problem, place)
    if kind == "closed":
        return table_lost(problem, place, [slot.id])
    if kind == "cancels" and problem.requests:
        return cancels(problem, draw(st.sampled_from(problem.requests)).id)
    if kind == "moves":
        return block_moves(problem, slot.block, draw(st.sampled_from((-60, 15, 30, 90))))
    if kind == "fewer":  # two of one side, or somebody along, need not come any more
        return replace(problem, requests=tuple(replace(one, roles=()) for one in problem.requests))
    one = draw(st.sampled_from(problem.delegations))
    limited = tuple(replace(d, maximum=1) if d == one else d for d in problem.delegations)
    return replace(problem, delegations=limited)
