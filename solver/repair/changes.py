"""The problem after a change, for the changes that happen most; a newcomer is simply added to the problem."""

from collections.abc import Iterable
from dataclasses import replace

from solver.problem import Problem, Request, Side


def leaves(problem: Problem, agent: str) -> Problem:
    """Nobody can count on the agent any more: requests that only they could meet are withdrawn."""
    return replace(
        problem,
        agents=tuple(one for one in problem.agents if one.id != agent),
        requests=_known(
            replace(r, sides=tuple(_without(s, agent) for s in r.sides))
            for r in problem.requests
            if agent not in r.third_parties and all(s.agents != (agent,) for s in r.sides)
        ),
    )


def _without(side: Side, agent: str) -> Side:
    return replace(side, agents=tuple(a for a in side.agents if a != agent))


def _known(requests: Iterable[Request]) -> tuple[Request, ...]:
    kept = tuple(requests)
    names = {r.id for r in kept}
    return tuple(replace(r, after=tuple(n for n in r.after if n in names)) for r in kept)
