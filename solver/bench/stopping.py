"""Benchmark of stopping: seconds from a stop request to the answer, at many moments of a run.

`python -m solver bench stopping` asks at each moment once and prints a line for it; the longest wait is what counts.
"""

from dataclasses import asdict, dataclass
from time import perf_counter, process_time
from typing import Any

from solver.bench.forums import LARGE, SEED, Forum
from solver.bench.generate import Model, Size, generate
from solver.bench.machine import load, machine
from solver.bench.record import record
from solver.model.problem import Problem
from solver.model.result import ReasonCode
from solver.model.settings import Settings
from solver.plan.solve import solve
from solver.search.compilation import load_compiled
from solver.validate import broken

PART = "stopping"
FORUMS = [
    Forum("300 people", Size(people=300, meetings=2000, slots=24, tables=100, days=2), Model.POPULAR, (30.0,)),
    LARGE[-1],
]
MOMENTS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0, 29.5)
"""Seconds after the beginning of a run at which it is told to stop."""


@dataclass(frozen=True, slots=True)
class Stop:
    """What came of one stop."""

    asked: float
    """Seconds after the beginning."""
    waited: float
    """Seconds from asking to the answer."""
    worked: float
    """Seconds of processor time since it was heard: what the wait is where nothing else runs, with the `run.POLL`
    that may pass before it is heard."""
    status: str
    meetings: int
    not_explained: int
    """Requests that are not placed and of which nobody knows why."""
    valid: bool


def compare(forums: list[Forum]) -> None:
    """Measure each forum and record it."""
    load_compiled()
    for forum in forums:
        problem = generate(forum.size, forum.model, SEED)
        measured: dict[str, Any] = {"machine": machine(), "load": round(load(), 1), "stops": []}
        for moment in MOMENTS:
            stop = stopped(problem, moment)
            measured["stops"].append(asdict(stop))
            print(f"{forum.name}: {stop}", flush=True)
        record(PART, forum.name, measured)


def stopped(problem: Problem, moment: float) -> Stop:
    """A run that is told to stop after so many seconds."""
    begun, heard = perf_counter(), [0.0]

    def should_stop() -> bool:
        if perf_counter() - begun < moment:
            return False
        heard[0] = heard[0] or process_time()
        return True

    result = solve(problem, Settings(time_limit=600.0), should_stop=should_stop)
    waited, worked = perf_counter() - begun - moment, process_time() - heard[0]
    explained = [reason for reason in result.reasons if reason.code is not ReasonCode.NOT_EXPLAINED]
    return Stop(
        asked=moment,
        waited=round(max(0.0, waited), 2),
        worked=round(worked, 2),
        status=result.status.value,
        meetings=len(result.schedule),
        not_explained=len(problem.requests) - len(result.schedule) - len(explained),
        valid=not broken(problem, result.schedule) or not result.schedule.assignments,
    )
