"""Small problems with a reference: a schedule that people know, a change after it, and a mode."""

from dataclasses import replace

from hypothesis import strategies as st

from solver import Mode, Problem, Reference, Schedule
from tests.builders.solver.changed import changed


def near(problem: Problem, schedule: Schedule, mode: Mode = Mode.CLOSE, allowance: int = 0) -> Problem:
    """The problem with a reference; each request may disturb so many people."""
    requests = tuple(replace(request, allowance=allowance) for request in problem.requests)
    known = Reference(assignments=tuple(schedule.assignments.values()), mode=mode)
    return replace(problem, requests=requests, reference=known)


@st.composite
def close(draw: st.DrawFn, delegations: int = 5) -> Problem:
    """A changed problem whose reference is the schedule from before the change."""
    problem, before = draw(changed(delegations))
    known = near(problem, before, draw(st.sampled_from(tuple(Mode))))
    allowed = (replace(request, allowance=draw(st.integers(0, 3))) for request in known.requests)
    return replace(known, requests=tuple(allowed))
